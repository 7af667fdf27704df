// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.archive.ArchiveFormat;
import dev.pomona.engine.cache.ResultCache;
import dev.pomona.engine.content.Scratch;
import dev.pomona.engine.walk.FileAccess;
import dev.pomona.engine.walk.Walk;
import dev.pomona.engine.walk.WalkOptions;
import dev.pomona.engine.walk.WalkVisitor;
import dev.pomona.engine.walk.WalkedFile;
import dev.pomona.model.component.Digest;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.ProjectScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/// One scan from the walk to the last scanner. The calling thread walks; workers read and scan what it finds.
final class ScanRun implements WalkVisitor, AutoCloseable {

    private final EngineOptions options;
    private final ScannerSet scanners;
    private final Stop stop;
    private final Progress progress;
    private final FileAccess access;
    private final ResultCache cache;
    private final Totals totals;
    private final ScanScope scope;
    private final UnitWork.Tools tools;
    private final Workers workers;
    private final Map<String, BitSet> linked = new HashMap<>();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong found = new AtomicLong();
    private long ignored;

    ScanRun(
            EngineOptions options,
            ScannerSet scanners,
            Stop stop,
            Progress progress,
            FileAccess access,
            ResultCache cache,
            Scratch scratch) {
        this.options = options;
        this.scanners = scanners;
        this.stop = stop;
        this.progress = progress;
        this.access = access;
        this.cache = cache;
        this.totals = new Totals(scanners);
        this.scope = ScanScope.of(options, scanners, stop, scratch);
        Digest rules = scanners.rules(options);
        this.tools = new UnitWork.Tools(
                scope,
                access,
                new FileMemo(cache, access),
                cache,
                rules,
                totals,
                () -> progress.files(found.get(), done.incrementAndGet()));
        this.workers = new Workers(options.threads(), stop);
    }

    /// @param target a real path
    EngineResult run(Path target, boolean isFolder, String artifact) throws InterruptedException, IOException {
        progress.phase(Progress.Phase.READING);
        var walkOptions = new WalkOptions(options.skip(), options.only(), options.ignoreFiles(), options.cache());
        var walk = new Walk(access, walkOptions, this);
        byte[] tree = isFolder ? walk.folder(target) : walk.file(target);
        boolean foundAll = !stop.isStopped();
        workers.awaitIdle();
        progress.phase(Progress.Phase.RESOLVING);
        var projects = projects();
        var unknown = projects.stream().filter(project -> !project.isKnown()).toList();
        load(unknown);
        for (ProjectWork project : unknown) workers.submit(project);
        workers.awaitIdle();
        if (stop.isCancelled()) throw new CancellationException("the scan was cancelled");
        if (stop.isStopped()) reportTimeout(foundAll);
        return new Outcomes(scanners, totals, projects).result(artifact, ignored, totals.input(tree), tools.rules());
    }

    private List<ProjectWork> projects() {
        var projects = new ArrayList<ProjectWork>();
        for (int i = 0; i < scanners.size(); i++) {
            if (scanners.get(i) instanceof ProjectScanner && !scanners.isBroken(i)) {
                projects.add(new ProjectWork(scope, cache, totals, i, totals.wantedBy(i)));
            }
        }
        return projects;
    }

    /// Reads what scanners need now and earlier results made unnecessary to read before.
    private void load(List<ProjectWork> projects) throws InterruptedException {
        var missing = new TreeMap<String, List<UnitResult.Entry>>();
        var units = new HashMap<String, WalkedFile>();
        for (ProjectWork project : projects) {
            for (Totals.Seen file : project.files()) {
                if (scope.retained().has(file.entry().facts().path())) continue;
                String unit = file.unit().facts().path();
                units.put(unit, file.unit());
                missing.computeIfAbsent(unit, _ -> new ArrayList<>()).add(file.entry());
            }
        }
        for (var unit : missing.entrySet()) {
            var file = units.get(unit.getKey());
            if (file != null) workers.submit(new LoadWork(scope, access, file, unit.getValue()));
        }
        workers.awaitIdle();
    }

    private void reportTimeout(boolean foundAll) {
        long missed = found.get() - done.get();
        totals.gap(
                Gap.Kind.TIMEOUT,
                "",
                "the time for the whole scan (%s) ran out%s; %d files that were found were not looked at"
                        .formatted(
                                SafeCall.print(options.timeout()),
                                foundAll ? "" : " before the whole target was walked",
                                missed));
    }

    @Override
    public void file(WalkedFile file) {
        var wanting = scanners.wanting(file.facts());
        boolean opens = ArchiveFormat.isOpened(file.facts().path())
                && options.archives().depth() > 0
                && file.target() == null;
        if (file.target() != null) leaveOutSeen(file.target(), wanting);
        if (wanting.isEmpty() && !opens) {
            totals.addUnread(file.facts().size());
            return;
        }
        progress.files(found.incrementAndGet(), done.get());
        try {
            workers.submit(new UnitWork(tools, file, wanting));
        } catch (InterruptedException _) {
            stop.cancel();
            Thread.currentThread().interrupt();
        }
    }

    /// Who sees a file under its own name or another link's needs no link to it.
    private void leaveOutSeen(FileFacts target, BitSet wanting) {
        var seen = linked.computeIfAbsent(target.path(), _ -> scanners.wanting(target));
        wanting.andNot(seen);
        seen.or(wanting);
    }

    @Override
    public void ignored() {
        ignored++;
    }

    @Override
    public void gap(Gap.Kind kind, String path, String message) {
        totals.gap(kind, path, message);
    }

    @Override
    public boolean isOfInterest(String path) {
        var facts = new FileFacts(path, 0, false);
        return !scanners.wanting(facts).isEmpty() || ArchiveFormat.isOpened(facts.path());
    }

    @Override
    public boolean isStopped() {
        if (Thread.currentThread().isInterrupted()) stop.cancel();
        return stop.isStopped();
    }

    @Override
    public void close() {
        workers.close();
        scope.retained().close();
    }
}
