// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.cli.command.Invocation;
import dev.pomona.engine.ContentOpener;
import dev.pomona.engine.EngineResult;
import dev.pomona.git.Repository;
import dev.pomona.git.history.BlobTrace;
import dev.pomona.git.object.Commit;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.store.ObjectReader;
import dev.pomona.git.store.ReadingEndedException;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.ScannerOutcome;
import dev.pomona.scan.api.Clue;
import dev.pomona.scan.api.ScanTimeoutException;
import dev.pomona.scanners.secrets.KeyPairs;
import dev.pomona.scanners.secrets.detect.Found;
import dev.pomona.scanners.secrets.detect.SecretDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Looks for secrets in a few contents of a repository whose paths are known: what is staged, what a push brings.
final class PathScan {

    private final Invocation invocation;
    private final SecretDetector detector;
    private final Deadline deadline;
    private final TreeSet<Gap> contentGaps = new TreeSet<>();
    private final TreeSet<Clue> clues = new TreeSet<>();
    private long bytes;

    PathScan(Invocation invocation, SecretDetector detector, Deadline deadline) {
        this.invocation = invocation;
        this.detector = detector;
        this.deadline = deadline;
    }

    /// A content at a path.
    ///
    /// @param path empty when it has none
    /// @param commit that brings it; `null` while it is only staged
    record Item(ObjectId blob, String path, @Nullable Commit commit) {}

    private record Searched(Item item, String path, List<Found> found) {}

    /// @param gaps of the repository, told while it is read
    EngineResult run(String artifact, Repository repository, List<Item> items, HistoryGaps gaps) {
        var limits = SearchLimits.of(invocation);
        var versions = new Versions();
        var staged = new ArrayList<Finding>();
        var searched = new ArrayList<Searched>();
        var input = new InputDigest("contents 1");
        try (var opener = new ContentOpener(limits.archives(), limits.largest(), null);
                ObjectReader reader = repository.objects().reader()) {
            var search = new BlobSearch(detector, opener, limits.archives().depth() > 0, deadline::check);
            for (Item item : items) {
                input.add(item.blob() + " " + item.path());
                byte[] content = content(reader, item);
                if (content == null) continue;
                bytes += content.length;
                String path =
                        item.path().isEmpty() ? HistoryGaps.path(item.blob().toString()) : item.path();
                searched.add(new Searched(item, path, search(path, item.commit(), content, search)));
            }
        }
        var pairs = new KeyPairs(clues);
        for (Searched one : searched) {
            Item item = one.item();
            List<Found> found = pairs.told(one.found());
            if (item.commit() == null) {
                found.forEach(each -> staged.add(each.finding()));
            } else {
                var trace = new BlobTrace(
                        item.blob(), List.of(one.path()), false, item.commit(), item.commit(), true, false);
                versions.add(trace, List.of(), Map.of(one.path(), found));
            }
        }
        versions.entries().forEach(entry -> staged.add(entry.finding()));
        staged.sort(Finding.ORDER);
        ScannerOutcome.Status status = contentGaps.isEmpty()
                ? new ScannerOutcome.Status.Completed()
                : new ScannerOutcome.Status.Partial(List.copyOf(contentGaps));
        return new EngineResult(
                artifact,
                List.of(),
                staged,
                items.size(),
                bytes,
                0,
                List.of(new ScannerOutcome(HistoryScan.SCANNER, status)),
                gaps.sorted(),
                List.of(),
                input.digest(),
                limits.rules(detector.configuration()));
    }

    private byte @Nullable [] content(ObjectReader reader, Item item) {
        try {
            return reader.content(item.blob(), ObjectType.BLOB);
        } catch (ReadingEndedException _) {
            contentGaps.add(new Gap(Gap.Kind.TIMEOUT, item.path(), "the time allowed ran out"));
            return null;
        }
    }

    private List<Found> search(String path, @Nullable Commit commit, byte[] content, BlobSearch search) {
        try {
            BlobSearch.Result result =
                    search.search(path, commit == null ? null : commit.id().toString(), content);
            contentGaps.addAll(result.gaps());
            clues.addAll(result.clues());
            return result.found();
        } catch (ScanTimeoutException _) {
            contentGaps.add(new Gap(Gap.Kind.TIMEOUT, path, "the time allowed ran out"));
        } catch (StackOverflowError _) {
            contentGaps.add(new Gap(Gap.Kind.LIMIT, path, "nested too deeply"));
        } catch (OutOfMemoryError _) {
            contentGaps.add(new Gap(Gap.Kind.LIMIT, path, "needs more memory than there is"));
        } catch (RuntimeException e) {
            String kind = e.getClass().getSimpleName(); // its message could have text of the file
            contentGaps.add(new Gap(Gap.Kind.UNSUPPORTED, path, "the search failed on it (%s)".formatted(kind)));
        }
        return List.of();
    }
}
