// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server;

import dev.pomona.advisories.feed.EcosystemChoice;
import dev.pomona.advisories.feed.HttpSettings;
import dev.pomona.advisories.feed.Network;
import dev.pomona.advisories.feed.Sleeper;
import dev.pomona.advisories.match.ComponentMatcher;
import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.server.judge.FeedPull;
import dev.pomona.server.judge.JudgeAll;
import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.judge.SourceWatch;
import dev.pomona.server.ops.Metrics;
import dev.pomona.server.ops.Tracing;
import dev.pomona.store.sql.Database;
import java.time.Duration;
import java.util.List;

/// Asks the feeds again and again, and moves every tenant to what they say. Each node does so: one
/// at a time asks, and what another has moved already is left alone.
final class FeedLoop implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(FeedLoop.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final ServerOptions options;
    private final FeedPull pull;
    private final Snapshots snapshots;
    private final SourceWatch watch;
    private final JudgeAll judge;
    private final Metrics metrics;
    private final Tracing tracing;
    private final Thread thread;

    private FeedLoop(
            ServerOptions options,
            Database database,
            SnapshotStore files,
            Snapshots snapshots,
            SourceWatch watch,
            Metrics metrics,
            Tracing tracing) {
        this.options = options;
        this.snapshots = snapshots;
        this.watch = watch;
        this.metrics = metrics;
        this.tracing = tracing;
        var network = new Network(false, HttpSettings.DEFAULT, Sleeper.ofThread(), options.random(), options.clock());
        this.pull = new FeedPull(database, files, network, options.clock(), options.database() != null);
        this.judge = new JudgeAll(database, snapshots, options.clock(), options.version(), Thread::sleep);
        this.thread = Thread.ofPlatform().name("feeds").daemon().unstarted(this::run);
    }

    static FeedLoop start(
            ServerOptions options,
            Database database,
            SnapshotStore files,
            Snapshots snapshots,
            SourceWatch watch,
            Metrics metrics,
            Tracing tracing) {
        var loop = new FeedLoop(options, database, files, snapshots, watch, metrics, tracing);
        loop.thread.start();
        return loop;
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                once();
                Thread.sleep(options.feedInterval());
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /// Whatever goes wrong, everybody is judged by what was there before, and it is tried again.
    private void once() throws InterruptedException {
        long start = System.nanoTime();
        String outcome = "failed";
        try (Tracing.Span _ = tracing.job("feeds")) {
            boolean isMirror =
                    options.feeds().stream().anyMatch(feed -> feed.label().equals("mirror"));
            var ecosystems =
                    isMirror ? EcosystemChoice.all() : EcosystemChoice.of(ComponentMatcher.libraryEcosystems());
            if (!options.feeds().isEmpty()) tell(pull.run(ecosystems, options.feeds()));
            snapshots.confirm();
            List<JudgeAll.Moved> moved = judge.run();
            for (JudgeAll.Moved one : moved) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "judged anew: tenant {0}, {1} decisions, {2} changed",
                        one.tenant().value(),
                        one.decisions(),
                        one.changes());
            }
            outcome = "done";
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "advisory data could not be brought up to date", e);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        metrics.time(
                "pomona_feed_seconds", "How long bringing advisory data up to date took.", seconds, "outcome", outcome);
    }

    private void tell(FeedPull.Result result) {
        switch (result) {
            case FeedPull.Result.Pulled pulled -> {
                pulled.report()
                        .failures()
                        .forEach(failure -> LOG.log(
                                System.Logger.Level.WARNING,
                                "the feed {0} could not be had, what is here stays: {1}",
                                failure.name(),
                                failure.reason()));
                pulled.report()
                        .older()
                        .forEach(older -> LOG.log(
                                System.Logger.Level.WARNING,
                                "the feed {0} is behind, what is here stays: {1}",
                                older.name(),
                                older.reason()));
                watch.note(pulled.report());
            }
            case FeedPull.Result.Busy _ -> LOG.log(System.Logger.Level.DEBUG, "another node asks the feeds");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(GRACE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
