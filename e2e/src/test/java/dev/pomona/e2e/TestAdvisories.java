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
        return write(folder, NPM, "");
    }

    /// Adds an advisory about every version of a package to a bucket.
    static void learn(Path folder, String id, String alias, String name) throws IOException {
        var records = new TreeMap<>(NPM);
        records.put(id, """
                {"id": "%s", "modified": "2026-02-01T00:00:00Z", "aliases": ["%s"], "summary": "More is wrong in %s",
                 "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
                 "affected": [{"package": {"ecosystem": "npm", "name": "%s"},
                   "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}]}
                """.formatted(id, alias, name, name));
        write(folder, records, "2026-02-01T00:00:00Z,%s\n".formatted(id));
    }

    /// @param newest lines of the list of changes before all others
    private static Path write(Path folder, Map<String, String> records, String newest) throws IOException {
        Path ecosystem = Files.createDirectories(folder.resolve("npm"));
        try (OutputStream file = Files.newOutputStream(ecosystem.resolve("all.zip"));
                var zip = new ZipOutputStream(file)) {
            for (var record : records.entrySet()) {
                Files.writeString(ecosystem.resolve(record.getKey() + ".json"), record.getValue());
                zip.putNextEntry(new ZipEntry(record.getKey() + ".json"));
                zip.write(record.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        Files.writeString(
                ecosystem.resolve("modified_id.csv"),
                newest + "2026-01-03T00:00:00Z,GHSA-dddd-eeee-ffff\n2026-01-02T00:00:00Z,GHSA-aaaa-bbbb-cccc\n");
        return folder;
    }
}
