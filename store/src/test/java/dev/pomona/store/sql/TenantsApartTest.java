// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

import static dev.pomona.store.sql.RowsOfTenants.ROWS;
import static dev.pomona.store.sql.RowsOfTenants.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tries to cross from one tenant to another in every table there is. The tables come from the
/// catalogue, so a new one without a row here, or without protection, fails.
class TenantsApartTest {

    /// Tables whose rows are everyone's.
    private static final List<String> PUBLIC = List.of(
            "advisory_change",
            "advisory_file",
            "advisory_part",
            "current_snapshot",
            "installation",
            "migration",
            "removed_tenant",
            "signing_key",
            "snapshot",
            "snapshot_file",
            "source_behind");

    private static final long A = 1;
    private static final long B = 2;

    private static String url;
    private static Database database;

    @BeforeAll
    static void fill() throws SQLException {
        url = TestDatabase.freshUrl();
        var server = TestDatabase.server();
        Migrations.run(url, server.user(), server.password());
        database = Database.open(url, server.user(), server.password(), 2);
        for (long tenant : new long[] {A, B}) {
            for (String statement : RowsOfTenants.fill(tenant)) execute(statement);
        }
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Connection connect() throws SQLException {
        var server = TestDatabase.server();
        Connection connection = DriverManager.getConnection(url, server.user(), server.password());
        connection.setSchema("pomona");
        return connection;
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> query(String sql) throws SQLException {
        var all = new ArrayList<String>();
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) all.add(rows.getString(1));
        }
        return all;
    }

    private static List<String> tables() throws SQLException {
        return query(
                "select relname from pg_class where relnamespace = 'pomona'::regnamespace and relkind in ('r', 'p')"
                        + " order by 1");
    }

    private static long rowsOf(String table, long tenant) throws SQLException {
        return Long.parseLong(query("select count(*) from %s where tenant_id = %d".formatted(table, tenant))
                .getFirst());
    }

    @Test
    void everyTableIsTriedAndProtected() throws SQLException {
        var known = new TreeSet<>(ROWS.keySet());
        known.addAll(PUBLIC);
        known.add("tenant");
        assertThat(tables()).containsExactlyElementsOf(known);
        assertThat(unprotected()).containsExactlyElementsOf(PUBLIC);
        // a view or a function of its owner would go past all of it
        assertThat(
                        query(
                                "select relname from pg_class where relnamespace = 'pomona'::regnamespace and relkind in ('v', 'm')"))
                .isEmpty();
        assertThat(query("select proname from pg_proc where pronamespace = 'pomona'::regnamespace and prosecdef"))
                .isEmpty();
    }

    /// Tables that a tenant could read or write across tenants, by what the catalogue says of them.
    private static List<String> unprotected() throws SQLException {
        return query("""
                select c.relname from pg_class c
                where c.relnamespace = 'pomona'::regnamespace and c.relkind in ('r', 'p') and (
                    not (c.relrowsecurity and c.relforcerowsecurity)
                    or exists (select from pg_policy p
                        where p.polrelid = c.oid and p.polpermissive
                          and (p.polroles = '{0}' or 'pomona_tenant'::regrole = any (p.polroles))
                          and (coalesce(pg_get_expr(p.polqual, p.polrelid), OWN) not in (OWN, OWN_TENANT)
                            or coalesce(pg_get_expr(p.polwithcheck, p.polrelid), OWN) not in (OWN, OWN_TENANT))))
                order by 1
                """.replace("OWN_TENANT", "'(id = ( SELECT current_tenant() AS current_tenant))'")
                .replace("OWN", "'(tenant_id = ( SELECT current_tenant() AS current_tenant))'"));
    }

    @Test
    void aNewTableWithoutProtectionIsFound() throws SQLException {
        String own = "create policy own_rows on leak to pomona_tenant using (tenant_id = (select current_tenant()))";
        for (String mistake : List.of(
                "",
                "alter table leak enable row level security; " + own,
                "alter table leak enable row level security; alter table leak force row level security;"
                        + " create policy all_rows on leak using (true)",
                "alter table leak enable row level security; alter table leak force row level security; " + own
                        + "; create policy more on leak to pomona_tenant using (tenant_id > 0)",
                "alter table leak enable row level security; alter table leak force row level security;"
                        + " create policy own_rows on leak to pomona_tenant using (tenant_id = (select current_tenant()))"
                        + " with check (true)")) {
            execute("create table leak (tenant_id bigint not null); " + mistake);
            try {
                assertThat(unprotected()).as(mistake).contains("leak");
                assertThat(tables()).contains("leak");
            } finally {
                execute("drop table leak");
            }
        }
        execute("create table leak (tenant_id bigint not null); alter table leak enable row level security;"
                + " alter table leak force row level security; " + own);
        assertThat(unprotected()).doesNotContain("leak");
        execute("drop table leak");
    }

    @Test
    void aTenantSeesItsOwnRowsAndNoOthers() {
        for (String table : ROWS.keySet()) {
            assertThat(database.<List<Long>>inTenant(
                            new TenantId(A),
                            tx -> tx.all("select distinct tenant_id from " + table, row -> row.number("tenant_id"))))
                    .as(table)
                    .containsExactly(A);
        }
        assertThat(database.<List<Long>>inTenant(
                        new TenantId(A), tx -> tx.all("select id from tenant", row -> row.number("id"))))
                .containsExactly(A);
    }

    @Test
    void aTenantWritesNoOthersRows() throws SQLException {
        for (String table : ROWS.keySet()) {
            long before = rowsOf(table, B);
            refused(table, insert(table, B, B * 100, 901));
            refused(table, "update %s set tenant_id = %d".formatted(table, B));
            without(table, "update %s set tenant_id = tenant_id where tenant_id = %d".formatted(table, B));
            without(table, "delete from %s where tenant_id = %d".formatted(table, B));
            assertThat(rowsOf(table, B)).as(table).isEqualTo(before);
        }
    }

    @Test
    void aTenantPointsAtNoOthersRows() throws SQLException {
        for (String table : ROWS.keySet()) {
            if (!ROWS.get(table).contains("{b}")) continue;
            refused(table, insert(table, A, B * 100 + 50, 902));
        }
        // every key into a table with tenants has the tenant in it
        assertThat(query("""
                select c.conrelid::regclass || '.' || c.conname from pg_constraint c
                join pg_attribute target on target.attrelid = c.confrelid and target.attname = 'tenant_id'
                where c.contype = 'f' and c.connamespace = 'pomona'::regnamespace and not exists (
                    select from unnest(c.conkey, c.confkey) as k (own, other)
                    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.own and a.attname = 'tenant_id'
                    where k.other = target.attnum)
                """)).isEmpty();
    }

    /// What each purpose that is not for one tenant really reads and writes, of rows of two tenants. Golden,
    /// since each line is a decision.
    @Test
    void eachPurposeCrossesWhereItMustAndNowhereElse() throws SQLException, IOException {
        var lines = new StringBuilder();
        try (var connection = connect()) {
            connection.setAutoCommit(false);
            for (Purpose purpose : Purpose.values()) {
                if (purpose == Purpose.TENANT) continue;
                for (String table : ROWS.keySet()) {
                    var can = new ArrayList<String>();
                    for (String[] attempt : new String[][] {
                        {"read", "select count(distinct tenant_id) from " + table},
                        {"insert", insert(table, B, B * 100 + 50, 903)},
                        {"update", "update %s set tenant_id = tenant_id".formatted(table)},
                        {"delete", "delete from " + table},
                        {"truncate", "truncate %s cascade".formatted(table)}
                    }) {
                        if (reaches(connection, purpose, attempt[1])) can.add(attempt[0]);
                    }
                    if (!can.isEmpty())
                        lines.append("%s %s: %s\n".formatted(purpose.role(), table, String.join(" ", can)));
                }
            }
        }
        golden("crossings.txt", lines.toString());
    }

    /// Tries a statement and takes it back.
    ///
    /// @return whether it reached a row
    private static boolean reaches(Connection connection, Purpose purpose, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set local role " + purpose.role());
            if (!statement.execute(sql)) return sql.startsWith("truncate") || statement.getUpdateCount() > 0;
            try (var rows = statement.getResultSet()) {
                rows.next();
                return rows.getLong(1) > 0;
            }
        } catch (SQLException e) {
            // no privilege; or a row that others point at, or that is there already: reached
            return switch (e.getSQLState()) {
                case "42501" -> false;
                case "23503", "23505" -> true;
                default -> throw e;
            };
        } finally {
            connection.rollback();
        }
    }

    private static void golden(String name, String text) throws IOException {
        Path golden = Path.of("src/test/resources/golden").resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    @Test
    void eachPurposeCanDoWhatItIsForAndNothingElse() throws SQLException, IOException {
        var lines = new StringBuilder();
        for (Purpose purpose : Purpose.values()) {
            for (String table : tables()) {
                String rights = query("""
                        select string_agg(distinct r, ' ' order by r) from (
                            select lower(privilege_type) as r from information_schema.role_table_grants
                            where table_schema = 'pomona' and grantee = '%1$s' and table_name = '%2$s'
                            union all
                            select lower(c.privilege_type) || '(' || c.column_name || ')'
                            from information_schema.column_privileges c
                            where c.table_schema = 'pomona' and c.grantee = '%1$s' and c.table_name = '%2$s'
                              and not exists (select from information_schema.role_table_grants g
                                  where g.table_schema = 'pomona' and g.grantee = c.grantee and g.table_name = c.table_name
                                    and g.privilege_type = c.privilege_type)) x
                        """.formatted(purpose.role(), table)).getFirst();
                if (rights != null) {
                    lines.append("%s %s: %s\n".formatted(purpose.role(), table, rights));
                }
            }
        }
        golden("purposes.txt", lines.toString());
    }

    private static void refused(String table, String sql) {
        assertThatThrownBy(() -> database.runInTenant(new TenantId(A), tx -> tx.update(sql)))
                .as("%s: %s", table, sql)
                .isInstanceOf(StoreException.class)
                // no privilege, or no such row to point at
                .hasMessageMatching(".*\\((42501|23503)\\)");
    }

    /// Changes nothing, or is not allowed at all.
    private static void without(String table, String sql) {
        try {
            assertThat(database.<Integer>inTenant(new TenantId(A), tx -> tx.update(sql)))
                    .as("%s: %s", table, sql)
                    .isZero();
        } catch (StoreException e) {
            assertThat(e).as("%s: %s", table, sql).hasMessageContaining("42501");
        }
    }
}
