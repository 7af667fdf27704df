// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.store.postgres.BundledPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes at one database, one of which is killed in the midst of documents, verdicts, feeds and
/// deliveries: the other takes over, and every effect is there once.
@Timeout(300)
class KilledNodeTest {

    @TempDir
    Path folder;

    private BundledPostgres postgres;
    private Receiver receiver;
    private Served first;
    private Served second;

    @BeforeEach
    void start() throws Exception {
        postgres = BundledPostgres.start(folder.resolve("database"), new SecureRandom());
        receiver = new Receiver();
        first = node("first");
        second = node("second");
    }

    private Served node(String name) throws IOException, InterruptedException {
        String[] feed = Feed.options(folder);
        var options = new ArrayList<>(List.of(feed));
        options.addAll(List.of(
                "--database-url",
                postgres.url(),
                "--database-user",
                postgres.user(),
                "--server-key",
                folder.resolve("server.key").toString()));
        return Served.start(
                Files.createDirectories(folder.resolve(name)),
                List.of(),
                Map.of("POMONA_DATABASE_PASSWORD", postgres.password()),
                options.toArray(String[]::new));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (second != null) second.close();
        if (first != null) first.close();
        if (receiver != null) receiver.close();
        if (postgres != null) postgres.close();
    }

    private Connection database() throws SQLException {
        return DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
    }

    private void sql(String statement) throws SQLException {
        try (var database = database();
                var running = database.createStatement()) {
            running.execute(statement);
        }
    }

    @Test
    void theOtherTakesOverAndEverythingIsDoneOnce() throws Exception {
        // the link of whoever started last is the one that is good
        String token = second.token();
        Feed.prepare(second, token, receiver.url());
        var isDead = new AtomicBoolean();
        List<String> addresses = List.of(first.address(), second.address());
        var load = new Load(attempt -> addresses.get(isDead.get() ? 1 : attempt % 2), token);
        try (load) {
            load.start();
            load.more(20);
            // a new flaw is on its way through both when one dies
            TestAdvisories.learn(folder.resolve("osv"), "GHSA-gggg-hhhh-iiii", "CVE-2026-2000", "left-out");
            Thread.sleep(700);
            first.kill();
            isDead.set(true);
            load.more(10);
            load.stop();
        }
        try (var database = database()) {
            for (int i = 0; ; i++) {
                if (i > 600) throw new AssertionError("the new flaw is never told of: " + second.log());
                if (!Aftermath.texts(database, "select key from pomona.outbox where key = 'CVE-2026-2000'")
                        .isEmpty()) break;
                Thread.sleep(50);
            }
            assertThat(Aftermath.texts(database, "select key from pomona.outbox where topic = 'vulnerability'"))
                    .doesNotHaveDuplicates();
            assertThat(Aftermath.texts(database, """
                    select count(*)::text from pomona.artifact a where a.project_id = (
                            select id from pomona.project where key = 'load')
                      and not (select count(*) = 1 from pomona.finding f
                          where f.artifact_id = a.id and f.rule = 'CVE-2026-2000' and f.known_to is null)
                    """)).containsExactly("0");
            assertThat(Aftermath.texts(database, """
                    select finding_id::text from pomona.finding_event where type = 'OPENED'
                    group by finding_id having count(*) > 1
                    """)).isEmpty();
            // what the dead node had taken to deliver is free again: two minutes pass at once
            sql("update pomona.delivery set due_at = now() where delivered_at is null");
            Aftermath.check(database, load, receiver);
        }
        assertThat(second.send(second.as(token, "GET", "/api/v1/audit/verification", ""))
                        .body())
                .contains("\"whole\":true");
    }
}
