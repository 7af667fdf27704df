// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.content.Content;
import dev.pomona.engine.content.ContentView;
import dev.pomona.engine.content.CopyBudget;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.FileView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The kept files that one scanner wanted.
final class KeptFileSet implements FileSet {

    private final Map<String, FileFacts> files = new TreeMap<>();
    private final RetainedFiles retained;
    private final CopyBudget copies;

    KeptFileSet(List<Totals.Seen> files, RetainedFiles retained, CopyBudget copies) {
        files.forEach(
                file -> this.files.put(file.entry().facts().path(), file.entry().facts()));
        this.retained = retained;
        this.copies = copies;
    }

    /// Forgets a file, as if the scanner had not wanted it; `false` when it is not there.
    boolean leaveOut(String path) {
        return files.remove(path) != null;
    }

    @Override
    public List<FileFacts> all() {
        return List.copyOf(files.values());
    }

    @Override
    public Optional<FileView> find(String path) {
        FileFacts facts = files.get(path);
        if (facts == null) return Optional.empty();
        try {
            Content content = retained.find(path);
            return content == null ? Optional.empty() : Optional.of(new ContentView(facts, content, copies));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
