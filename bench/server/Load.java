// SPDX-License-Identifier: Apache-2.0
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/// Loads an estate by `COPY`: two tenants with the same packages, environments and projects. The large one has ten times
/// the artifacts of the small one.
final class Load {

    static final int PACKAGES = 20_000;
    static final int VERSIONS = 5;
    /// Components of an artifact.
    static final int EACH = 500;

    static final long SMALL = 1;
    static final long LARGE = 2;
    /// In as many artifacts of either tenant, which all run.
    static final String RARE = "rare";
    /// In the first thousand of the large tenant, which all run, and in versions without the flaw in the next thousand.
    static final String WIDE = "wide";

    private static final Instant NOW = Instant.now();

    private final Connection connection;
    private final Random random = new Random(1);

    Load(Connection connection) {
        this.connection = connection;
    }

    static String name(int number) {
        return switch (number) {
            case 0 -> RARE;
            case 1 -> WIDE;
            default -> "lib-" + number;
        };
    }

    /// @param rare how many artifacts of either tenant have the rare package
    void run(int artifacts, int rare) throws SQLException {
        connection.setSchema("pomona");
        try (var statement = connection.createStatement()) {
            // the rows are right by the way they are made
            statement.execute("set session_replication_role = replica");
            statement.execute("insert into tenant (id, key, name, created_at) overriding system value"
                    + " values (1, 'small', 'small', now()), (2, 'large', 'large', now())");
            statement.execute("insert into judged_by values (1, 'none', now()), (2, 'none', now())");
            statement.execute("insert into environment (tenant_id, id, key, name, is_production, is_exposed)"
                    + " overriding system value values (1, 1, 'prod', 'prod', true, true), (2, 2, 'prod', 'prod', true, true)");
            statement.execute("insert into project (tenant_id, id, key, name, created_at) overriding system value"
                    + " select t, t * 1000000 + n, 'p' || n, 'p', now() from generate_series(1, 2) t, generate_series(1, 100) n");
        }
        for (long tenant : List.of(SMALL, LARGE)) packages(tenant);
        artifacts(SMALL, artifacts / 10, rare, 0);
        artifacts(LARGE, artifacts, rare, Math.min(1000, artifacts / 2));
        try (var statement = connection.createStatement()) {
            for (String table : List.of("package", "component", "artifact", "deployment", "project", "environment")) {
                statement.execute("select setval(pg_get_serial_sequence('%1$s', 'id'), 1000000000)".formatted(table));
            }
            statement.execute("set session_replication_role = origin");
            statement.execute("vacuum analyze");
        }
    }

    private void packages(long tenant) throws SQLException {
        long base = tenant * 1_000_000L;
        Copy.into(connection, "package (tenant_id, id, type, namespace, name)", lines -> {
            for (int p = 0; p < PACKAGES; p++) lines.accept("%d\t%d\tnpm\t\t%s".formatted(tenant, base + p, name(p)));
        });
        Copy.into(connection, "package_name (tenant_id, package_id, name)", lines -> {
            for (int p = 0; p < PACKAGES; p++) lines.accept("%d\t%d\tnpm/%s".formatted(tenant, base + p, name(p)));
        });
        Copy.into(connection, "component (tenant_id, id, package_id, version, purl, coordinates)", lines -> {
            for (int p = 0; p < PACKAGES; p++) {
                for (int v = 0; v < VERSIONS; v++) {
                    lines.accept("%1$d\t%2$d\t%3$d\t1.%4$d.0\tpkg:npm/%5$s@1.%4$d.0\tpkg:npm/%5$s"
                            .formatted(tenant, base + (long) p * VERSIONS + v, base + p, v, name(p)));
                }
            }
        });
    }

    private void artifacts(long tenant, int count, int rare, int wide) throws SQLException {
        long base = tenant * 1_000_000L;
        Copy.into(
                connection,
                "artifact (tenant_id, id, project_id, kind, name, digest, first_seen, last_seen, components, ecosystems,"
                        + " document_digest, rules_digest)",
                lines -> {
                    for (int a = 0; a < count; a++) {
                        lines.accept("%d\t%d\t%d\timage\ta%d\tsha256:%064x\t%s\t%s\t%d\t{npm}\tsha256:%064x\tnone"
                                .formatted(
                                        tenant, base + a, base + 1 + a % 100, a, base + a, NOW, NOW, EACH, base + a));
                    }
                });
        Copy.into(connection, "occurrence (tenant_id, artifact_id, component_id, scope, is_direct, manifest, line)", lines -> {
            for (int a = 0; a < count; a++) {
                int special = 0;
                if (a < rare) lines.accept(occurrence(tenant, base + a, component(base, 0, a % 3), special++));
                if (a < wide) lines.accept(occurrence(tenant, base + a, component(base, 1, a % 3), special++));
                else if (a < 2 * wide) lines.accept(occurrence(tenant, base + a, component(base, 1, 3), special++));
                int from = random.nextInt(PACKAGES - 2);
                for (int i = special; i < EACH; i++) {
                    // packages in a row from anywhere, one version of each
                    int p = 2 + (from + i * 37) % (PACKAGES - 2);
                    lines.accept(occurrence(tenant, base + a, component(base, p, random.nextInt(VERSIONS)), i));
                }
            }
        });
        Copy.into(
                connection,
                "deployment (tenant_id, id, artifact_id, environment_id, workload, since, source, reported_at, known_from)",
                lines -> {
                    for (int d = 0; d < 1000 && d < count; d++) {
                        lines.accept("%d\t%d\t%d\t%d\tw%d\t%s\tapi\t%s\t%s"
                                .formatted(tenant, base + d, base + d, tenant, d, NOW, NOW, NOW));
                    }
                });
    }

    private static long component(long base, int number, int minor) {
        return base + (long) number * VERSIONS + minor;
    }

    private static String occurrence(long tenant, long artifact, long component, int line) {
        return "%d\t%d\t%d\tRUNTIME\tt\tpackage-lock.json\t%d".formatted(tenant, artifact, component, 1 + line * 9);
    }
}
