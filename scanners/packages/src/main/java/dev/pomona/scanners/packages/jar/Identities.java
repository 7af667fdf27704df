// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.jar;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.PackageSource;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scanners.packages.maven.Coordinates;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Proves guesses by what a repository says of the digest, and writes coordinates as purls.
final class Identities {

    private static final int MAX_LOOKUPS = 2_000;
    private static final int MAX_CHECKSUM_FILE = 4_096;

    private final PackageSource published;
    private final Map<Digest, Purl> listed = new HashMap<>();
    private int lookups;

    Identities(ScanContext context) {
        this.published = context.packageSource(ScanContext.Ecosystem.MAVEN);
    }

    /// Takes over digests that the scanned build itself verifies its downloads by.
    void list(Manifest verification) {
        for (Component component : verification.components()) {
            component.digests().forEach(digest -> listed.putIfAbsent(digest, component.purl()));
        }
    }

    /// What the scanned build calls a file with this content; `null` when it does not name it.
    @Nullable
    Purl listed(FileView file) {
        if (listed.isEmpty()) return null;
        for (Digest.Algorithm algorithm : List.of(Digest.Algorithm.SHA512, Digest.Algorithm.SHA256)) {
            Purl purl = listed.get(file.digest(algorithm));
            if (purl != null) return purl;
        }
        return null;
    }

    Purl purl(Coordinates coordinates, FileName name) {
        return Coordinates.purl(
                coordinates.groupId(),
                coordinates.artifactId(),
                coordinates.version(),
                name.extension().toLowerCase(Locale.ROOT),
                name.classifier(coordinates));
    }

    /// Parts of a JDK are no components of their own.
    boolean isPlatform(Map<String, String> manifest) {
        return manifest.getOrDefault("Implementation-Title", "").equals("Java Runtime Environment");
    }

    /// Whether a repository lists this very file under the coordinates.
    boolean isProven(Coordinates guess, FileName name, FileView file) {
        if (lookups++ >= MAX_LOOKUPS) return false;
        String path = guess.path(name.extension()) + ".sha1";
        if (!(published.read(path) instanceof PackageSource.Lookup.Found found)) return false;
        MemorySegment content = found.content();
        if (content.byteSize() > MAX_CHECKSUM_FILE) return false;
        String listed = new String(content.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII)
                .strip()
                .toLowerCase(Locale.ROOT);
        String actual = file.digest(Digest.Algorithm.SHA1).hex();
        return listed.equals(actual) || listed.startsWith(actual + " ");
    }
}
