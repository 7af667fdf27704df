// SPDX-License-Identifier: Apache-2.0
import dev.pomona.advisories.feed.EcosystemChoice;
import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.advisories.feed.HttpSettings;
import dev.pomona.advisories.feed.Network;
import dev.pomona.advisories.feed.Sleeper;
import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.server.judge.FeedPull;
import dev.pomona.store.sql.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// What the world knows of flaws, in a folder that looks like the public bucket.
final class World {

    private static final String HARMLESS = "CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N";
    private static final String SEVERE = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

    /// Below which minor of version 1 a package is flawed, or all of version 1.
    record Flaw(String name, int belowMinor, boolean isSevere) {}

    private final Path folder;
    private final Map<String, Flaw> flaws = new TreeMap<>();

    World(Path folder) {
        this.folder = folder;
    }

    void learns(String id, Flaw flaw) {
        flaws.put(id, flaw);
    }

    Map<String, Flaw> flaws() {
        return flaws;
    }

    /// Lets the server ask for what there is.
    void pull(Database database, SnapshotStore store) throws Exception {
        write();
        var network = new Network(false, HttpSettings.DEFAULT, Sleeper.ofThread(), new Random(1), Clock.systemUTC());
        new FeedPull(database, store, network, Clock.systemUTC(), false)
                .run(EcosystemChoice.all(), List.of(new FeedSource.Mirror(folder.toString())));
    }

    private void write() throws IOException {
        Path osv = folder.resolve("osv/npm");
        Files.createDirectories(osv);
        var modified = new StringBuilder();
        try (var zip = new ZipOutputStream(Files.newOutputStream(osv.resolve("all.zip")))) {
            for (var entry : flaws.entrySet()) {
                Flaw flaw = entry.getValue();
                String time = flaw.isSevere() ? "2026-02-01T00:00:00Z" : "2026-01-01T00:00:00Z";
                zip.putNextEntry(new ZipEntry(entry.getKey() + ".json"));
                zip.write("""
                        {"id": "%s", "modified": "%s", "published": "%s", "summary": "%s is flawed",
                         "severity": [{"type": "CVSS_V3", "score": "%s"}],
                         "affected": [{"package": {"ecosystem": "npm", "name": "%s"},
                           "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.%d.0"}]}]}]}
                        """.formatted(
                                entry.getKey(),
                                time,
                                time,
                                flaw.name(),
                                flaw.isSevere() ? SEVERE : HARMLESS,
                                flaw.name(),
                                flaw.belowMinor()).getBytes(StandardCharsets.UTF_8));
                modified.append(time).append(',').append(entry.getKey()).append('\n');
            }
        }
        Files.writeString(osv.resolve("modified_id.csv"), modified);
        Files.writeString(folder.resolve("osv/ecosystems.txt"), "npm\n");
    }
}
