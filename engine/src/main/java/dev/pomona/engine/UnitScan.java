// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.archive.ArchiveBudget;
import dev.pomona.engine.archive.ArchiveFormat;
import dev.pomona.engine.archive.ArchiveVisitor;
import dev.pomona.engine.content.Content;
import dev.pomona.engine.content.ContentView;
import dev.pomona.model.component.Digest;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileScanner;
import dev.pomona.scan.api.ProjectScanner;
import java.io.IOException;
import java.util.BitSet;
import java.util.Set;

/// Looks at one file of the target and at everything in it: shows contents to the scanners that work file by
/// file, keeps contents for the others, and opens archives.
final class UnitScan {

    /// A call that did not end when it should have.
    record Stuck(int scanner, String path) {}

    private final ScanScope scope;
    private final Workers.Worker worker;
    private final Set<Stuck> stuck;
    private final UnitResult result;
    private final ArchiveBudget budget;
    private boolean contentKept;

    UnitScan(ScanScope scope, Workers.Worker worker, Set<Stuck> stuck, FileFacts facts) {
        this.scope = scope;
        this.worker = worker;
        this.stuck = stuck;
        this.result = new UnitResult(facts.path());
        this.budget = new ArchiveBudget(scope.options().archives(), facts.size(), scope.stop()::check);
    }

    /// @param wanting the scanners that want the file itself
    /// @param opens whether it is opened when it is an archive
    UnitResult scan(FileFacts facts, Content content, BitSet wanting, boolean opens) {
        result.count(content.size());
        look(facts, content, wanting, true);
        if (opens) open(facts, content, 0);
        return result;
    }

    /// Whether the content was taken over and must not be closed.
    boolean isContentKept() {
        return contentKept;
    }

    private void look(FileFacts facts, Content content, BitSet wanting, boolean ours) {
        if (wanting.isEmpty()) return;
        result.add(new UnitResult.Entry(
                facts, content.digest(Digest.Algorithm.SHA256).hex(), wanting));
        try (var view = new ContentView(facts, content, scope.copies())) {
            wanting.stream().forEach(scanner -> {
                switch (scope.scanners().get(scanner)) {
                    case FileScanner fileScanner -> call(scanner, fileScanner, view);
                    case ProjectScanner _ -> {}
                }
            });
        }
        if (!scope.scanners().anyProject(wanting)) return;
        try {
            contentKept |= scope.retained().keep(facts.path(), content, ours);
        } catch (IOException _) {
            result.gap(Gap.Kind.LIMIT, facts.path(), "there is no room in the scratch folder to keep it");
            result.setPassing();
        }
    }

    private void call(int index, FileScanner scanner, ContentView view) {
        if (scope.scanners().isBroken(index)) return;
        var recorder = result.results(index);
        String path = view.path();
        if (stuck.contains(new Stuck(index, path))) {
            recorder.gap(new Gap(Gap.Kind.TIMEOUT, path, "the scanner did not stop when its time was up"));
            result.setPassing();
            return;
        }
        var call = scope.newCall(index, path, scope::packageSource);
        var calls = new SafeCall(scope.options(), path);
        worker.call(call, () -> calls.run(recorder, () -> scanner.scan(view, recorder, call)));
        if (calls.isPassing()) result.setPassing();
    }

    private void open(FileFacts facts, Content content, int depth) {
        if (!isOpened(facts, depth)) return;
        scope.archives().read(facts, content, budget, new ArchiveVisitor() {
            @Override
            public boolean wants(FileFacts entry) {
                result.count(entry.size());
                return !scope.scanners().wanting(entry).isEmpty() || isOpened(entry, depth + 1);
            }

            @Override
            public void visit(FileFacts entry, Content entryContent) {
                scope.stop().check();
                look(entry, entryContent, scope.scanners().wanting(entry), false);
                open(entry, entryContent, depth + 1);
            }

            @Override
            public void gap(Gap.Kind kind, String path, String message) {
                result.gap(kind, path, message);
            }
        });
    }

    private boolean isOpened(FileFacts facts, int depth) {
        if (!ArchiveFormat.isOpened(facts.path())) return false;
        int deepest = scope.options().archives().depth();
        if (depth < deepest) return true;
        if (deepest > 0) {
            String message = "more than %d archives inside each other; it was not opened".formatted(deepest);
            result.gap(Gap.Kind.LIMIT, facts.path(), message);
        }
        return false;
    }
}
