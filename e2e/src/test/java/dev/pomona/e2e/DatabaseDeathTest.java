// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A node whose PostgreSQL dies, or has no disk left, while it is being used.
@Timeout(300)
class DatabaseDeathTest {

    @TempDir
    Path home;

    private Receiver receiver;
    private Served node;
    private String token = "";

    @BeforeEach
    void listen() throws IOException {
        receiver = new Receiver();
    }

    private void start(List<String> wrapper) throws Exception {
        node = Served.start(home, wrapper, Map.of(), Feed.options(home));
        token = node.token();
        Feed.prepare(node, token, receiver.url());
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (node != null) node.close();
        receiver.close();
    }

    /// Polls readiness until it is as wanted.
    private void awaitReady(boolean wanted) throws IOException, InterruptedException {
        for (int i = 0; node.isReady() != wanted; i++) {
            if (i > 600) throw new AssertionError("never ready=" + wanted + ": " + node.log());
            Thread.sleep(50);
        }
    }

    @Test
    void aPostgresThatIsKilledComesBackAndNothingIsLost() throws Exception {
        start(List.of());
        try (var load = new Load(_ -> node.address(), token).start()) {
            load.more(10);
            try (var database = node.database()) {
                String backend = Aftermath.texts(database, """
                        select pid::text from pg_stat_activity where application_name = 'pomona' limit 1
                        """).getFirst();
                ProcessHandle.of(Long.parseLong(backend)).orElseThrow().destroyForcibly();
            }
            load.more(10);
            // what stands in its way is only removed after a while
            Path obstacle = Served.data(home).resolve("database/postgresql.auto.conf");
            Files.writeString(obstacle, "nonsense");
            node.postgres().destroyForcibly();
            awaitReady(false);
            int refused = load.refused();
            while (load.refused() == refused) Thread.sleep(50);
            Files.writeString(obstacle, "");
            awaitReady(true);
            load.more(10);
            load.stop();
            try (var database = node.database()) {
                Aftermath.check(database, load, receiver);
            }
        }
        assertThat(node.send(node.as(token, "GET", "/api/v1/audit/verification", ""))
                        .body())
                .contains("\"whole\":true");
        assertThat(node.log()).contains("PostgreSQL runs again");
    }

    /// Takes all that is left of a disk.
    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            byte[] zeros = new byte[1 << 16];
            while (true) out.write(zeros);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    @Test
    void aFullDiskIsSaidAndOutlived() throws Exception {
        // a small disk of its own, as any user may mount one where nobody else sees it
        Path data = Files.createDirectories(Served.data(home));
        start(List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=400m tmpfs \"$0\" && exec \"$@\"",
                data.toString()));
        Path ballast = node.seen(data).resolve("ballast");
        try (var load = new Load(_ -> node.address(), token).start()) {
            load.more(5);
            int refused = load.refused();
            // again and again, should something make room
            while (load.refused() < refused + 20) {
                fill(ballast);
                Thread.sleep(20);
            }
            Files.delete(ballast);
            awaitReady(true);
            load.more(10);
            load.stop();
            try (var database = node.database()) {
                Aftermath.check(database, load, receiver);
            }
            assertThat(load.said())
                    .anySatisfy(answer -> assertThat(answer).contains("the disk of the database is full"));
        }
    }
}
