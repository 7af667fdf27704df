// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.reading.Mark;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What open pages are told.
class LiveTest {

    private final Database database = TestDatabase.fresh();
    private final TenantId tenant = SeededEstate.make(database, UnaryOperator.identity());
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void close() throws InterruptedException {
        for (Thread thread : threads)
            assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
        database.close();
    }

    private static Live.Limits limits(int all, int ofOne) {
        return new Live.Limits(all, ofOne, Duration.ofMillis(200), Duration.ofSeconds(30));
    }

    private Mark now() {
        return database.inTenant(tenant, Mark::now);
    }

    private void newly(long... findings) {
        for (long finding : findings) {
            database.runInTenant(
                    tenant,
                    tx -> tx.update(
                            "update finding set known_from = ? where id = ?",
                            SeededEstate.NOW.plusSeconds(finding),
                            finding));
        }
    }

    /// Listens as a browser does.
    private BufferedReader listen(Live live, String person, Mark page) throws IOException {
        return listen(live, person, page, () -> true);
    }

    private BufferedReader listen(Live live, String person, Mark page, BooleanSupplier isStill) throws IOException {
        var out = new PipedOutputStream();
        var in = new PipedInputStream(out, 1 << 16);
        threads.add(Thread.ofVirtual().start(() -> {
            try (out) {
                live.tell(tenant, person, page, isStill, out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    private static String next(BufferedReader from, String beginning) throws IOException {
        for (String line = from.readLine(); line != null; line = from.readLine()) {
            if (line.startsWith(beginning)) return line;
        }
        return "ended";
    }

    @Test
    void aPageIsToldWhatIsNewSinceItWasMade() throws Exception {
        try (var live = new Live(database, limits(10, 10))) {
            Mark page = now();
            var listening = listen(live, "ada", page);
            next(listening, "retry:");
            newly(1, 2);
            assertThat(next(listening, "data:")).contains("\"opened\":2", "\"changed\":true");
            newly(3);
            // counted from what the page shows, and not from what it was told last
            assertThat(next(listening, "data:")).contains("\"opened\":3");
        }
    }

    @Test
    void whoMayNotLookAnyMoreIsToldNothing() throws Exception {
        var may = new AtomicBoolean(true);
        try (var live = new Live(database, limits(10, 10))) {
            var listening = listen(live, "ada", now(), may::get);
            next(listening, "retry:");
            newly(1);
            assertThat(next(listening, "data:")).contains("\"opened\":1");
            may.set(false);
            newly(2);
            assertThat(next(listening, "data:")).isEqualTo("ended");
        }
    }

    @Test
    void whoComesBackMissesNothing() throws Exception {
        Mark page = now();
        newly(1, 2, 3);
        try (var live = new Live(database, limits(10, 10))) {
            assertThat(next(listen(live, "ada", page), "data:")).contains("\"opened\":3");
        }
    }

    @Test
    void aNodeHasOnlySoManyConnections() throws Exception {
        try (var live = new Live(database, limits(1, 10))) {
            var first = listen(live, "ada", now());
            next(first, "retry:");
            assertThat(next(listen(live, "grace", now()), "event:")).isEqualTo("event: full");
            assertThat(next(first, ":")).isEqualTo(":");
        }
    }

    @Test
    void theOldestOfOnePersonEndsWhenThereAreTooMany() throws Exception {
        try (var live = new Live(database, limits(10, 1))) {
            var first = listen(live, "ada", now());
            next(first, "retry:");
            var second = listen(live, "ada", now());
            assertThat(next(first, "event:")).isEqualTo("event: full");
            assertThat(next(second, ":")).isEqualTo(":");
        }
    }

    @Test
    void nothingIsToldOfAnotherTenant() throws Exception {
        TenantId other = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("b", "B", SeededEstate.NOW));
        try (var live = new Live(database, limits(10, 10))) {
            Mark page = database.inTenant(other, Mark::now);
            newly(1);
            assertThat(live.news(other, page)).contains("\"changed\":false");
        }
    }

    @Test
    void connectionsEndWithTheServer() throws Exception {
        var live = new Live(database, limits(10, 10));
        var listening = listen(live, "ada", now());
        next(listening, "retry:");
        live.close();
        assertThat(next(listening, "event:")).isEqualTo("ended");
    }
}
