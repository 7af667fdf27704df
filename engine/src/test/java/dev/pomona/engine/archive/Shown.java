// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.archive;

import dev.pomona.engine.content.Content;
import dev.pomona.engine.content.Contents;
import dev.pomona.engine.content.Scratch;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Takes what is shown of archives: wants texts, and archives inside where asked to.
final class Shown implements ArchiveVisitor {

    final List<String> files = new ArrayList<>();
    final TreeSet<Gap> gaps = new TreeSet<>();
    boolean nested;
    private ArchiveReader reader = new ArchiveReader(new Contents(1 << 16, new Scratch(null)), 1 << 28);
    private ArchiveBudget budget = new ArchiveBudget(ArchiveLimits.DEFAULT, 0, () -> {});

    Shown read(String name, byte[] archive, ArchiveLimits limits) {
        try (var scratch = new Scratch(null)) {
            reader = new ArchiveReader(new Contents(1 << 16, scratch), 1 << 28);
            budget = new ArchiveBudget(limits, archive.length, () -> {});
            reader.read(new FileFacts(name, archive.length, false), Content.of(archive), budget, this);
        }
        return this;
    }

    void clear() {
        files.clear();
        gaps.clear();
    }

    @Override
    public boolean wants(FileFacts facts) {
        return facts.name().endsWith(".txt") || (nested && ArchiveFormat.isOpened(facts.path()));
    }

    @Override
    public void visit(FileFacts facts, Content content) {
        if (nested && ArchiveFormat.isOpened(facts.path())) {
            reader.read(facts, content, budget, this);
        } else {
            files.add(facts.path() + "=" + new String(content.toArray(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void gap(Gap.Kind kind, String path, String message) {
        gaps.add(new Gap(kind, path, message));
    }
}
