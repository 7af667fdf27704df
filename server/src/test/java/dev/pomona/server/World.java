// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server;

import dev.pomona.advisories.feed.EcosystemChoice;
import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.advisories.feed.HttpSettings;
import dev.pomona.advisories.feed.Network;
import dev.pomona.advisories.feed.Sleeper;
import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.advisories.snapshot.Updater;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// What the world knows of vulnerabilities, in a folder that looks like the public bucket; for
/// tests that let it learn something new.
public final class World {

    private final Path folder;
    private final Clock clock;
    private final TreeMap<String, String> npm = new TreeMap<>();

    public World(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /// An advisory about every version of an npm package below one.
    public World learns(String id, String name, String fixed, String published) {
        npm.put(id, """
                {"id": "%s", "modified": "%s", "published": "%s", "summary": "%s is flawed",
                 "database_specific": {"severity": "CRITICAL"},
                 "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
                 "affected": [{"package": {"ecosystem": "npm", "name": "%s"},
                   "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "%s"}]}]}]}
                """.formatted(id, published, published, name, name, fixed));
        return this;
    }

    public World forgets(String id) {
        npm.remove(id);
        return this;
    }

    /// Writes down what the world knows now, for whoever asks its source.
    public void publish() {
        try {
            Path osv = folder.resolve("world/osv/npm");
            Files.createDirectories(osv);
            try (var zip = new ZipOutputStream(Files.newOutputStream(osv.resolve("all.zip")))) {
                for (var record : npm.entrySet()) {
                    zip.putNextEntry(new ZipEntry(record.getKey() + ".json"));
                    zip.write(record.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
            var modified = new StringBuilder();
            npm.forEach((id, record) -> modified.append(record.split("\"modified\": \"", -1)[1], 0, 20)
                    .append(',')
                    .append(id)
                    .append('\n'));
            Files.writeString(osv.resolve("modified_id.csv"), modified);
            Files.writeString(folder.resolve("world/osv/ecosystems.txt"), "npm\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<FeedSource> sources() {
        return List.of(new FeedSource.Mirror(folder.resolve("world").toString()));
    }

    public Network network() {
        return new Network(false, HttpSettings.DEFAULT, Sleeper.ofThread(), new Random(1), clock);
    }

    /// Fetches what the world knows now.
    public SnapshotStore fetch() {
        publish();
        var store = SnapshotStore.open(folder.resolve("cache"));
        new Updater(store, network()).update(EcosystemChoice.all(), sources());
        return store;
    }
}
