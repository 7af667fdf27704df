// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Turns sources into feeds. Feeds may be used by several threads, one feed by one thread at a time, until
/// this is closed.
public final class FeedOpener implements AutoCloseable {

    private static final String LIST = "ecosystems.txt";
    private static final long LIST_LIMIT = 1 << 20;

    // as their publishers call them
    private static final String KEV = "known_exploited_vulnerabilities.json";
    private static final List<String> EPSS = List.of("epss_scores-current.csv.gz", "epss_scores-current.csv");

    private final Network network;
    private final Path scratch;
    private final List<Origin> opened = new ArrayList<>();
    private @Nullable HttpReader http;

    /// @param scratch a folder for files that are not needed after the feed was read
    public FeedOpener(Network network, Path scratch) {
        this.network = network;
        this.scratch = scratch;
    }

    /// The feeds of a source, sorted by name. Asks the source which ecosystems it has when all are wanted.
    ///
    /// @throws FeedException when the source cannot be reached, or is remote and there is to be no network
    public List<AdvisoryFeed> open(FeedSource source, EcosystemChoice choice, Transfer transfer) throws FeedException {
        return switch (source) {
            case FeedSource.OsvBucket(String base) -> bucket(origin(base), "", choice, transfer);
            case FeedSource.KevFile(String address) -> List.of(file(address, List.of(KEV), KevFeed::new));
            case FeedSource.EpssFile(String address) ->
                List.of(file(address, EPSS, (origin, path) -> new EpssFeed(origin, List.of(path))));
            case FeedSource.OsvFolder(String name, Path folder) -> List.of(new OsvFolderFeed(name, folder));
            case FeedSource.Mirror(String base) -> mirror(origin(base), choice, transfer);
        };
    }

    private interface FileFeed {
        AdvisoryFeed at(Origin origin, String path);
    }

    /// @param usual what the file is called in a folder, where a folder is named
    private AdvisoryFeed file(String address, List<String> usual, FileFeed feed) throws FeedException {
        if (Addresses.isHttp(address)) return new NamedFile(feed.at(origin(address), ""));
        Path file = Addresses.local(address).toAbsolutePath();
        if (Files.isDirectory(file)) {
            String name = usual.stream()
                    .filter(one -> Files.isRegularFile(file.resolve(one)))
                    .findFirst()
                    .orElse(usual.getFirst());
            return new NamedFile(feed.at(new FolderOrigin(file), name));
        }
        Path name = file.getFileName();
        Path parent = file.getParent();
        if (name == null || parent == null) throw new FeedException("not a file: '%s'".formatted(address));
        return new NamedFile(feed.at(new FolderOrigin(parent), name.toString()));
    }

    /// A file that somebody named. A mirror may be without it; here its absence is a failure: nobody would notice
    /// otherwise that what is known to be exploited is not known.
    private record NamedFile(AdvisoryFeed feed) implements AdvisoryFeed {

        @Override
        public String name() {
            return feed.name();
        }

        @Override
        public String origin() {
            return feed.origin();
        }

        @Override
        public FeedResult fetch(Held held, Transfer transfer) throws FeedException {
            FeedResult result = feed.fetch(held, transfer);
            if (result instanceof FeedResult.Absent(String reason)) throw new FeedException(reason);
            return result;
        }
    }

    private List<AdvisoryFeed> mirror(Origin origin, EcosystemChoice choice, Transfer transfer) throws FeedException {
        boolean beside =
                exists(origin, "osv/" + LIST, transfer) || origin.folders("").contains("osv");
        var feeds = new ArrayList<AdvisoryFeed>();
        feeds.add(new EpssFeed(origin, EPSS.stream().map("epss/"::concat).toList()));
        feeds.add(new KevFeed(origin, "kev/" + KEV));
        feeds.addAll(bucket(origin, beside ? "osv/" : "", choice, transfer));
        return feeds;
    }

    private static boolean exists(Origin origin, String path, Transfer transfer) throws FeedException {
        return switch (origin.fetch(path, LIST_LIMIT, null, transfer)) {
            case Fetched.Missing() -> false;
            case Fetched.NotModified() -> true;
            case Fetched.Body body -> {
                body.close();
                yield true;
            }
        };
    }

    private static List<AdvisoryFeed> bucket(Origin origin, String prefix, EcosystemChoice choice, Transfer transfer)
            throws FeedException {
        var names = new TreeSet<String>();
        switch (choice) {
            case EcosystemChoice.All() -> names.addAll(listed(origin, prefix, transfer));
            case EcosystemChoice.Only(var wanted) -> names.addAll(wanted);
        }
        names.removeIf(name -> !EcosystemChoice.isName(name));
        return names.stream()
                .<AdvisoryFeed>map(name -> new OsvFeed(origin, prefix, name))
                .toList();
    }

    /// The base names only: a bucket also lists releases (`Debian:12`), whose records the base has as well.
    private static List<String> listed(Origin origin, String prefix, Transfer transfer) throws FeedException {
        return switch (origin.fetch(prefix + LIST, LIST_LIMIT, null, transfer)) {
            case Fetched.Body body -> {
                try (body) {
                    yield Files.readAllLines(body.file()).stream()
                            .map(String::strip)
                            .filter(name -> !name.isEmpty() && !name.contains(":"))
                            .toList();
                } catch (IOException e) {
                    throw new FeedException("%s/%s%s could not be read".formatted(origin.address(), prefix, LIST), e);
                }
            }
            case Fetched.NotModified() -> throw new IllegalStateException("nothing was known of " + LIST);
            case Fetched.Missing() -> folders(origin, prefix);
        };
    }

    private static List<String> folders(Origin origin, String prefix) throws FeedException {
        if (origin.isRemote()) {
            throw new FeedException(
                    "%s/%s%s is not there: say which ecosystems are wanted".formatted(origin.address(), prefix, LIST));
        }
        List<String> folders = new ArrayList<>(origin.folders(prefix));
        folders.removeAll(List.of("kev", "epss", "vex", "cwe"));
        if (folders.isEmpty()) throw new FeedException("%s has no ecosystem's folder".formatted(origin.address()));
        return folders;
    }

    private Origin origin(String base) throws FeedException {
        Origin origin = Addresses.isHttp(base) ? new HttpOrigin(Addresses.http(base), http()) : local(base);
        opened.add(origin);
        return origin;
    }

    private Origin local(String base) throws FeedException {
        Path path = Addresses.local(base).toAbsolutePath().normalize();
        if (Files.isDirectory(path)) return new FolderOrigin(path);
        if (Files.isRegularFile(path)) return ZipOrigin.open(path, scratch);
        throw new FeedException("%s is not there".formatted(path));
    }

    private HttpReader http() throws FeedException {
        if (network.offline()) throw new FeedException("the network is not to be used");
        if (http == null) {
            var backoff = new Backoff(network.settings(), network.clock(), network.random());
            http = new HttpReader(network.settings(), backoff, network.sleeper(), scratch);
        }
        return http;
    }

    @Override
    public void close() {
        opened.forEach(Origin::close);
        if (http != null) http.close();
    }
}
