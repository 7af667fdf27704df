// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.archive.ArchiveBudget;
import dev.pomona.engine.archive.ArchiveFormat;
import dev.pomona.engine.archive.ArchiveVisitor;
import dev.pomona.engine.content.Content;
import dev.pomona.model.component.Digest;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Gets the contents that the scanners of the second phase need out of a file whose results are known already.
final class UnitLoad {

    private final ScanScope scope;
    /// Digests that the contents must have, by path.
    private final Map<String, String> needed = new TreeMap<>();
    /// The archives on the way to them.
    private final Set<String> entered = new HashSet<>();

    UnitLoad(ScanScope scope) {
        this.scope = scope;
    }

    /// Keeps what is needed of a known result.
    ///
    /// @return whether the content was taken over and must not be closed
    boolean load(UnitResult known, FileFacts facts, Content content) throws IOException {
        for (UnitResult.Entry entry : known.entries()) {
            if (scope.scanners().anyProject(entry.wanting())) need(entry);
        }
        return load(facts, content);
    }

    void need(UnitResult.Entry entry) {
        String path = entry.facts().path();
        needed.put(path, entry.digest());
        for (int at = path.indexOf("!/"); at >= 0; at = path.indexOf("!/", at + 1)) entered.add(path.substring(0, at));
    }

    boolean load(FileFacts facts, Content content) throws IOException {
        boolean kept = keep(facts, content, true);
        try {
            enter(facts, content, new ArchiveBudget(scope.options().archives(), content.size(), scope.stop()::check));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return kept;
    }

    private boolean keep(FileFacts facts, Content content, boolean ours) throws IOException {
        String digest = needed.get(facts.path());
        // Another content than the one the results are about is not shown: its absence becomes a gap.
        if (digest == null
                || !digest.equals(content.digest(Digest.Algorithm.SHA256).hex())) return false;
        return scope.retained().keep(facts.path(), content, ours);
    }

    private void enter(FileFacts archive, Content content, ArchiveBudget budget) {
        if (!entered.contains(archive.path()) || !ArchiveFormat.isOpened(archive.path())) return;
        scope.archives().read(archive, content, budget, new ArchiveVisitor() {
            @Override
            public boolean wants(FileFacts entry) {
                return needed.containsKey(entry.path()) || entered.contains(entry.path());
            }

            @Override
            public void visit(FileFacts entry, Content entryContent) {
                try {
                    keep(entry, entryContent, false);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                enter(entry, entryContent, budget);
            }

            @Override
            public void gap(Gap.Kind kind, String path, String message) {
                // Known: it is in the results.
            }
        });
    }
}
