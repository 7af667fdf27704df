// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.cache.ModelInput;
import dev.pomona.engine.cache.ModelOutput;
import dev.pomona.engine.cache.RecordInput;
import dev.pomona.engine.cache.RecordOutput;
import dev.pomona.engine.cache.ResultCache;
import dev.pomona.engine.content.CopyBudget;
import dev.pomona.engine.content.Digests;
import dev.pomona.engine.content.LimitException;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.ProjectScanner;
import dev.pomona.scan.api.ScanTimeoutException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One scanner of the second phase: known from an earlier scan, or run over all its files.
final class ProjectWork implements Workers.Work {

    private final ScanScope scope;
    private final ResultCache cache;
    private final Totals totals;
    private final int scanner;
    private final List<Totals.Seen> files;
    private volatile boolean ended;
    /// Whether something happened that may not happen again.
    private volatile boolean passing;

    ProjectWork(ScanScope scope, ResultCache cache, Totals totals, int scanner, List<Totals.Seen> files) {
        this.scope = scope;
        this.cache = cache;
        this.totals = totals;
        this.scanner = scanner;
        this.files = files;
    }

    int scanner() {
        return scanner;
    }

    List<Totals.Seen> files() {
        return files;
    }

    /// Whether it came to an end of any kind.
    boolean isEnded() {
        return ended;
    }

    /// Takes the result of an earlier scan over the same files, if there is one.
    boolean isKnown() {
        try {
            var record = cache.get(key());
            if (record.isEmpty()) return false;
            var in = new RecordInput(record.get());
            if (!new RecordedPackages(scope::packageSource).stillHolds(in)) return false;
            totals.recorder(scanner).addAll(UnitCodec.read(in, new ModelInput(in)));
            ended = true;
            return true;
        } catch (RuntimeException _) {
            // A damaged record can break any check; all of them mean the same.
            return false;
        }
    }

    @Override
    public void run(Workers.Worker worker) {
        if (scope.stop().isStopped()) return;
        var there = files.stream()
                .filter(file -> scope.retained().has(file.entry().facts().path()))
                .toList();
        var set = new KeptFileSet(
                there, scope.retained(), CopyBudget.each(scope.options().maxMemory() / 2));
        var recorder = new Recorder();
        files.stream()
                .filter(file -> !there.contains(file))
                .forEach(file -> recorder.gap(
                        new Gap(Gap.Kind.UNREADABLE, file.entry().facts().path(), "it changed while the scan ran")));
        var packages = new RecordedPackages(scope::packageSource);
        var call = scope.newCall(scanner, "", packages);
        var project = (ProjectScanner) scope.scanners().get(scanner);
        worker.call(call, () -> run(project, set, recorder, call));
        recorder.close();
        worker.commit(() -> {
            totals.recorder(scanner).addAll(recorder);
            ended = true;
            boolean whole = there.size() == files.size() && !scope.scanners().isBroken(scanner);
            if (whole && recorder.isKeepable() && !passing) remember(recorder, packages);
        });
    }

    @Override
    public Workers.@Nullable Work givenUp(ScannerCall call) {
        scope.scanners().breakDown(scanner, "it did not stop when its time was up");
        ended = true;
        return null;
    }

    /// A file that is too large by itself costs that file only: the scanner begins again without it.
    private void run(ProjectScanner project, KeptFileSet set, Recorder recorder, ScannerCall call) {
        boolean again;
        do {
            var attempt = new Recorder();
            Gap limit = run(() -> project.scan(set, attempt, call), attempt);
            again = limit != null && set.leaveOut(limit.path());
            if (limit != null) recorder.gap(limit);
            if (!again) recorder.addAll(attempt);
        } while (again);
    }

    /// The limit of memory that ended the call; `null` when it ended otherwise.
    private @Nullable Gap run(Runnable body, Recorder recorder) {
        try {
            body.run();
        } catch (ScanTimeoutException _) {
            passing = true;
            boolean whole = scope.stop().isStopped();
            var allowed = whole ? scope.options().timeout() : scope.options().scannerTimeout();
            recorder.gap(new Gap(
                    Gap.Kind.TIMEOUT,
                    "",
                    "the time %s (%s) ran out"
                            .formatted(whole ? "for the whole scan" : "allowed", SafeCall.print(allowed))));
        } catch (LimitException e) {
            // of memory, and the next scan may have more
            passing = true;
            return new Gap(Gap.Kind.LIMIT, Objects.requireNonNullElse(e.path(), ""), String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError _) {
            scope.scanners().breakDown(scanner, "it needs more memory than there is");
        } catch (RuntimeException | Error e) {
            scope.scanners().breakDown(scanner, "it failed: " + e.getClass().getSimpleName());
        }
        return null;
    }

    private void remember(Recorder recorder, RecordedPackages packages) {
        var out = new RecordOutput();
        packages.write(out);
        UnitCodec.write(recorder, out, new ModelOutput(out));
        cache.put(key(), out.toBytes());
    }

    private byte[] key() {
        var scanned = scope.scanners().get(scanner);
        var key = Digests.sha256();
        Digests.add(key, "project 3");
        Digests.add(key, scanned.info().id());
        Digests.add(key, scanned.info().version());
        Digests.add(key, scanned.configuration());
        for (Totals.Seen file : files) {
            Digests.add(key, file.entry().facts().path());
            Digests.add(key, file.entry().facts().size());
            Digests.add(key, file.entry().facts().executable() ? 1 : 0);
            Digests.add(key, file.entry().digest());
        }
        return key.digest();
    }
}
