// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.store.reading.Count;
import dev.pomona.store.reading.Mark;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.StoreException;
import dev.pomona.store.sql.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Tells pages that are open what is new, as server-sent events (HTML Living Standard, section 9.2).
///
/// However many listen, a node asks its database once every two seconds for each tenant that somebody listens to.
/// A page brings the mark of what it shows, so nothing is kept of it: who connects again is told of everything since,
/// whichever node answers. Connections are few and end by themselves, so that who may not look any more is asked
/// again who they are; when there are too many, or the database does not answer, pages are told so and not left to
/// wait.
final class Live implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Live.class.getName());
    private static final Duration STEP = Duration.ofSeconds(2);

    /// Too many listen: who reads this is to ask now and then.
    private static final String FULL = "event: full\ndata: {}\n\n";

    /// @param all how many connections a node has
    /// @param ofOne how many of them one person can have: one more, and the oldest ends
    /// @param beat how often something is written, so that it is noticed when nobody reads any more
    /// @param longest how long a connection lasts
    record Limits(int all, int ofOne, Duration beat, Duration longest) {

        static final Limits USUAL = new Limits(256, 6, Duration.ofSeconds(5), Duration.ofMinutes(5));
    }

    private final Database database;
    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<TenantId, Watch> watches = new HashMap<>();
    private final Map<String, Deque<Listener>> ofPerson = new HashMap<>();
    private int all;
    private boolean isClosed;

    /// What is known of a tenant while somebody listens.
    private static final class Watch {
        private int listeners;
        private @Nullable Mark mark;
        private boolean isBroken;
    }

    /// A page that is open.
    private static final class Listener {
        private final TenantId tenant;
        private final String person;
        private final Watch watch;
        private volatile boolean isOver;

        private Listener(TenantId tenant, String person, Watch watch) {
            this.tenant = tenant;
            this.person = person;
            this.watch = watch;
        }
    }

    Live(Database database, Limits limits) {
        this.database = database;
        this.limits = limits;
    }

    /// What is new since a mark as JSON: `{"changed":true,"mark":"…","opened":3,"closed":0,"verdicts":1}`.
    String news(TenantId tenant, Mark page) {
        return database.inTenant(tenant, tx -> {
            Mark now = Mark.now(tx);
            boolean isChanged = !now.equals(page);
            Mark.News news = isChanged ? page.since(tx) : new Mark.News(Count.NONE, Count.NONE, Count.NONE);
            return JsonOut.line(json -> json.field("changed", isChanged)
                    .field("mark", now.text())
                    .field("opened", news.opened().value())
                    .field("closed", news.closed().value())
                    .field("verdicts", news.verdicts().value())
                    .field(
                            "more",
                            news.opened().isMore()
                                    || news.closed().isMore()
                                    || news.verdicts().isMore()));
        });
    }

    /// Tells a page of everything that is new until it goes, or it has been listening for long.
    ///
    /// @param page the mark of what it shows
    /// @param isStill whether the person may still look; asked before anything is told
    /// @throws IOException when it has gone
    void tell(TenantId tenant, String person, Mark page, BooleanSupplier isStill, OutputStream out) throws IOException {
        Listener listener = enter(tenant, person).orElse(null);
        if (listener == null) {
            write(out, FULL);
            return;
        }
        try {
            write(out, "retry: 3000\n\n");
            long end = System.nanoTime() + limits.longest().toNanos();
            Mark told = page;
            while (System.nanoTime() < end) {
                Mark mark = await(listener, told).orElse(null);
                if (mark == null) {
                    if (listener.isOver) write(out, FULL);
                    return;
                }
                if (mark.equals(told)) {
                    write(out, ":\n\n");
                } else if (!isStill.getAsBoolean()) {
                    return;
                } else {
                    told = mark;
                    write(out, "event: news\nid: %s\ndata: %s\n\n".formatted(told.text(), news(tenant, page)));
                }
            }
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "what is new can't be told", e);
        } finally {
            leave(listener);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private Optional<Listener> enter(TenantId tenant, String person) {
        lock.lock();
        try {
            if (isClosed || all >= limits.all()) return Optional.empty();
            Watch watch = watches.get(tenant);
            if (watch == null || watch.isBroken) {
                watch = new Watch();
                watches.put(tenant, watch);
                Watch started = watch;
                Thread.ofVirtual().name("live").start(() -> watch(tenant, started));
            }
            var listener = new Listener(tenant, tenant.value() + " " + person, watch);
            watch.listeners++;
            all++;
            Deque<Listener> others = ofPerson.computeIfAbsent(listener.person, _ -> new ArrayDeque<>());
            others.addLast(listener);
            if (others.size() > limits.ofOne()) {
                others.removeFirst().isOver = true;
                changed.signalAll();
            }
            return Optional.of(listener);
        } finally {
            lock.unlock();
        }
    }

    private void leave(Listener listener) {
        lock.lock();
        try {
            all--;
            ofPerson.computeIfPresent(listener.person, (_, others) -> {
                others.remove(listener);
                return others.isEmpty() ? null : others;
            });
            listener.watch.listeners--;
            if (listener.watch.listeners == 0) watches.remove(listener.tenant, listener.watch);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there is another mark, for as long as between two beats.
    ///
    /// @return the mark of the moment; empty when nothing more will come
    private Optional<Mark> await(Listener listener, Mark told) {
        Watch watch = listener.watch;
        lock.lock();
        try {
            long left = limits.beat().toNanos();
            while (lasts(listener) && (watch.mark == null || watch.mark.equals(told)) && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (!lasts(listener)) return Optional.empty();
            return Optional.of(watch.mark == null ? told : watch.mark);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private boolean lasts(Listener listener) {
        return !isClosed && !listener.isOver && !listener.watch.isBroken;
    }

    /// Looks for as long as anybody listens.
    private void watch(TenantId tenant, Watch watch) {
        try {
            while (isWatched(watch)) {
                Mark mark = database.inTenant(tenant, Mark::now);
                lock.lock();
                try {
                    if (!mark.equals(watch.mark)) {
                        watch.mark = mark;
                        changed.signalAll();
                    }
                    long left = STEP.toNanos();
                    while (!isClosed && watch.listeners > 0 && left > 0) left = changed.awaitNanos(left);
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "nobody can tell what changes", e);
        }
        lock.lock();
        try {
            watch.isBroken = true;
            watches.remove(tenant, watch);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isWatched(Watch watch) {
        lock.lock();
        try {
            return !isClosed && watch.listeners > 0;
        } finally {
            lock.unlock();
        }
    }

    /// Ends all connections.
    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
