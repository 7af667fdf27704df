// SPDX-License-Identifier: Apache-2.0
import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.server.estate.Who;
import dev.pomona.server.estate.WhoQuestion;
import dev.pomona.server.ingest.Ingest;
import dev.pomona.server.ingest.Upload;
import dev.pomona.server.judge.JudgeAll;
import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.web.Spooled;
import dev.pomona.store.delivery.AnswerTimeStore;
import dev.pomona.store.estate.When;
import dev.pomona.store.estate.WhoStore.Position;
import dev.pomona.store.postgres.BundledPostgres;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Migrations;
import dev.pomona.store.sql.TenantId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// Loads an estate into the bundled PostgreSQL and times what it must answer: see README.md.
public class Estate {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final TenantId LARGE = new TenantId(Load.LARGE);

    private final Database database;
    private final SnapshotStore store;
    private final Snapshots snapshots;
    private final World world;

    private Estate(Database database, SnapshotStore store, World world) {
        this.database = database;
        this.store = store;
        this.snapshots = new Snapshots(store);
        this.world = world;
    }

    /// @param arguments a folder, and how many artifacts the large tenant has (10000)
    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        int artifacts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
        Files.createDirectories(folder);
        try (var postgres = BundledPostgres.start(folder, new SecureRandom())) {
            Migrations.run(postgres.url(), postgres.user(), postgres.password());
            try (Database database = Database.open(postgres.url(), postgres.user(), postgres.password(), 8);
                    var connection =
                            DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password())) {
                long start = System.nanoTime();
                new Load(connection).run(artifacts, Math.min(100, artifacts / 10));
                try (var rows = connection
                        .createStatement()
                        .executeQuery("select (select count(*) from artifact where tenant_id = 2),"
                                + " (select count(*) from occurrence where tenant_id = 2),"
                                + " (select count(*) from deployment where tenant_id = 2)")) {
                    rows.next();
                    print("loaded %,d artifacts, %,d occurrences, %,d deployments (and a tenth of it) in %.0f s"
                            .formatted(rows.getLong(1), rows.getLong(2), rows.getLong(3), seconds(start)));
                }
                var estate = new Estate(
                        database, SnapshotStore.open(folder.resolve("cache")), new World(folder.resolve("world")));
                estate.begin();
                connection.createStatement().execute("vacuum analyze");
                estate.ask("before");
                estate.learn("GHSA-9999-9999-0001", new World.Flaw(Load.RARE, 3, true));
                estate.learn("GHSA-9999-9999-0002", new World.Flaw(Load.WIDE, 3, true));
                estate.ask("after");
                estate.upload();
            }
        }
    }

    /// Flaws of old in a tenth of the packages, and 20,000 that are nobody's.
    private void begin() throws Exception {
        for (int p = 0; p < Load.PACKAGES; p += 10) {
            if (p >= 2) world.learns("GHSA-1111-%04d-0000".formatted(p / 10), new World.Flaw(Load.name(p), 3, false));
        }
        for (int i = 0; i < 20_000; i++) {
            world.learns("GHSA-0000-%04d-%04d".formatted(i / 10_000, i % 10_000), new World.Flaw("nobody-" + i, 3, false));
        }
        world.pull(database, store);
        long start = System.nanoTime();
        for (JudgeAll.Moved one : judge()) {
            print("tenant %d judged from nothing: %,d versions, %,d findings, %,d verdicts"
                    .formatted(
                            one.tenant().value(), one.work().versions(), one.work().opened(), one.decisions()));
        }
        print("all judged from nothing in %.0f s".formatted(seconds(start)));
    }

    private List<JudgeAll.Moved> judge() throws InterruptedException {
        return new JudgeAll(database, snapshots, CLOCK, "bench", time -> Thread.sleep(time.toMillis())).run();
    }

    private void learn(String id, World.Flaw flaw) throws Exception {
        world.learns(id, flaw);
        Map<Long, Long> before = new HashMap<>();
        for (long tenant : List.of(Load.SMALL, Load.LARGE)) before.put(tenant, messages(tenant));
        long start = System.nanoTime();
        world.pull(database, store);
        print("%s about '%s': pulled beside %,d others in %.2f s"
                .formatted(id, flaw.name(), world.flaws().size() - 1, seconds(start)));
        start = System.nanoTime();
        List<JudgeAll.Moved> moved = judge();
        double all = seconds(start);
        for (JudgeAll.Moved one : moved) {
            var work = one.work();
            long tenant = one.tenant().value();
            print("  tenant %d: %d packages, %d versions, %d artifacts, %d findings opened, %d verdicts, %d changed"
                    .formatted(
                            tenant,
                            work.packages(),
                            work.versions(),
                            work.artifacts().size(),
                            work.opened(),
                            one.decisions(),
                            one.changes()));
            database.inTenant(one.tenant(), tx -> new AnswerTimeStore(tx).about(id)).ifPresent(answer -> print(
                    "  known to listed %d ms, known to decided %d ms (counts the pull's end and tenants before)"
                            .formatted(
                                    Duration.between(answer.knownAt(), answer.listedAt())
                                            .toMillis(),
                                    answer.toDecision().toMillis())));
            check(one.tenant(), id, flaw, messages(tenant) - before.get(tenant));
        }
        print("  advisory to decisions, both tenants: %.2f s".formatted(all));
    }

    private long messages(long tenant) {
        return database.inTenant(
                new TenantId(tenant), tx -> tx.one("select count(*) as n from outbox", row -> row.number("n")));
    }

    /// What is affected, found in another way: by reading every occurrence there is, without the inverse index, the
    /// matches or the findings.
    private void check(TenantId tenant, String id, World.Flaw flaw, long messages) {
        var expected = new TreeSet<String>();
        var listed = new TreeSet<String>();
        var refused = new TreeSet<String>();
        database.runInTenant(tenant, tx -> {
            tx.each("""
                    select a.digest, c.purl from occurrence o join component c on c.id = o.component_id
                    join artifact a on a.id = o.artifact_id where c.purl like ?
                    """, row -> {
                        String version = row.text("purl").substring(row.text("purl").lastIndexOf('@') + 1);
                        if (Integer.parseInt(version.split("\\.")[1]) < flaw.belowMinor()) expected.add(row.text("digest"));
                    }, "pkg:npm/" + flaw.name() + "@%");
            tx.each(
                    "select a.digest from finding f join artifact a on a.id = f.artifact_id"
                            + " where f.rule = ? and f.known_to is null",
                    row -> listed.add(row.text("digest")),
                    id);
            tx.each(
                    "select a.digest from decision d join artifact a on a.id = d.artifact_id"
                            + " where d.ended_at is null and d.verdict = 'VIOLATED' and d.decision like '%severe%'",
                    row -> refused.add(row.text("digest")));
        });
        print("  %d artifacts are affected by reading everything; listed: %s; refused by the gate: %d; new messages: %d"
                .formatted(
                        expected.size(),
                        listed.equals(expected) ? "the same" : "NOT THE SAME",
                        refused.stream().filter(expected::contains).count(),
                        messages));
    }

    private void ask(String when) {
        var who = new Who(database);
        for (String asked : List.of("pkg:npm/rare@<1.3.0", "pkg:npm/wide@<1.3.0", "pkg:npm/lib-7")) {
            WhoQuestion question = WhoQuestion.parse(asked);
            double[] times = new double[21];
            int answers = 0;
            for (int i = 0; i < times.length; i++) {
                long start = System.nanoTime();
                answers = who.ask(LARGE, question, new When.Now(), Position.START, 200)
                        .answers()
                        .size();
                times[i] = seconds(start) * 1000;
            }
            double first = times[0];
            Arrays.sort(times);
            print("who %s %s: %d answers on the first page, first %.0f ms, median %.0f ms, worst %.0f ms"
                    .formatted(asked, when, answers, first, times[10], times[20]));
        }
    }

    private void upload() {
        var ingest = new Ingest(database, snapshots, CLOCK, "bench");
        var times = new ArrayList<Double>();
        Ingest.Result result = null;
        for (int round = 0; round < 11; round++) {
            var components = new StringBuilder();
            for (int i = 0; i < 1000; i++) {
                // a third is new to everyone
                String name = i == 0 ? Load.RARE : i % 3 == 0 ? "new-%d-%d".formatted(round, i) : Load.name(i + round);
                components
                        .append(i == 0 ? "" : ",")
                        .append("{\"type\":\"library\",\"name\":\"%1$s\",\"version\":\"1.1.0\",\"purl\":\"pkg:npm/%1$s@1.1.0\"}"
                                .formatted(name));
            }
            String bill = "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,\"components\":[%s]}"
                    .formatted(components);
            var upload = new Upload(
                    Spooled.of(bill.getBytes(StandardCharsets.UTF_8)),
                    "p1",
                    "bench",
                    "1",
                    "sha256:%064x".formatted(round),
                    "image",
                    null,
                    null,
                    "bench");
            long start = System.nanoTime();
            result = ingest.take(LARGE, upload);
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
}
