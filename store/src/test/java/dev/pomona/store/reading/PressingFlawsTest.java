// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.reading.PressingFlaws.Flaw;
import dev.pomona.store.reading.PressingFlaws.Of;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PressingFlawsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Database database = TestDatabase.fresh();
    private final TenantId tenant = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("acme", "Acme", NOW));

    /// Five projects with an artifact each. All have `wide`, one has `narrow` and a secret.
    @BeforeEach
    void fill() {
        execute("""
                insert into project (tenant_id, key, name, created_at)
                select current_tenant(), 'p' || i, 'P', now() from generate_series(1, 5) i""");
        execute("""
                insert into artifact (tenant_id, project_id, kind, name, digest, first_seen, last_seen)
                select current_tenant(), id, 'image', key, key, now(), now() from project""");
        execute("insert into package (tenant_id, type, name) values (current_tenant(), 'npm', 'left-pad')");
        execute("""
                insert into component (tenant_id, package_id, purl, coordinates)
                select current_tenant(), id, 'pkg:npm/left-pad@' || v, 'pkg:npm/left-pad'
                from package, unnest(array['1.0.0', '1.1.0']) as v""");
        execute("""
                insert into finding (tenant_id, artifact_id, project_id, component_id, kind, rule, fingerprint, severity, epss,
                    is_exploited, title, fixed, valid_from, known_from, due_at, priority)
                select current_tenant(), a.id, a.project_id, case when a.id % 2 = 1 then c.least else c.most end,
                    'VULNERABILITY', 'wide', fingerprint('wide'), 5, 0.5, true, 'bad', '2.0.0', now(),
                    timestamptz '2026-02-01' + a.id * interval '1 day', timestamptz '2026-03-01' + a.id * interval '1 day',
                    900 - a.id
                from artifact a, (select min(id) as least, max(id) as most from component) c""");
        execute("""
                insert into finding (tenant_id, artifact_id, project_id, kind, rule, fingerprint, severity, title, valid_from,
                    known_from, priority)
                select current_tenant(), min(a.id), min(a.project_id), v.kind, v.rule, fingerprint(v.rule), 3, 'less bad', now(),
                    timestamptz '2026-02-20', v.priority
                from artifact a, (values ('VULNERABILITY', 'narrow', 300), ('SECRET', 'token', 200)) as v (kind, rule, priority)
                group by v.kind, v.rule, v.priority""");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void execute(String sql) {
        database.runInTenant(tenant, tx -> tx.update(sql));
    }

    private List<Flaw> worst(Of of, int most) {
        return database.inTenant(tenant, tx -> new PressingFlaws(tx).worst(of, most));
    }

    @Test
    void aFlawOfManyArtifactsIsThereOnce() {
        List<Flaw> flaws = worst(Of.ALL, 10);
        assertThat(flaws).extracting(Flaw::rule).containsExactly("wide", "narrow", "token");
        Flaw wide = flaws.getFirst();
        assertThat(wide.open()).isEqualTo(new Count(5, false));
        assertThat(wide.priority()).isEqualTo(899);
        assertThat(wide.epss()).isEqualTo(0.5);
        assertThat(wide.isExploited()).isTrue();
        assertThat(wide.components()).containsExactly("pkg:npm/left-pad@1.0.0", "pkg:npm/left-pad@1.1.0");
        assertThat(wide.fixed()).containsExactly("2.0.0");
        assertThat(wide.projects()).containsExactly("p1", "p2", "p3");
        assertThat(wide.hasMoreProjects()).isTrue();
        assertThat(wide.knownFrom()).isEqualTo("2026-02-02T00:00:00Z");
        assertThat(wide.dueAt()).isEqualTo("2026-03-02T00:00:00Z");
        Flaw narrow = flaws.get(1);
        assertThat(narrow.open()).isEqualTo(new Count(1, false));
        assertThat(narrow.projects()).containsExactly("p1");
        assertThat(narrow.hasMoreProjects()).isFalse();
        assertThat(narrow.dueAt()).isNull();
        assertThat(flaws.get(2).kind()).isEqualTo("SECRET");
        assertThat(flaws.get(2).components()).isEmpty();
        assertThat(worst(Of.ALL, 1)).extracting(Flaw::rule).containsExactly("wide");
    }

    @Test
    void someAreAskedForAlone() {
        execute("update finding set is_exploited = false where rule = 'wide' and priority < 899");
        assertThat(worst(Of.EXPLOITED, 10)).singleElement().satisfies(flaw -> {
            assertThat(flaw.rule()).isEqualTo("wide");
            assertThat(flaw.projects()).containsExactly("p1");
            assertThat(flaw.open().value()).as("whichever were looked at").isEqualTo(5);
        });
        assertThat(worst(Of.FIXABLE, 10)).extracting(Flaw::rule).containsExactly("wide");
    }

    @Test
    void whatIsDecidedPressesNobody() {
        execute("update finding set state = 'NOT_AFFECTED' where rule = 'wide' and priority > 895");
        execute("update finding set state = 'ACCEPTED' where rule = 'narrow'");
        List<Flaw> flaws = worst(Of.ALL, 10);
        assertThat(flaws).extracting(Flaw::rule).containsExactly("wide", "token");
        assertThat(flaws.getFirst().projects()).containsExactly("p5");
        assertThat(flaws.getFirst().open().value()).isEqualTo(1);
        execute("update finding set known_to = now() where rule = 'wide'");
        assertThat(worst(Of.ALL, 10)).extracting(Flaw::rule).containsExactly("token");
    }
}
