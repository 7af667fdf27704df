// SPDX-License-Identifier: Apache-2.0
import dev.pomona.advisories.feed.EcosystemChoice;
import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.advisories.feed.HttpSettings;
import dev.pomona.advisories.feed.Network;
import dev.pomona.advisories.feed.Sleeper;
import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.server.estate.Who;
import dev.pomona.server.estate.WhoQuestion;
import dev.pomona.server.ingest.Ingest;
import dev.pomona.server.ingest.Upload;
import dev.pomona.server.judge.FeedPull;
import dev.pomona.server.judge.JudgeAll;
import dev.pomona.server.judge.Snapshots;
import dev.pomona.store.delivery.AnswerTimeStore;
import dev.pomona.store.estate.When;
import dev.pomona.store.estate.WhoStore.Position;
import dev.pomona.store.postgres.BundledPostgres;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Migrations;
import dev.pomona.store.sql.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;

/// Loads an estate into the bundled PostgreSQL and times what it must answer: see README.md.
///
/// Two tenants: the second has ten times the artifacts of the first, and the same advisory affects as
/// many in both.
public class Estate {

    private static final int PACKAGES = 20_000;
    private static final int VERSIONS = 5;
    private static final int EACH = 500;

    private static final Random RANDOM = new Random(1);
    private static final Clock CLOCK = Clock.systemUTC();

    private static Path folder;
    private static int advisories = 20_000;

    /// @param arguments a folder, and how many artifacts the large tenant has (10000)
    public static void main(String[] arguments) throws Exception {
        folder = Path.of(arguments[0]).toAbsolutePath();
        int artifacts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
        Files.createDirectories(folder);
        try (var postgres = BundledPostgres.start(folder, new SecureRandom())) {
            Migrations.run(postgres.url(), postgres.user(), postgres.password());
            SnapshotStore store = SnapshotStore.open(folder.resolve("cache"));
            try (Database database = Database.open(postgres.url(), postgres.user(), postgres.password(), 8)) {
                pull(database, store, false);
                var snapshots = new Snapshots(store);
                try (Connection connection =
                        DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password())) {
                    load(connection, snapshots.newest().snapshot().id(), artifacts / 10, artifacts);
                }
                ask(database, "before");
                answer(database, store, snapshots);
                ask(database, "after");
                upload(database, snapshots);
            }
        }
    }

    /// 20,000 advisories about packages that nobody has, and the one that matters.
    private static void pull(Database database, SnapshotStore store, boolean isNews) throws Exception {
        Path osv = folder.resolve("world/osv/npm");
        Files.createDirectories(osv);
        var modified = new StringBuilder();
        try (var zip = new ZipOutputStream(Files.newOutputStream(osv.resolve("all.zip")))) {
            for (int i = 0; i < advisories; i++) advisory(zip, modified, "GHSA-0000-0000-%04d".formatted(i), "nobody-%d".formatted(i));
            if (isNews) advisory(zip, modified, "GHSA-9999-9999-9999", "victim");
        }
        Files.writeString(osv.resolve("modified_id.csv"), modified);
        Files.writeString(folder.resolve("world/osv/ecosystems.txt"), "npm\n");
        var network = new Network(false, HttpSettings.DEFAULT, Sleeper.ofThread(), new Random(1), CLOCK);
        new FeedPull(database, store, network, CLOCK, false)
                .run(EcosystemChoice.all(), List.of(new FeedSource.Mirror(folder.resolve("world").toString())));
    }

    private static void advisory(ZipOutputStream zip, StringBuilder modified, String id, String name)
            throws IOException {
        String time = id.startsWith("GHSA-9") ? "2026-02-01T00:00:00Z" : "2026-01-01T00:00:00Z";
        zip.putNextEntry(new ZipEntry(id + ".json"));
        zip.write("""
                {"id": "%s", "modified": "%s", "published": "%s", "summary": "%s is flawed",
                 "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
                 "affected": [{"package": {"ecosystem": "npm", "name": "%s"},
                   "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "2.0.0"}]}]}]}
                """.formatted(id, time, time, name, name).getBytes(StandardCharsets.UTF_8));
        modified.append(time).append(',').append(id).append('\n');
    }

    private static void load(Connection connection, String snapshot, int small, int large) throws Exception {
        long start = System.nanoTime();
        connection.setSchema("pomona");
        try (var statement = connection.createStatement()) {
            // the rows are right by the way they are made
            statement.execute("set session_replication_role = replica");
            statement.execute("insert into tenant (id, key, name, created_at) overriding system value"
                    + " values (1, 'small', 'small', now()), (2, 'large', 'large', now())");
            statement.execute("insert into judged_by values (1, '%1$s', now()), (2, '%1$s', now())".formatted(snapshot));
            statement.execute("insert into environment (tenant_id, id, key, name, is_production, is_exposed)"
                    + " overriding system value values (1, 1, 'prod', 'prod', true, true), (2, 2, 'prod', 'prod', true, true)");
            statement.execute("insert into project (tenant_id, id, key, name, created_at) overriding system value"
                    + " select t, t * 1000000 + n, 'p' || n, 'p', now() from generate_series(1, 2) t, generate_series(1, 100) n");
        }
        for (int tenant = 1; tenant <= 2; tenant++) components(connection, tenant);
        artifacts(connection, 1, small, small / 10);
        artifacts(connection, 2, large, small / 10);
        try (var statement = connection.createStatement()) {
            for (String table : List.of("package", "component", "artifact", "deployment", "project", "environment")) {
                statement.execute("select setval(pg_get_serial_sequence('%1$s', 'id'), 1000000000)".formatted(table));
            }
            statement.execute("set session_replication_role = origin");
            statement.execute("vacuum analyze");
            try (var rows = statement.executeQuery("select (select count(*) from artifact where tenant_id = 2),"
                    + " (select count(*) from occurrence where tenant_id = 2),"
                    + " (select count(*) from deployment where tenant_id = 2)")) {
                rows.next();
                print("loaded %,d artifacts, %,d occurrences, %,d deployments (and a tenth of it) in %.0f s"
                        .formatted(rows.getLong(1), rows.getLong(2), rows.getLong(3), seconds(start)));
            }
        }
    }

    private static void components(Connection connection, int tenant) throws Exception {
        long base = tenant * 1_000_000L;
        copy(connection, "package (tenant_id, id, type, namespace, name)", lines -> {
            for (int p = 0; p < PACKAGES; p++) lines.accept("%d\t%d\tnpm\t\t%s".formatted(tenant, base + p, name(p)));
        });
        copy(connection, "package_name (tenant_id, package_id, name)", lines -> {
            for (int p = 0; p < PACKAGES; p++) lines.accept("%d\t%d\tnpm/%s".formatted(tenant, base + p, name(p)));
        });
        copy(connection, "component (tenant_id, id, package_id, version, purl, coordinates)", lines -> {
            for (int p = 0; p < PACKAGES; p++) {
                for (int v = 0; v < VERSIONS; v++) {
                    lines.accept("%1$d\t%2$d\t%3$d\t1.%4$d.0\tpkg:npm/%5$s@1.%4$d.0\tpkg:npm/%5$s"
                            .formatted(tenant, base + (long) p * VERSIONS + v, base + p, v, name(p)));
                }
            }
        });
    }

    private static String name(int number) {
        return number == 0 ? "victim" : "lib-" + number;
    }

    /// The first artifacts have the victim and run in production, up to a tenth; the rest of the
    /// deployments are of others.
    private static void artifacts(Connection connection, int tenant, int count, int affected) throws Exception {
        long base = tenant * 1_000_000L;
        copy(
                connection,
                "artifact (tenant_id, id, project_id, kind, name, digest, first_seen, last_seen, components, ecosystems,"
                        + " document_digest, rules_digest)",
                lines -> {
                    for (int a = 0; a < count; a++) {
                        lines.accept("%d\t%d\t%d\timage\ta%d\tsha256:%064x\t%s\t%s\t%d\t{npm}\tsha256:%064x\tnone"
                                .formatted(
                                        tenant,
                                        base + a,
                                        base + 1 + a % 100,
                                        a,
                                        base + a,
                                        CLOCK.instant(),
                                        CLOCK.instant(),
                                        EACH,
                                        base + a));
                    }
                });
        copy(
                connection,
                "occurrence (tenant_id, artifact_id, component_id, scope, is_direct, manifest, line)",
                lines -> {
                    for (int a = 0; a < count; a++) {
                        if (a < affected) lines.accept(occurrence(tenant, base + a, base));
                        int from = 1 + RANDOM.nextInt(PACKAGES - 1);
                        for (int i = a < affected ? 1 : 0; i < EACH; i++) {
                            // 500 packages in a row from anywhere, one version of each
                            int p = 1 + (from + i * 37) % (PACKAGES - 1);
                            lines.accept(occurrence(tenant, base + a, base + (long) p * VERSIONS + RANDOM.nextInt(VERSIONS)));
                        }
                    }
                });
        copy(
                connection,
                "deployment (tenant_id, id, artifact_id, environment_id, workload, since, source, reported_at, known_from)",
                lines -> {
                    for (int d = 0; d < 1000 && d < count; d++) {
                        lines.accept("%d\t%d\t%d\t%d\tw%d\t%s\tapi\t%s\t%s"
                                .formatted(
                                        tenant, base + d, base + d, tenant, d, CLOCK.instant(), CLOCK.instant(), CLOCK.instant()));
                    }
                });
    }

    private static String occurrence(int tenant, long artifact, long component) {
        return "%d\t%d\t%d\tRUNTIME\tt\tpackage-lock.json\t%d".formatted(tenant, artifact, component, 1 + RANDOM.nextInt(9000));
    }

    private interface Lines {
        void write(Consumer<String> lines);
    }

    private static void copy(Connection connection, String into, Lines lines) throws Exception {
        var stream = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + into + " from stdin");
        var buffer = new ByteArrayOutputStream();
        lines.write(line -> {
            buffer.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
            if (buffer.size() < 1 << 20) return;
            try {
                stream.writeToCopy(buffer.toByteArray(), 0, buffer.size());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            buffer.reset();
        });
        stream.writeToCopy(buffer.toByteArray(), 0, buffer.size());
        stream.endCopy();
    }

    private static void answer(Database database, SnapshotStore store, Snapshots snapshots) throws Exception {
        long start = System.nanoTime();
        pull(database, store, true);
        print("pull of one new advisory beside 20,000: %.2f s".formatted(seconds(start)));
        start = System.nanoTime();
        List<JudgeAll.Moved> moved =
                new JudgeAll(database, snapshots, CLOCK, "bench", time -> Thread.sleep(time.toMillis())).run();
        double both = seconds(start);
        for (JudgeAll.Moved one : moved) {
            var work = one.work();
            print("tenant %d: %d packages, %d versions, %d artifacts, %d findings opened, %d verdicts, %d of them changed"
                    .formatted(
                            one.tenant().value(),
                            work.packages(),
                            work.versions(),
                            work.artifacts().size(),
                            work.opened(),
                            one.decisions(),
                            one.changes()));
            var answer = database.inTenant(
                    one.tenant(), tx -> new AnswerTimeStore(tx).about("GHSA-9999-9999-9999").orElseThrow());
            print("  known to listed %d ms, known to decided %d ms (of both tenants, one after the other)"
                    .formatted(
                            Duration.between(answer.knownAt(), answer.listedAt()).toMillis(),
                            answer.toDecision().toMillis()));
            long complete = database.inTenant(one.tenant(), tx -> tx.one("""
                    select count(*) as n from occurrence o join component c on c.id = o.component_id
                    where c.coordinates = 'pkg:npm/victim'
                      and exists (select from finding f where f.artifact_id = o.artifact_id and f.component_id = c.id)
                    """, row -> row.number("n")));
            long messages = database.inTenant(
                    one.tenant(), tx -> tx.one("select count(*) as n from outbox", row -> row.number("n")));
            print("  of the artifacts that have it %d are listed, %d messages in the outbox".formatted(complete, messages));
        }
        print("advisory to decisions, both tenants: %.2f s".formatted(both));
    }

    private static void ask(Database database, String when) {
        var who = new Who(database);
        var question = WhoQuestion.parse("pkg:npm/victim@<2.0.0");
        var wide = WhoQuestion.parse("pkg:npm/lib-7");
        for (WhoQuestion each : List.of(question, wide)) {
            double[] times = new double[21];
            int answers = 0;
            for (int i = 0; i < times.length; i++) {
                long start = System.nanoTime();
                answers = who.ask(new TenantId(2), each, new When.Now(), Position.START, 200)
                        .answers()
                        .size();
                times[i] = seconds(start) * 1000;
            }
            Arrays.sort(times);
            print("who %s %s: %d answers on the first page, median %.0f ms, worst %.0f ms"
                    .formatted(each.coordinates(), when, answers, times[10], times[20]));
        }
    }

    private static void upload(Database database, Snapshots snapshots) {
        var ingest = new Ingest(database, snapshots, CLOCK, "bench");
        var times = new ArrayList<Double>();
        Ingest.Result result = null;
        for (int round = 0; round < 11; round++) {
            var components = new StringBuilder();
            for (int i = 0; i < 1000; i++) {
                // a third is new to everyone
                String name = i == 0 ? "victim" : i % 3 == 0 ? "new-%d-%d".formatted(round, i) : name(i + round);
                components.append(i == 0 ? "" : ",")
                        .append("{\"type\":\"library\",\"name\":\"%1$s\",\"version\":\"1.1.0\",\"purl\":\"pkg:npm/%1$s@1.1.0\"}"
                                .formatted(name));
            }
            String bill = "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,\"components\":[%s]}"
                    .formatted(components);
            var upload = new Upload(
                    bill.getBytes(StandardCharsets.UTF_8),
                    "p1",
                    "bench",
                    "1",
                    "sha256:%064x".formatted(round),
                    "image",
                    null,
                    null,
                    "bench");
            long start = System.nanoTime();
            result = ingest.take(new TenantId(2), upload);
            times.add(seconds(start) * 1000);
        }
        print("bill of 1,000 components to findings: first %.0f ms, median of ten more %.0f ms (%s)"
                .formatted(times.getFirst(), times.stream().skip(1).sorted().toList().get(5), result));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void print(String line) {
        System.out.println(line);
    }

    static {
        Locale.setDefault(Locale.ROOT);
    }
}
