// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import dev.pomona.advisories.feed.FeedException;
import dev.pomona.advisories.feed.HttpFiles;
import dev.pomona.advisories.feed.Network;
import dev.pomona.advisories.feed.Transfer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/// Asks the hosts of web repositories: a few requests at a time, and none to a host that keeps failing.
final class MavenWeb implements AutoCloseable {

    private static final int AT_A_TIME = 8;

    private final HttpFiles files;
    private final Path scratch;
    private final Semaphore requests = new Semaphore(AT_A_TIME);
    private final HostHealth health = new HostHealth();
    private final Map<String, List<String>> repeated = new TreeMap<>();

    private MavenWeb(HttpFiles files, Path scratch) {
        this.files = files;
        this.scratch = scratch;
    }

    /// @param folder where what is being received may be put
    static MavenWeb open(Network network, Path folder) {
        try {
            Path scratch = Files.createTempDirectory(Files.createDirectories(folder), "receiving-");
            return new MavenWeb(new HttpFiles(network, scratch), scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The content of a file; empty when there is none.
    ///
    /// @throws FeedException when the host gave no answer that counts, or is not asked any more
    Optional<byte[]> get(URI uri) throws FeedException {
        if (health.isGivenUp(uri)) {
            throw new FeedException("%s keeps failing and is not asked any more".formatted(HostHealth.host(uri)));
        }
        var transfer = new Transfer();
        try {
            requests.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeedException("%s: interrupted".formatted(HttpFiles.shown(uri)), e);
        }
        try {
            Optional<byte[]> content = files.get(uri, MavenSource.LARGEST, transfer);
            health.answered(uri);
            return content;
        } catch (FeedException e) {
            // a scan that is stopped says nothing about the host
            if (!Thread.currentThread().isInterrupted()) health.failed(uri, e.reason());
            throw e;
        } finally {
            requests.release();
            note(uri, transfer.retries());
        }
    }

    private void note(URI uri, List<String> retries) {
        if (retries.isEmpty()) return;
        synchronized (repeated) {
            repeated.computeIfAbsent(HostHealth.host(uri), _ -> new ArrayList<>())
                    .addAll(retries);
        }
    }

    /// What the person should know of the hosts, one sentence each.
    List<String> warnings() {
        var warnings = new ArrayList<>(health.warnings());
        synchronized (repeated) {
            repeated.forEach((host, retries) -> warnings.add("%d requests to %s had to be repeated, such as %s"
                    .formatted(retries.size(), host, retries.getFirst())));
        }
        return warnings;
    }

    @Override
    public void close() {
        files.close();
        try (var left = Files.newDirectoryStream(scratch)) {
            for (Path file : left) Files.deleteIfExists(file);
            Files.deleteIfExists(scratch);
        } catch (IOException e) {
            // some bytes are left in the cache folder, which may be deleted at any time
        }
    }
}
