// SPDX-License-Identifier: Apache-2.0
import dev.pomona.store.postgres.BundledPostgres;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Migrations;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.reading.FindingFilter;
import dev.pomona.store.reading.FindingList;
import dev.pomona.store.reading.FindingSort;
import dev.pomona.store.reading.Mark;
import dev.pomona.store.reading.Overview;
import dev.pomona.store.reading.Page;
import dev.pomona.store.reading.FindingRow;
import dev.pomona.store.reading.Tallies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Makes ten million open findings in the bundled PostgreSQL and times the lists of findings, with every sort and
/// filter, the first page and pages behind it: see README.md.
public class Findings {

    private static final TenantId TENANT = new TenantId(1);
    private static final int PAGES = 5;

    private final Database database;
    private final Random random = new Random(1);
    private double worst;

    private Findings(Database database) {
        this.database = database;
    }

    /// @param arguments a folder, and how many findings (10000000)
    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        int findings = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000_000;
        boolean isMade = Files.exists(folder.resolve("database"));
        Files.createDirectories(folder);
        try (var postgres = BundledPostgres.start(folder, new SecureRandom())) {
            Migrations.run(postgres.url(), postgres.user(), postgres.password());
            try (var connection =
                    DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password())) {
                long start = System.nanoTime();
                if (!isMade) make(connection, findings);
                print((isMade ? "found what was made before in %2$.0f s" : "made %1$,d findings in %2$.0f s")
                        .formatted(findings, seconds(start)));
            }
            try (Database database = Database.open(postgres.url(), postgres.user(), postgres.password(), 4)) {
                new Findings(database).ask();
            }
        }
    }

    /// 10,000 artifacts of 200 projects, 20,000 components, 5,000 rules; a tenth of the artifacts runs.
    private static void make(Connection connection, int findings) throws SQLException {
        connection.setSchema("pomona");
        try (Statement statement = connection.createStatement()) {
            var indexes = new ArrayList<String>();
            try (var rows = statement.executeQuery("select indexname, indexdef from pg_indexes where tablename = 'finding'"
                    + " and indexdef not like '%UNIQUE%'")) {
                while (rows.next()) indexes.add(rows.getString(1) + "\n" + rows.getString(2));
            }
            // loaded first and indexed then, in a third of the time; what comes out is the same
            for (String index : indexes) statement.execute("drop index " + index.split("\n", 2)[0]);
            statement.execute("set session_replication_role = replica; set maintenance_work_mem = '1GB'");
            statement.execute("""
                    insert into tenant (key, name, created_at) values ('main', 'Main', now());
                    insert into environment (tenant_id, key, name, is_production, is_exposed)
                    values (1, 'prod', 'prod', true, true), (1, 'test', 'test', false, false);
                    insert into project (tenant_id, key, name, created_at)
                    select 1, 'p' || n, 'p' || n, now() from generate_series(1, 200) n;
                    insert into artifact (tenant_id, project_id, kind, name, digest, first_seen, last_seen)
                    select 1, 1 + n % 200, 'image', 'a' || n, 'sha256:' || lpad(to_hex(n), 64, '0'), now(), now()
                    from generate_series(1, 10000) n;
                    insert into deployment (tenant_id, artifact_id, environment_id, workload, since, source, reported_at,
                        known_from)
                    select 1, n * 10, 1 + n % 2, 'w' || n, now(), 'api', now(), now() from generate_series(1, 1000) n;
                    insert into package (tenant_id, type, name) select 1, 'npm', 'lib-' || n from generate_series(1, 20000) n;
                    insert into component (tenant_id, package_id, version, purl, coordinates)
                    select 1, n, '1.0.0', 'pkg:npm/lib-' || n || '@1.0.0', 'pkg:npm/lib-' || n from generate_series(1, 20000) n;
                    """);
            statement.execute("""
                    insert into finding (tenant_id, artifact_id, project_id, component_id, kind, rule, fingerprint, severity,
                        score, epss, is_exploited, title, location, fixed, valid_from, known_from, state, assignee,
                        priority, priority_reasons, due_at)
                    select 1, a, 1 + a %% 200, case when k %% 20 > 0 then c end,
                        case when k %% 20 > 0 then 'VULNERABILITY' else 'SECRET' end,
                        case when k %% 20 > 0 then 'CVE-2026-' || c %% 5000 else 'generic-secret-' || k %% 100 end,
                        decode(md5(a || '/' || k), 'hex'), s, s * 2.0, e, x, 'a flaw of the component ' || c,
                        'package-lock.json:' || k, case when c %% 3 > 0 then '2.0.0' end,
                        now() - r * interval '400 days', now() - r * interval '365 days',
                        case when k %% 50 = 1 then 'CONFIRMED' when k %% 50 = 2 then 'ACCEPTED' when k %% 500 = 3 then 'FALSE_ALARM'
                             else 'OPEN' end,
                        case when k %% 200 = 4 then 'person' || c %% 100 end,
                        least(1000, s * 80 + case when x then 250 else 0 end + (e * 150)::int + (r * 40)::int),
                        array['severity', 'likely to be used', 'known for long'],
                        case when s >= 3 then now() + (r - 0.5) * interval '200 days' end
                    from (select a, k, c, (hashint4(c) & 7) %% 6 as s, random() as r, random() * random() as e,
                              hashint4(c) %% 97 = 0 as x
                          from (select 1 + n %% 10000 as a, n / 10000 as k,
                                    1 + abs(hashint8(n)) %% 20000 as c from generate_series(0, %d) n) n) f
                    """.formatted(findings - 1));
            statement.execute("""
                    insert into decision (tenant_id, artifact_id, environment_id, verdict, decision, circumstances,
                        input_digest, snapshot_id, rules_digest, engine, as_of)
                    select 1, artifact_id, environment_id, 'VIOLATED', '{}', '{}', 'i', 's', 'r', 'e', now() from deployment
                    """);
            for (String index : indexes) statement.execute(index.split("\n", 2)[1]);
            statement.execute("set session_replication_role = origin");
            statement.execute("vacuum analyze");
        }
    }

    private void ask() {
        List<List<FindingFilter>> asked = new ArrayList<>(List.of(List.of()));
        var each = List.of(
                new FindingFilter.Artifact("sha256:" + "%064x".formatted(4711)),
                new FindingFilter.Component("pkg:npm/lib-17@1.0.0"),
                new FindingFilter.Rule("CVE-2026-42"),
                new FindingFilter.Project("p7"),
                new FindingFilter.Environment("prod"),
                new FindingFilter.Environment("nowhere"),
                new FindingFilter.Assignee("person7"),
                new FindingFilter.State("CONFIRMED"),
                new FindingFilter.State("FALSE_ALARM"),
                new FindingFilter.State("RESOLVED"),
                new FindingFilter.Kind("SECRET"),
                new FindingFilter.Kind("NONE"),
                new FindingFilter.Severity(5),
                new FindingFilter.Severity(0),
                new FindingFilter.Severity(4, 5),
                new FindingFilter.Exploited(),
                new FindingFilter.Fixable(),
                new FindingFilter.Late(Instant.now()));
        for (FindingFilter filter : each) asked.add(List.of(filter));
        for (FindingFilter one : each) {
            for (FindingFilter other : each) {
                if (each.indexOf(one) < each.indexOf(other)) asked.add(List.of(one, other));
            }
        }
        for (int i = 0; i < 100; i++) {
            asked.add(List.of(
                    each.get(random.nextInt(each.size())),
                    each.get(random.nextInt(each.size())),
                    each.get(random.nextInt(each.size()))));
        }
        print("%d combinations of filters, each with %d sorts and %d pages".formatted(
                asked.size(), FindingSort.values().length, PAGES));
        var all = new ArrayList<Double>();
        for (List<FindingFilter> filters : asked) {
            for (FindingSort sort : FindingSort.values()) all.addAll(pages(filters, sort));
        }
        double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        print("%,d pages: median %.1f ms, 99 of 100 below %.0f ms, worst %.0f ms, above 200 ms: %d".formatted(
                sorted.length,
                sorted[sorted.length / 2],
                sorted[sorted.length * 99 / 100],
                sorted[sorted.length - 1],
                Arrays.stream(sorted).filter(time -> time > 200).count()));
        time("counts of the portfolio", () -> database.runInTenant(TENANT, tx -> {
            var overview = new Overview(tx);
            overview.severities();
            overview.exploited();
            overview.late(Instant.now());
            overview.untriaged();
            overview.environments();
        }));
        time("mark", () -> database.runInTenant(TENANT, tx -> Mark.now(tx)));
        time("tallies, which a job counts", () -> database.runInTenant(TENANT, tx -> new Tallies(tx).count(Instant.now())));
    }

    private List<Double> pages(List<FindingFilter> filters, FindingSort sort) {
        var times = new ArrayList<Double>();
        String after = null;
        for (int page = 0; page < PAGES; page++) {
            String place = after;
            long start = System.nanoTime();
            Page<FindingRow> rows =
                    database.inTenant(TENANT, tx -> new FindingList(tx).page(filters, sort, place, 50));
            double millis = seconds(start) * 1000;
            times.add(millis);
            if (millis > worst || millis > 200) {
                worst = Math.max(worst, millis);
                print("  %.0f ms: page %d of %s by %s, %d rows"
                        .formatted(millis, page + 1, filters, sort, rows.items().size()));
            }
            after = rows.next();
            if (after == null) break;
        }
        return times;
    }

    private static void time(String what, Runnable work) {
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            work.run();
            print("%s: %.0f ms".formatted(what, seconds(start) * 1000));
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
