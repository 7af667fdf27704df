// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scan.testkit;

import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileScanner;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.PackageSource;
import dev.pomona.scan.api.ProjectScanner;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.Scanner;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Runs one scanner over files in memory, as the engine would: only files that it wants, sorted, no network.
///
/// ```java
/// var record = new ScannerTester(new NpmScanner()).scan(Map.of("package-lock.json", "{…}"));
/// assertThat(record.purls()).containsExactly("pkg:npm/left-pad@1.3.0");
/// ```
public final class ScannerTester {

    private final Scanner scanner;
    private final Map<String, String> published;

    public ScannerTester(Scanner scanner) {
        this(scanner, Map.of());
    }

    /// @param published the content of the package source, by path: a repository that always answers
    public ScannerTester(Scanner scanner, Map<String, String> published) {
        this.scanner = scanner;
        this.published = Map.copyOf(published);
    }

    /// Scans one file.
    public ScanRecord scan(String path, String text) {
        return scan(Map.of(path, text));
    }

    /// Scans files given as path → text.
    public ScanRecord scan(Map<String, String> files) {
        return scan(files.entrySet().stream()
                .map(file -> MemoryFile.of(file.getKey(), file.getValue()))
                .toList());
    }

    public ScanRecord scan(Collection<? extends FileView> files) {
        var wanted = new TreeMap<String, FileView>();
        for (FileView file : files) {
            if (scanner.wants(file.facts())) wanted.put(file.path(), file);
        }
        var record = new ScanRecord();
        var context = new MemoryContext(published);
        switch (scanner) {
            case FileScanner single -> {
                wanted.values().forEach(file -> single.scan(file, record, context));
                record.conclude(single);
            }
            case ProjectScanner project -> project.scan(new MemoryFileSet(wanted), record, context);
        }
        return record;
    }

    private record MemoryFileSet(TreeMap<String, FileView> files) implements FileSet {

        @Override
        public List<FileFacts> all() {
            return files.values().stream().map(FileView::facts).toList();
        }

        @Override
        public Optional<FileView> find(String path) {
            return Optional.ofNullable(files.get(path));
        }
    }

    private record MemoryContext(Map<String, String> published) implements ScanContext {

        @Override
        public PackageSource packageSource(Ecosystem ecosystem) {
            return path -> {
                String text = published.get(path);
                return text == null
                        ? new PackageSource.Lookup.Absent()
                        : new PackageSource.Lookup.Found(
                                MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)), "memory:" + path);
            };
        }

        @Override
        public void checkTime() {}
    }
}
