// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sbom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The valid documents of CycloneDX's own test suite, where a development machine has them.
final class Corpus {

    private static final String ARCHIVE = "shared/corpora/cyclonedx/cyclonedx-tests.zip";

    private Corpus() {}

    /// Contents by name; empty when they are not there.
    static Map<String, byte[]> valid(String extension) throws IOException {
        Optional<Path> archive = archive();
        var documents = new TreeMap<String, byte[]>();
        if (archive.isEmpty()) return documents;
        try (var zip = new ZipFile(archive.get().toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                String name = entry.getName();
                if (!name.contains("/valid-") || !name.endsWith(extension)) continue;
                documents.put(name, zip.getInputStream(entry).readAllBytes());
            }
        }
        return documents;
    }

    private static Optional<Path> archive() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path archive = folder.resolve(ARCHIVE);
            if (Files.isRegularFile(archive)) return Optional.of(archive);
        }
        return Optional.empty();
    }
}
