// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.scan.ScanSettings;
import dev.pomona.cli.secrets.SecretSetup;
import dev.pomona.cli.settings.CacheFolder;
import dev.pomona.cli.settings.Settings;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.verify.SecretQuestions;
import dev.pomona.engine.ContentOpener;
import dev.pomona.engine.EngineResult;
import dev.pomona.git.Repository;
import dev.pomona.git.history.BlobTrace;
import dev.pomona.git.history.BlobTraces;
import dev.pomona.git.history.NewBlob;
import dev.pomona.git.history.NewBlobs;
import dev.pomona.git.history.RevisionException;
import dev.pomona.git.history.Revisions;
import dev.pomona.git.history.TreeFiles;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.refs.Ref;
import dev.pomona.git.store.ObjectVisitor;
import dev.pomona.git.store.ReadingEndedException;
import dev.pomona.model.component.Digest;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.ScannerOutcome;
import dev.pomona.scan.api.ScanTimeoutException;
import dev.pomona.scanners.secrets.detect.Found;
import dev.pomona.scanners.secrets.detect.SecretDetector;
import dev.pomona.scanners.secrets.detect.Suspicion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks for secrets in every content that a repository has, reachable or not, each once.
///
/// First each content is looked at as if it could have any path. Only where something could be found, the repository is
/// asked for the paths and commits, and the content is searched again as the file it was. Contents in which nothing can
/// be found are remembered by id, so that the next run reads the others and what is new.
final class HistoryScan {

    /// What outcomes call it.
    static final String SCANNER = "secrets-history";

    /// How many bytes of suspect contents are kept: a small part of the heap.
    private static final long MOST_KEPT =
            Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 16);

    private final Settings settings;
    private final Invocation invocation;
    private final SecretSetup setup;
    private final SecretQuestions questions;
    private final HistoryGaps gaps = new HistoryGaps();
    private final TreeSet<Gap> contentGaps = new TreeSet<>();
    private final Deadline deadline;
    private final int threads;
    private final AtomicBoolean isCutShort = new AtomicBoolean();

    /// All contents that the repository has.
    private final Set<ObjectId> seen = ConcurrentHashMap.newKeySet();

    /// Those in which nothing can be found, and those in which something may be, with their sizes.
    private final Map<ObjectId, Long> clean = new ConcurrentHashMap<>();

    private final Map<ObjectId, Long> suspects = new ConcurrentHashMap<>();

    /// Those of the latter that there is room for, so that they need not be made again.
    private final Map<ObjectId, byte[]> contents = new ConcurrentHashMap<>();

    private final AtomicLong kept = new AtomicLong();

    HistoryScan(Invocation invocation, SecretSetup setup, SecretQuestions questions) {
        this.invocation = invocation;
        this.settings = invocation.settings();
        this.setup = setup;
        this.questions = questions;
        this.deadline = Deadline.of(invocation);
        this.threads = settings.count(ScanSettings.THREADS)
                .orElseGet(() -> Runtime.getRuntime().availableProcessors());
    }

    /// @param range words as on Git's command line; empty for everything that there is
    /// @throws UsageException when there is no repository, or the range is not known
    EngineResult run(Path root, List<String> range) {
        SecretDetector detector = setup.detector(SecretSetup.allowances(root));
        var limits = SearchLimits.of(invocation);
        try (Repository repository = Repositories.open(root, invocation, gaps, this::isOver);
                var opener = new ContentOpener(limits.archives(), limits.largest(), null)) {
            var search = new BlobSearch(detector, opener, limits.archives().depth() > 0, deadline::check);
            Set<ObjectId> scope = range.isEmpty() ? null : scope(repository, range);
            tellWhatIsMissing(repository);
            var state = new HistoryState(
                    settings.isOn(ScanSettings.NO_CACHE) ? null : CacheFolder.of(settings, invocation.environment()),
                    root,
                    limits.rules(detector.configuration()));
            KnownBlobs known = state.read(repository.format());
            List<Finding> findings = List.of();
            try (var workers = new Workers(threads)) {
                Future<BlobTraces> reading = workers.start(() -> BlobTraces.read(repository));
                look(new BlobWalk(repository, workers, this::isOver), search, known, scope);
                try (BlobTraces history = workers.await(reading)) {
                    findings = find(repository, search, history, workers);
                }
            } catch (ReadingEndedException _) {
                tellCut(); // where what was found stood is not known
            }
            List<String> warnings = save(state, known, repository);
            return result(root, repository, findings, known, scope, limits.rules(detector.configuration()), warnings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("the scan was interrupted; nothing was written", e);
        }
    }

    private Set<ObjectId> scope(Repository repository, List<String> range) {
        try {
            return NewBlobs.of(repository, Revisions.range(repository, range), NewBlobs.Against.START).stream()
                    .map(NewBlob::blob)
                    .collect(Collectors.toSet());
        } catch (ReadingEndedException _) {
            tellCut();
            return Set.of();
        } catch (RevisionException e) {
            throw new UsageException("the range '%s': %s".formatted(String.join(" ", range), e.getMessage()), e);
        }
    }

    private void tellWhatIsMissing(Repository repository) {
        int shallow = repository.shallow().size();
        if (shallow > 0) {
            gaps.add(new Gap(
                    Gap.Kind.UNREADABLE,
                    ".git",
                    "a shallow clone: what was before %d of its commits is not here".formatted(shallow)));
        }
        if (repository.objects().isPartial()) {
            gaps.add(new Gap(Gap.Kind.UNREADABLE, ".git", "a partial clone: what was not fetched is not here"));
        }
    }

    private void look(BlobWalk walk, BlobSearch search, KnownBlobs known, @Nullable Set<ObjectId> scope)
            throws InterruptedException {
        walk.run(
                id -> {
                    seen.add(id);
                    if (scope != null && !scope.contains(id)) return false;
                    if (known.size(id).isPresent()) return false;
                    return !isOver();
                },
                (id, content, base) -> look(id, content, base, search));
        if (isCutShort.get()) tellCut();
    }

    /// Whether the time is up, or somebody wants the run to end.
    private boolean isOver() {
        if (deadline.isOver() || Thread.currentThread().isInterrupted()) isCutShort.set(true);
        return isCutShort.get();
    }

    private void tellCut() {
        String time = settings.text(ScanSettings.TIMEOUT).orElse("");
        gaps.add(new Gap(
                Gap.Kind.TIMEOUT,
                ".git",
                "the time for the whole scan (%s) ran out; the next run goes on".formatted(time)));
    }

    private @Nullable Suspicion look(
            ObjectId id, byte[] content, ObjectVisitor.@Nullable Base base, BlobSearch search) {
        try {
            Suspicion suspicion = base == null
                    ? search.suspicion(content, null, new int[0])
                    : search.suspicion(content, (Suspicion) base.note(), base.copies());
            // a rule that goes by paths alone may say something about any content
            boolean isSuspect = suspicion.isRaised() || setup.hasWholeFiles();
            (isSuspect ? suspects : clean).put(id, (long) content.length);
            if (isSuspect && kept.addAndGet(content.length) <= MOST_KEPT) contents.put(id, content);
            return suspicion;
        } catch (ScanTimeoutException _) {
            isCutShort.set(true);
            return null;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError _) {
            suspects.put(id, (long) content.length); // searched again below, where what goes wrong is told
            return null;
        }
    }

    private List<Finding> find(Repository repository, BlobSearch search, BlobTraces history, Workers workers)
            throws InterruptedException {
        Map<ObjectId, BlobTrace> traces = new HashMap<>();
        for (BlobTrace trace : history.find(suspects.keySet())) traces.put(trace.blob(), trace);
        Map<ObjectId, List<String>> present = present(repository);
        Map<ObjectId, Map<String, List<Found>>> found = new ConcurrentHashMap<>();
        var suspect = new ConcurrentLinkedQueue<>(contents.entrySet());
        workers.share(() -> {
            Map.Entry<ObjectId, byte[]> next;
            while ((next = suspect.poll()) != null) {
                ObjectId id = next.getKey();
                found.put(id, search(trace(traces, id), present.getOrDefault(id, List.of()), next.getValue(), search));
            }
        });
        if (contents.size() < suspects.size()) {
            new BlobWalk(repository, workers, this::isOver)
                    .run(id -> suspects.containsKey(id) && !contents.containsKey(id), (id, content, _) -> {
                        found.put(id, search(trace(traces, id), present.getOrDefault(id, List.of()), content, search));
                        return null;
                    });
        }
        if (found.size() < suspects.size() && isOver()) tellCut();
        var versions = new Versions();
        try (var neighbours = new Neighbours(repository, this::isOver)) {
            for (ObjectId id : new TreeSet<>(suspects.keySet())) {
                BlobTrace trace = trace(traces, id);
                Map<String, List<Found>> told = neighbours.beside(trace, found.getOrDefault(id, Map.of()));
                versions.add(trace, present.getOrDefault(id, List.of()), told);
            }
        }
        List<Versions.Entry> entries = versions.entries();
        entries.forEach(entry -> questions.take(entry.found()));
        questions.ask();
        return entries.stream()
                .map(entry -> questions
                        .answer(entry.found())
                        .map(answer -> SecretQuestions.with(entry.finding(), answer))
                        .orElse(entry.finding()))
                .toList();
    }

    private static BlobTrace trace(Map<ObjectId, BlobTrace> traces, ObjectId id) {
        BlobTrace trace = traces.get(id);
        return trace == null ? new BlobTrace(id, List.of(), false, null, null, false, false) : trace;
    }

    /// The paths in what is checked out, of those contents that matter.
    private Map<ObjectId, List<String>> present(Repository repository) {
        Map<ObjectId, List<String>> present = new HashMap<>();
        TreeFiles.of(repository, repository.head()).forEach((path, id) -> {
            if (suspects.containsKey(id))
                present.computeIfAbsent(id, _ -> new ArrayList<>()).add(path);
        });
        return present;
    }

    private Map<String, List<Found>> search(BlobTrace trace, List<String> present, byte[] content, BlobSearch search) {
        var paths = new TreeSet<>(trace.paths());
        paths.addAll(present);
        String name = HistoryGaps.path(trace.blob().toString());
        if (paths.isEmpty()) paths.add(name);
        String commit = trace.first() == null ? null : trace.first().id().toString();
        Map<String, List<Found>> found = new TreeMap<>();
        for (String path : paths) {
            try {
                BlobSearch.Result result = search.search(path, commit, content);
                found.put(path, result.found());
                addGaps(result.gaps());
            } catch (ScanTimeoutException _) {
                addGaps(List.of(new Gap(Gap.Kind.TIMEOUT, path, "the time allowed ran out")));
            } catch (StackOverflowError _) {
                addGaps(List.of(new Gap(Gap.Kind.LIMIT, path, "nested too deeply")));
            } catch (OutOfMemoryError _) {
                addGaps(List.of(new Gap(Gap.Kind.LIMIT, path, "needs more memory than there is")));
            } catch (RuntimeException e) {
                String kind = e.getClass().getSimpleName(); // its message could have text of the file
                addGaps(List.of(new Gap(Gap.Kind.UNSUPPORTED, path, "the search failed on it (%s)".formatted(kind))));
            }
        }
        if (trace.isPathsCut()) {
            addGaps(List.of(new Gap(
                    Gap.Kind.LIMIT,
                    name,
                    "it has more than %d paths; it was not looked at under the others"
                            .formatted(trace.paths().size()))));
        }
        return found;
    }

    private void addGaps(List<Gap> more) {
        synchronized (contentGaps) {
            contentGaps.addAll(more);
        }
    }

    private List<String> save(HistoryState state, KnownBlobs known, Repository repository) {
        SortedMap<ObjectId, Long> all = new TreeMap<>(clean);
        for (ObjectId id : seen) known.size(id).ifPresent(size -> all.put(id, size));
        try {
            state.write(all, repository.format());
            return List.of();
        } catch (IOException e) {
            return List.of("what was seen could not be kept for the next run: " + e.getMessage());
        }
    }

    private EngineResult result(
            Path root,
            Repository repository,
            List<Finding> findings,
            KnownBlobs known,
            @Nullable Set<ObjectId> scope,
            Digest rules,
            List<String> warnings) {
        long count = 0;
        long bytes = 0;
        var input = new InputDigest("history 1");
        for (ObjectId id : new TreeSet<>(seen)) {
            if (scope != null && !scope.contains(id)) continue;
            count++;
            bytes += known.size(id).orElseGet(() -> clean.getOrDefault(id, suspects.getOrDefault(id, 0L)));
            input.add(id.toString());
        }
        for (Ref ref : repository.refs().values()) input.add(ref.name() + " " + ref.target());
        for (ObjectId id : repository.remembered()) input.add(id.toString());
        ScannerOutcome.Status status = contentGaps.isEmpty()
                ? new ScannerOutcome.Status.Completed()
                : new ScannerOutcome.Status.Partial(List.copyOf(contentGaps));
        return new EngineResult(
                Repositories.name(root),
                List.of(),
                findings,
                count,
                bytes,
                0,
                List.of(new ScannerOutcome(SCANNER, status)),
                gaps.sorted(),
                warnings,
                input.digest(),
                rules);
    }
}
