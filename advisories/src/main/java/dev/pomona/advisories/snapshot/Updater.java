// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import dev.pomona.advisories.feed.AdvisoryFeed;
import dev.pomona.advisories.feed.EcosystemChoice;
import dev.pomona.advisories.feed.FeedException;
import dev.pomona.advisories.feed.FeedOpener;
import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.advisories.feed.Network;
import dev.pomona.advisories.feed.Transfer;
import dev.pomona.advisories.snapshot.SourceReport.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/// Brings a store up to date. What an update does not ask for, or cannot get, stays as it was; what it can
/// get takes its place all at once.
public final class Updater {

    /// Reading is bound by the processor, and no source should be asked from many sides at once.
    private static final int WORKERS = 2;

    private final SnapshotStore store;
    private final Network network;
    private final Layers layers;

    public Updater(SnapshotStore store, Network network) {
        this(store, network, Layers.NONE);
    }

    public Updater(SnapshotStore store, Network network, Layers layers) {
        this.store = store;
        this.network = network;
        this.layers = layers;
    }

    /// Asks the sources and makes a new snapshot when one has something new.
    ///
    /// A source that fails is part of the report, not an exception.
    ///
    /// @throws UpdateRunningException when another process is writing
    /// @throws SnapshotException when the store cannot be written, e.g. a full disk; the snapshot before is
    ///     still there
    public UpdateReport update(EcosystemChoice ecosystems, List<FeedSource> sources) {
        return WriterLock.during(store.folder(), () -> {
            store.sweep();
            try (var opener = new FeedOpener(network, store.folder().scratch())) {
                return new Run(opener).run(ecosystems, sources);
            }
        });
    }

    private Optional<Snapshot> usableCurrent() {
        try {
            return store.current();
        } catch (SnapshotException e) {
            // This update is what mends it.
            return Optional.empty();
        }
    }

    private final class Run {

        private final FeedOpener opener;
        private final Optional<Snapshot> before = usableCurrent();
        private final Map<String, SnapshotDescription.Source> held = new TreeMap<>();
        private final List<SourceState> states = store.states();
        private final List<SourceReport> reports = new ArrayList<>();

        Run(FeedOpener opener) {
            this.opener = opener;
            before.ifPresent(snapshot -> snapshot.description().sources().forEach(s -> held.put(s.name(), s)));
        }

        UpdateReport run(EcosystemChoice ecosystems, List<FeedSource> sources) {
            List<AdvisoryFeed> feeds = open(ecosystems, sources);
            List<FeedUpdate.Outcome> outcomes = fetch(feeds);
            var after = new TreeMap<>(held);
            for (FeedUpdate.Outcome outcome : outcomes) {
                reports.add(outcome.report());
                outcome.source().ifPresent(source -> after.put(source.name(), source));
            }
            Optional<String> current = before.map(Snapshot::id);
            if (!after.isEmpty()) current = Optional.of(publish(new SnapshotDescription(List.copyOf(after.values()))));
            writeStates(outcomes);
            return new UpdateReport(current, reports);
        }

        private List<AdvisoryFeed> open(EcosystemChoice ecosystems, List<FeedSource> sources) {
            var feeds = new ArrayList<AdvisoryFeed>();
            Set<String> names = new HashSet<>();
            for (FeedSource source : sources) {
                if (network.offline() && source.isRemote()) {
                    reports.add(report(source.label(), Status.SKIPPED, "the network is not to be used", List.of()));
                    continue;
                }
                var transfer = new Transfer();
                try {
                    for (AdvisoryFeed feed : opener.open(source, ecosystems, transfer)) {
                        if (names.add(feed.name())) feeds.add(feed);
                        else reports.add(report(feed.name(), Status.FAILED, "two sources give it", List.of()));
                    }
                } catch (FeedException e) {
                    reports.add(report(source.label(), Status.FAILED, e.reason(), transfer.retries()));
                }
            }
            return feeds;
        }

        private static SourceReport report(String name, Status status, String reason, List<String> retries) {
            return new SourceReport(name, status, reason, retries, List.of(), 0, 0, null);
        }

        private List<FeedUpdate.Outcome> fetch(List<AdvisoryFeed> feeds) {
            Instant now = network.clock().instant();
            try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS, worker())) {
                var running = new ArrayList<Future<FeedUpdate.Outcome>>();
                for (AdvisoryFeed feed : feeds) {
                    var source = Optional.ofNullable(held.get(feed.name()));
                    var update = new FeedUpdate(store.folder(), feed, source, state(feed, source), layers, now);
                    running.add(workers.submit(update::run));
                }
                var outcomes = new ArrayList<FeedUpdate.Outcome>();
                try {
                    for (Future<FeedUpdate.Outcome> future : running) outcomes.add(future.get());
                } catch (InterruptedException e) {
                    workers.shutdownNow();
                    Thread.currentThread().interrupt();
                    throw new SnapshotException("the update was interrupted", e);
                } catch (ExecutionException e) {
                    workers.shutdownNow();
                    if (e.getCause() instanceof SnapshotException problem) throw problem;
                    throw new IllegalStateException("an update failed for a reason of the program's own", e.getCause());
                }
                return outcomes;
            }
        }

        /// What is remembered speaks of some data from one origin; of any other it would tell lies.
        private Optional<SourceState> state(AdvisoryFeed feed, Optional<SnapshotDescription.Source> source) {
            return source.flatMap(known -> states.stream()
                    .filter(state -> state.name().equals(known.name())
                            && state.data().equals(known.version())
                            && state.origin().equals(feed.origin()))
                    .findFirst());
        }

        private String publish(SnapshotDescription description) {
            byte[] json = description.toJson();
            String id = SnapshotDescription.digest(json);
            StoreFolder folder = store.folder();
            folder.replace(folder.snapshot(id), json);
            try {
                Files.setLastModifiedTime(
                        folder.snapshot(id), FileTime.from(network.clock().instant()));
            } catch (IOException e) {
                throw StoreFolder.failed("could not write", folder.snapshot(id), e);
            }
            folder.replace(folder.current(), (id + "\n").getBytes(StandardCharsets.US_ASCII));
            return id;
        }

        /// States of data that no update has touched stay; those of data replaced stay as long as the data.
        private void writeStates(List<FeedUpdate.Outcome> outcomes) {
            var all = new TreeMap<String, SourceState>();
            Set<String> kept = new HashSet<>();
            for (SnapshotDescription.Source source : store.described()) {
                kept.add(source.name() + ' ' + source.version());
            }
            for (SourceState state : states) {
                String key = state.name() + ' ' + state.data();
                if (kept.contains(key)) all.put(key, state);
            }
            for (FeedUpdate.Outcome outcome : outcomes) {
                outcome.state().ifPresent(state -> all.put(state.name() + ' ' + state.data(), state));
            }
            store.folder().replace(store.folder().state(), StateFile.write(List.copyOf(all.values())));
        }
    }

    private static ThreadFactory worker() {
        return Thread.ofPlatform().name("advisories-", 1).daemon().factory();
    }
}
