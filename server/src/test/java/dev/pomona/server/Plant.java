// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server;

import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.server.audit.Audit;
import dev.pomona.server.estate.Deployments;
import dev.pomona.server.estate.Hosts;
import dev.pomona.server.gate.Gate;
import dev.pomona.server.gate.Replay;
import dev.pomona.server.ingest.Ingest;
import dev.pomona.server.ingest.Upload;
import dev.pomona.server.judge.JudgeAll;
import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.server.web.Spooled;
import dev.pomona.store.estate.Deployment;
import dev.pomona.store.estate.Environment;
import dev.pomona.store.estate.EnvironmentStore;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

/// A control plane for tests: a real database, a world that learns, a clock that is set, and one
/// tenant.
public final class Plant implements AutoCloseable {

    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    /// A clock that goes when it is told to.
    public static final class Hands extends Clock {

        private volatile Instant now = START;

        public void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    public final Hands clock = new Hands();
    public final World world;
    public final Database database = TestDatabase.fresh();
    public final TenantId tenant = tenant("acme");
    public final ServerKey key;
    private Snapshots snapshots;
    private final SnapshotStore store;

    public Plant(Path folder) {
        this.world = new World(folder, clock);
        this.key = ServerKey.open(folder.resolve("server.key"), null, new SecureRandom());
        world.learns("GHSA-0000-0000-0000", "nothing-has-this", "1.0.0", "2026-01-01T00:00:00Z");
        this.store = world.fetch();
        this.snapshots = new Snapshots(store);
    }

    public TenantId tenant(String name) {
        return database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add(name, name, START));
    }

    public Snapshots snapshots() {
        return snapshots;
    }

    public SnapshotStore store() {
        return store;
    }

    public Ingest ingest() {
        return new Ingest(database, snapshots, clock, "1");
    }

    public Gate gate() {
        return new Gate(database, snapshots, clock, "1", key);
    }

    public Replay replay() {
        return new Replay(database, snapshots, "1");
    }

    public Audit audit() {
        return new Audit(database, key);
    }

    public Deployments deployments() {
        return new Deployments(database, snapshots, clock, "1");
    }

    public Hosts hosts() {
        return new Hosts(database, snapshots, clock, "1");
    }

    public JudgeAll judgeAll() {
        return new JudgeAll(database, snapshots, clock, "1", _ -> {});
    }

    /// Lets the world's news in and judges everyone by it.
    public List<JudgeAll.Moved> learn() {
        world.fetch();
        try {
            return judgeAll().run();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public void environment(String key, boolean isProduction) {
        environment(new Environment(key, key, isProduction, isProduction, 0, null, null));
    }

    public void environment(Environment environment) {
        database.runInTenant(tenant, tx -> new EnvironmentStore(tx).set(environment));
    }

    /// `sha256:` and a digit, 64 times, or what the text comes to.
    public static String digest(int number) {
        return "sha256:%064x".formatted(number);
    }

    /// An upload of a bill of materials with these purls.
    public static Upload bill(String digest, String project, Collection<String> purls) {
        var components = new StringBuilder();
        for (String purl : purls) {
            String name = purl.substring(purl.indexOf('/') + 1, purl.lastIndexOf('@'));
            String version = purl.substring(purl.lastIndexOf('@') + 1);
            components
                    .append(components.isEmpty() ? "" : ",")
                    .append("{\"type\":\"library\",\"name\":\"%s\",\"version\":\"%s\",\"purl\":\"%s\"}"
                            .formatted(name, version, purl));
        }
        String document =
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,\"metadata\":{\"component\":{\"name\":\"%s\"}},\"components\":[%s]}"
                        .formatted(digest, components);
        return new Upload(
                Spooled.of(document.getBytes(StandardCharsets.UTF_8)),
                project,
                project,
                "1",
                digest,
                "image",
                null,
                null,
                "test");
    }

    public Ingest.Result upload(int number, String project, String... purls) {
        return ingest().take(tenant, bill(digest(number), project, List.of(purls)));
    }

    public void deploy(int number, String environment, String workload) {
        deployments()
                .record(
                        tenant,
                        new Deployment(
                                digest(number),
                                environment,
                                workload,
                                "",
                                Deployment.Place.UNKNOWN,
                                clock.instant(),
                                "api"));
    }

    /// Texts of a column, in the order of the statement.
    public List<String> texts(String sql) {
        return database.inTenant(tenant, tx -> tx.all(sql, row -> String.valueOf(row.optionalText("t"))));
    }

    @Override
    public void close() {
        database.close();
    }
}
