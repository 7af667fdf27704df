// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories;

import dev.pomona.formats.osv.OsvReader;
import dev.pomona.model.advisory.Advisory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipInputStream;

/// Data for tests that lies beside the repository on machines that have it.
public final class Mirror {

    private Mirror() {}

    /// A folder of `shared`, looked for beside the working directory and each folder above it; prints plainly
    /// when it is not there.
    public static Optional<Path> find(String folder) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared").resolve(folder);
            if (Files.isDirectory(candidate)) return Optional.of(candidate);
        }
        System.out.printf("shared/%s is not there: nothing to check against%n", folder);
        return Optional.empty();
    }

    /// The ecosystems' folders, in order.
    public static List<Path> ecosystems(Path mirror) throws IOException {
        try (var folders = Files.list(mirror.resolve("osv"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("all.zip")))
                    .sorted()
                    .toList();
        }
    }

    /// Every advisory of one ecosystem's folder.
    public static List<Advisory> read(Path ecosystem) throws IOException {
        var advisories = new ArrayList<Advisory>();
        try (var zip = new ZipInputStream(Files.newInputStream(ecosystem.resolve("all.zip")))) {
            while (zip.getNextEntry() != null) advisories.add(OsvReader.read(zip.readAllBytes()));
        }
        return advisories;
    }
}
