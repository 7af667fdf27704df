// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The end of organisations. For [dev.pomona.store.sql.Purpose#REMOVAL], which reaches rows of those alone that have
/// ended.
public final class RemovalStore {

    /// Rows of a kind, and how they are found without passing by those of others, nor again and again by those that are
    /// gone.
    ///
    /// @param parent the table of the rows they belong to, by which alone they are found; `null` when their tenant
    ///     finds them
    /// @param number what numbers them, or the rows of their parent that they belong to; `null` when nothing does
    public record Kind(
            String table, @Nullable String parent, @Nullable String number) {

        private String some() {
            if (parent != null) {
                return """
                        select x.ctid, p.id as place from %2$s p
                        join %1$s x on x.tenant_id = p.tenant_id and x.%3$s = p.id
                        where p.tenant_id = ending_tenant() and p.id >= ? order by p.id limit ?
                        """.formatted(table, parent, number);
            }
            if (number != null) {
                return """
                        select ctid, %2$s as place from %1$s
                        where tenant_id = ending_tenant() and %2$s >= ? order by %2$s limit ?
                        """.formatted(table, number);
            }
            return "select ctid, ?::bigint as place from %s where tenant_id = ending_tenant() limit ?".formatted(table);
        }
    }

    private static Kind numbered(String table, String number) {
        return new Kind(table, null, number);
    }

    private static Kind of(String parent, String table, String number) {
        return new Kind(table, parent, number);
    }

    private static Kind few(String table) {
        return new Kind(table, null, null);
    }

    /// What an organisation may have rows of; whatever points at others stands before them, since what is pointed at
    /// can't go. A test holds the list to the tables that there are.
    public static final List<Kind> KINDS = List.of(
            // nobody is let in, and nobody is told
            few("session"),
            few("setup_link"),
            numbered("api_token", "id"),
            few("issuer"),
            numbered("delivery", "outbox_id"),
            numbered("outbox", "id"),
            few("outbox_removed"),
            numbered("webhook", "id"),
            // verdicts, and what was found
            numbered("decision", "id"),
            of("environment", "required_check", "environment_id"),
            of("artifact", "check_result", "artifact_id"),
            numbered("policy_version", "id"),
            of("finding", "finding_event", "finding_id"),
            numbered("finding", "id"),
            numbered("acceptance", "id"),
            few("service_level"),
            of("component", "component_match", "component_id"),
            numbered("vex_statement", "id"),
            numbered("document", "id"),
            // what there is; names before all that has one, whose end would take them along
            few("name_part"),
            of("watched_repository", "watched_tag", "repository_id"),
            numbered("watched_repository", "id"),
            numbered("registry", "id"),
            numbered("deployment", "id"),
            of("environment", "deployment_end", "environment_id"),
            numbered("host_instance", "id"),
            of("host", "host_report", "host_id"),
            of("environment", "freshness_day", "environment_id"),
            few("golden_image"),
            few("tally_day"),
            of("environment", "tally_environment", "environment_id"),
            of("project", "tally_project", "project_id"),
            numbered("host", "id"),
            numbered("cluster", "id"),
            numbered("cloud_account", "id"),
            of("artifact", "occurrence", "artifact_id"),
            numbered("component", "id"),
            of("package", "package_name", "package_id"),
            numbered("package", "id"),
            numbered("artifact", "id"),
            numbered("environment", "id"),
            of("project", "ownership", "project_id"),
            numbered("project", "id"),
            of("team", "team_member", "team_id"),
            numbered("team", "id"),
            numbered("person", "id"),
            // what was done
            few("idempotent_request"),
            few("judged_by"),
            few("urgency_round"),
            few("time_to_answer"),
            few("answer_level"),
            numbered("audit", "seq"),
            few("audit_head"));

    /// Of advisory locks: what is in ASCII `ends`.
    private static final int ENDS = 0x656e6473;

    private final Tx tx;

    public RemovalStore(Tx tx) {
        this.tx = tx;
    }

    /// How far the end of an organisation is.
    ///
    /// @param askedBy who wanted it
    /// @param gone rows that are gone
    /// @param goneAt since when nothing is left; `null` until then
    public record Removal(
            TenantId id,
            String key,
            Instant askedAt,
            String askedBy,
            long gone,
            @Nullable Instant goneAt) {}

    /// From now on the organisation is not there for anybody else. Asking again changes nothing.
    ///
    /// @return how far it is; empty when there is no such organisation
    /// @throws LastException when there is no other
    public Optional<Removal> end(String key, String by, Instant now) {
        // of two that end at once, the second sees the first
        tx.first("select pg_advisory_xact_lock(?, 0)::text as locked", _ -> true, ENDS);
        Optional<Removal> before =
                tx.first("select * from removed_tenant where key = ? and gone_at is null", RemovalStore::removal, key);
        if (before.isPresent()) return before;
        List<String> living = tx.all(
                "select key from tenant where ended_at is null order by key = ? desc limit 2",
                row -> row.text("key"),
                key);
        if (!living.contains(key)) return Optional.empty();
        if (living.size() == 1) throw new LastException();
        return tx.first("""
                with ended as (update tenant set ended_at = ? where key = ? returning id, key)
                insert into removed_tenant (id, key, asked_at, asked_by) select id, key, ?, ? from ended returning *
                """, RemovalStore::removal, now, key, now, by);
    }

    /// An installation without an organisation is of no use.
    public static final class LastException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        LastException() {
            super("it is the only organisation");
        }
    }

    /// Those that have ended and of which something is left, in the order in which they were made.
    public List<Removal> underWay() {
        return tx.all("select * from removed_tenant where gone_at is null order by id", RemovalStore::removal);
    }

    /// Those behind one, in the order in which they were made, also where nothing is left.
    ///
    /// @param after an id; 0 for the beginning
    public List<Removal> after(long after, int most) {
        return tx.all(
                "select * from removed_tenant where id > ? order by id limit ?", RemovalStore::removal, after, most);
    }

    public Optional<Removal> find(TenantId id) {
        return tx.first("select * from removed_tenant where id = ?", RemovalStore::removal, id);
    }

    /// Whether this transaction, which is for the tenant, is the only one that removes rows of it, until it ends.
    public boolean takeTurn() {
        return tx.one(
                "select pg_try_advisory_xact_lock(?, current_tenant()::int) as taken", row -> row.flag("taken"), ENDS);
    }

    /// Rows that were removed.
    ///
    /// @param place where to go on
    public record Some(int gone, long place) {}

    /// Removes rows of the tenant, for which the transaction is.
    ///
    /// @param kind one of [#KINDS], when nothing is left of those before it
    /// @param place what the last such call gave; 0 for the beginning
    /// @return none when nothing is left behind that place
    public Some remove(Kind kind, long place, int most) {
        // each kind has an index for it; few rows of many are nothing to read a table for
        tx.update("set local enable_seqscan = off");
        Some some = tx.one(
                """
                with taken as materialized (%s),
                removed as (delete from %s where ctid = any (array(select ctid from taken)) returning 1)
                select (select count(*)::int from removed) as gone,
                    coalesce((select max(place) from taken), 0) as place
                """.formatted(kind.some(), kind.table()),
                row -> new Some(row.integer("gone"), row.number("place")),
                place,
                most);
        if (some.gone() > 0) {
            tx.update("update removed_tenant set gone = gone + ? where id = current_tenant()", some.gone());
        }
        return some;
    }

    /// Removes the tenant itself. When somebody who had begun before it ended has brought more, it is still
    /// [pointed at][dev.pomona.store.sql.StoreException#isPointedAt].
    public void finish(Instant now) {
        tx.update("delete from tenant where id = current_tenant() and ended_at is not null");
        tx.update("update removed_tenant set gone_at = ? where id = current_tenant()", now);
    }

    private static Removal removal(Row row) {
        return new Removal(
                new TenantId(row.number("id")),
                row.text("key"),
                row.time("asked_at"),
                row.text("asked_by"),
                row.number("gone"),
                row.optionalTime("gone_at"));
    }
}
