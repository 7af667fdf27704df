// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.inventory;

import dev.pomona.store.sql.CopyRows;
import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Which components are in which artifact.
public final class InventoryStore {

    /// From this many components on, planning costs less than a plan for few of them.
    private static final int MANY = 2_000;

    private final Tx tx;

    public InventoryStore(Tx tx) {
        this.tx = tx;
    }

    /// A component version of the tenant.
    public record Known(long id, String purl) {}

    /// What the newest bill of materials changed.
    ///
    /// @param unknown how many components no artifact of the tenant had before: nobody has judged
    ///     them yet, see [#unknown]
    /// @param components how many the artifact has
    /// @param added how many components the artifact has and had not
    /// @param removed how many it had and has not
    public record Change(int unknown, int components, int added, int removed) {}

    /// Takes a whole bill of materials in, for [#replace] in the same transaction. Nobody waits for
    /// this, however long it is.
    ///
    /// @param occurrences gives them away one by one
    public void stage(Consumer<Consumer<Occurrence>> occurrences) {
        tx.scratch("incoming", """
                type text, namespace text, name text, version text, purl text, coordinates text, scope text,
                is_direct boolean, manifest text, line int, requirement text, licenses text, names text""");
        long staged = tx.copy("incoming", rows -> occurrences.accept(occurrence -> row(occurrence, rows)));
        if (staged > MANY) {
            tx.update("analyze incoming");
            tx.expectManyRows();
        }
    }

    private static void row(Occurrence occurrence, CopyRows rows) {
        var purl = occurrence.purl();
        rows.row(
                purl.type(),
                Objects.requireNonNullElse(purl.namespace(), ""),
                purl.name(),
                purl.version(),
                purl.toString(),
                purl.withVersion(null).toString(),
                occurrence.scope(),
                occurrence.isDirect(),
                occurrence.manifest(),
                occurrence.line(),
                occurrence.requirement(),
                occurrence.licenses().isEmpty() ? null : String.join("\n", occurrence.licenses()),
                String.join("\n", occurrence.names()));
    }

    /// Takes what was staged for what is in the artifact now. The artifact's row is locked by the
    /// transaction that saw it. Of the occurrences of one purl the first counts, and it is direct when
    /// any of them is.
    public Change replace(long artifact) {
        int unknown = addUnknown();
        int removed = tx.update("""
                delete from occurrence o using component c
                where o.artifact_id = ? and c.id = o.component_id
                  and not exists (select from incoming i where i.purl = c.purl)
                """, artifact);
        int added = tx.one("""
                with written as (
                    insert into occurrence as o
                        (tenant_id, artifact_id, component_id, scope, is_direct, manifest, line, requirement, licenses)
                    select distinct on (c.id) current_tenant(), ?, c.id, i.scope,
                        bool_or(i.is_direct) over (partition by c.id), i.manifest, i.line, i.requirement,
                        string_to_array(i.licenses, E'\\n')
                    from incoming i
                    join component c on c.tenant_id = current_tenant() and c.purl = i.purl
                    order by c.id, i.manifest collate "C", i.line
                    on conflict (artifact_id, component_id) do update set
                        scope = excluded.scope, is_direct = excluded.is_direct, manifest = excluded.manifest,
                        line = excluded.line, requirement = excluded.requirement, licenses = excluded.licenses
                    returning xmax = 0 as is_new)
                select count(*) filter (where is_new) as added from written
                """, row -> row.integer("added"), artifact);
        int components = tx.one("""
                update artifact set components = (select count(*) from occurrence where artifact_id = ?) where id = ?
                returning components
                """, row -> row.integer("components"), artifact, artifact);
        return new Change(unknown, components, added, removed);
    }

    /// Makes rows of what no artifact of the tenant had before; most of a bill of materials is known.
    private int addUnknown() {
        tx.scratch("newcomer", """
                type text, namespace text, name text, version text, purl text, coordinates text, names text""");
        int newcomers = tx.update("""
                insert into newcomer
                select type, namespace, name, version, purl, coordinates, names from incoming i
                where not exists (select from component c where c.tenant_id = current_tenant() and c.purl = i.purl)
                """);
        tx.scratch("unknown_component", "id bigint, purl text");
        if (newcomers == 0) return 0;
        // In one order, so that two uploads with the same new packages wait for each other instead of for ever.
        tx.update("""
                insert into package (tenant_id, type, namespace, name)
                select distinct current_tenant(), type, namespace, name from newcomer i
                where not exists (select from package p
                    where p.tenant_id = current_tenant() and p.type = i.type and p.namespace = i.namespace
                      and p.name = i.name)
                order by type, namespace, name
                on conflict (tenant_id, type, namespace, name) do nothing
                """);
        tx.update("""
                insert into package_name (tenant_id, package_id, name)
                select distinct current_tenant(), p.id, n.name
                from newcomer i
                join package p on p.tenant_id = current_tenant() and p.type = i.type and p.namespace = i.namespace
                    and p.name = i.name
                cross join lateral string_to_table(nullif(i.names, ''), E'\\n') as n (name)
                where not exists (select from package_name k where k.package_id = p.id and k.name = n.name)
                order by p.id, n.name
                on conflict (package_id, name) do nothing
                """);
        return tx.update("""
                with made as (
                    insert into component (tenant_id, package_id, version, purl, coordinates)
                    select distinct current_tenant(), p.id, i.version, i.purl, i.coordinates
                    from newcomer i
                    join package p on p.tenant_id = current_tenant() and p.type = i.type and p.namespace = i.namespace
                        and p.name = i.name
                    order by i.purl
                    on conflict (tenant_id, purl) do nothing
                    returning id, purl)
                insert into unknown_component select id, purl from made
                """);
    }

    /// Components that [#replace] met for the first time, by id and behind one; for the same
    /// transaction.
    public List<Known> unknown(long after, int most) {
        return tx.all(
                "select id, purl from unknown_component where id > ? order by id limit ?",
                InventoryStore::known,
                after,
                most);
    }

    /// The component versions of which advisories may speak under one of these names,
    /// `ecosystem/name` each.
    public List<Known> namedIn(Collection<String> names) {
        return tx.all("""
                select distinct c.id, c.purl
                from unnest(?::text[]) as k (name)
                join package_name n on n.tenant_id = current_tenant() and n.name = k.name
                join component c on c.package_id = n.package_id
                order by c.id
                """, InventoryStore::known, names);
    }

    /// The component versions for which one of these vulnerabilities holds.
    public List<Known> having(Collection<String> vulnerabilities) {
        return tx.all("""
                select distinct c.id, c.purl
                from component_match m join component c on c.id = m.component_id
                where m.tenant_id = current_tenant() and m.vulnerability = any (?)
                order by c.id
                """, InventoryStore::known, vulnerabilities);
    }

    /// A component as an artifact has it.
    public record Held(
            String purl,
            String scope,
            boolean isDirect,
            String manifest,
            @Nullable Integer line,
            @Nullable String requirement,
            List<String> licenses) {}

    /// Everything in an artifact, by manifest and purl.
    public List<Held> of(long artifact) {
        return tx.all(
                """
                select c.purl, o.scope, o.is_direct, o.manifest, o.line, o.requirement, o.licenses
                from occurrence o join component c on c.id = o.component_id
                where o.artifact_id = ? order by o.manifest, c.purl
                """,
                row -> new Held(
                        row.text("purl"),
                        row.text("scope"),
                        row.flag("is_direct"),
                        row.text("manifest"),
                        row.optionalInteger("line"),
                        row.optionalText("requirement"),
                        row.texts("licenses")),
                artifact);
    }

    /// All component versions of the tenant with an id above one, in order; for work that goes
    /// through all of them.
    public List<Known> after(long id, int most) {
        return tx.all(
                "select id, purl from component where id > ? order by id limit ?", InventoryStore::known, id, most);
    }

    private static Known known(Row row) {
        return new Known(row.number("id"), row.text("purl"));
    }
}
