// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A small bucket of made-up advisories, in the layout of the public one.
final class TestAdvisories {

    private static final Map<String, String> NPM =
            new TreeMap<>(Map.of("GHSA-aaaa-bbbb-cccc", """
            {"id": "GHSA-aaaa-bbbb-cccc", "modified": "2026-01-02T00:00:00Z", "aliases": ["CVE-2026-1000"],
             "summary": "Everything is wrong in left-out",
             "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
             "affected": [{"package": {"ecosystem": "npm", "name": "left-out"},
               "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.4.0"}]}]}]}
            """, "GHSA-dddd-eeee-ffff", """
            {"id": "GHSA-dddd-eeee-ffff", "modified": "2026-01-03T00:00:00Z", "aliases": ["CVE-2026-1001"],
             "summary": "A little is wrong in right-in",
             "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N"}],
             "affected": [{"package": {"ecosystem": "npm", "name": "right-in"},
               "ranges": [{"type": "SEMVER", "events": [{"introduced": "2.0.0"}, {"last_affected": "2.3.0"}]}]}]}
            """));

    private TestAdvisories() {}

    /// Writes the bucket below a folder and answers with its base.
    static Path bucket(Path folder) throws IOException {
        Path ecosystem = Files.createDirectories(folder.resolve("npm"));
        try (OutputStream file = Files.newOutputStream(ecosystem.resolve("all.zip"));
                var zip = new ZipOutputStream(file)) {
            for (var record : NPM.entrySet()) {
                zip.putNextEntry(new ZipEntry(record.getKey() + ".json"));
                zip.write(record.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        Files.writeString(
                ecosystem.resolve("modified_id.csv"),
                "2026-01-03T00:00:00Z,GHSA-dddd-eeee-ffff\n2026-01-02T00:00:00Z,GHSA-aaaa-bbbb-cccc\n");
        return folder;
    }
}
