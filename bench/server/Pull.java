// SPDX-License-Identifier: Apache-2.0
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.pomona.advisories.feed.EcosystemChoice;
import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.advisories.feed.HttpSettings;
import dev.pomona.advisories.feed.Network;
import dev.pomona.advisories.feed.Sleeper;
import dev.pomona.advisories.snapshot.Layers;
import dev.pomona.advisories.snapshot.Snapshot;
import dev.pomona.advisories.snapshot.SnapshotDelta;
import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.advisories.snapshot.Updater;
import dev.pomona.model.advisory.PackageName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// How long it takes from an update that finds one changed advisory to knowing what is different, in an ecosystem with
/// very many: see README.md. Arguments: folder, advisories.
public final class Pull {

    private static final String OLD = "2026-01-01T00:00:00Z";
    private static final int TIMES = 5;

    private final Path folder;
    private final int advisories;
    private final Random random = new Random(5);

    /// Dates of advisories that have changed, by number.
    private final Map<Integer, String> changes = new TreeMap<>();

    private Pull(Path folder, int advisories) {
        this.folder = folder;
        this.advisories = advisories;
    }

    public static void main(String[] arguments) throws IOException {
        new Pull(Path.of(arguments[0]).toAbsolutePath(), Integer.parseInt(arguments[1])).run();
    }

    private void run() throws IOException {
        Path bucket = Files.createDirectories(folder.resolve("bucket"));
        Files.createDirectories(bucket.resolve("npm"));
        Files.writeString(bucket.resolve("ecosystems.txt"), "npm\n");
        archive(bucket.resolve("npm/all.zip"));
        HttpServer server = SimpleFileServer.createFileServer(
                new InetSocketAddress("127.0.0.1", 0), bucket, SimpleFileServer.OutputLevel.NONE);
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            measure(bucket, address, "all written anew", Layers.NONE);
            measure(bucket, address, "changes beside it", Layers.OF_LARGE_SOURCES);
        } finally {
            server.stop(0);
        }
    }

    private void measure(Path bucket, String address, String name, Layers layers) throws IOException {
        SnapshotStore store = SnapshotStore.open(folder.resolve(name));
        changes.clear();
        list(bucket);
        long begin = System.nanoTime();
        update(store, address, layers);
        print("%s: %,d advisories for the first time %.1f s".formatted(name, advisories, seconds(begin)));
        Snapshot before = store.current().orElseThrow();
        before.index();
        for (int i = 0; i < TIMES; i++) {
            int changed = random.nextInt(advisories);
            String date = "2026-02-%02dT00:00:00Z".formatted(i + 1);
            Files.writeString(bucket.resolve("npm/" + id(changed) + ".json"), record(changed, date, "changed"));
            changes.put(changed, date);
            list(bucket);
            long written = size(folder.resolve(name));
            begin = System.nanoTime();
            update(store, address, layers);
            double updated = seconds(begin);
            begin = System.nanoTime();
            Snapshot after = store.current().orElseThrow();
            int differing = SnapshotDelta.between(before, after).changes().size();
            double compared = seconds(begin);
            begin = System.nanoTime();
            after.index().advisoriesFor(new PackageName("npm", "pkg-" + changed));
            print("  one changed: update %.2f s, %d different found in %.3f s, opened in %.3f s, %,d KB written"
                    .formatted(updated, differing, compared, seconds(begin), (size(folder.resolve(name)) - written) >> 10));
            before = after;
        }
    }

    private static void update(SnapshotStore store, String address, Layers layers) {
        var network = new Network(
                false, HttpSettings.DEFAULT, Sleeper.ofThread(), new Random(1), InstantSource.system());
        new Updater(store, network, layers)
                .update(EcosystemChoice.of(List.of("npm")), List.of(new FeedSource.OsvBucket(address)));
    }

    private void archive(Path file) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < advisories; i++) {
                zip.putNextEntry(new ZipEntry(id(i) + ".json"));
                var details = new StringBuilder();
                for (int word = 0; word < 60; word++) details.append("word").append(random.nextInt(3000)).append(' ');
                zip.write(record(i, OLD, details.toString()).getBytes());
            }
        }
    }

    private void list(Path bucket) throws IOException {
        var lines = new StringBuilder();
        for (int i = 0; i < advisories; i++) {
            lines.append(changes.getOrDefault(i, OLD)).append(',').append(id(i)).append('\n');
        }
        Files.writeString(bucket.resolve("npm/modified_id.csv"), lines);
    }

    private static String id(int number) {
        return "MAL-2026-" + number;
    }

    private static String record(int number, String date, String details) {
        return """
                {"id": "%s", "modified": "%s", "summary": "Malicious code in pkg-%d", "details": "%s", "affected": [
                  {"package": {"ecosystem": "npm", "name": "pkg-%d"}, "versions": ["1.0.0", "1.0.1", "1.0.2"],
                   "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}]}
                """.formatted(id(number), date, number, details, number);
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
