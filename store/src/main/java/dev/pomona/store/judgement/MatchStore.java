// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.judgement;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which vulnerabilities hold for which component versions of a tenant, as of one snapshot.
///
/// Who brings components in shares the tenant's snapshot with others who do; who moves the tenant
/// to the next snapshot has it alone. So at any time every component was judged by the same one.
public final class MatchStore {

    /// The first of two numbers of an advisory lock, the second is the tenant: what is in ASCII
    /// `snap`.
    private static final int LOCK = 0x736e6170;

    private final Tx tx;

    public MatchStore(Tx tx) {
        this.tx = tx;
    }

    /// A vulnerability of a component version.
    ///
    /// @param severity its rank
    /// @param detail vulnerability, claims and upgrade as JSON
    public record StoredMatch(
            long component,
            String vulnerability,
            List<String> aliases,
            String summary,
            int severity,
            @Nullable Double score,
            @Nullable Double epss,
            boolean isExploited,
            boolean isMalware,
            @Nullable String fixed,
            @Nullable String clean,
            @Nullable Instant publishedAt,
            String detail) {}

    /// The snapshot that this transaction judges new components by; it stays until the transaction
    /// ends. Empty before the first.
    public Optional<String> shareSnapshot() {
        tx.first("select pg_advisory_xact_lock_shared(?, current_tenant()::int)", _ -> true, LOCK);
        return snapshot();
    }

    /// The snapshot that the tenant is judged by, with nobody else bringing components in until the
    /// transaction ends.
    public Optional<String> takeSnapshot() {
        // what a move writes is in no statistics yet: tables that look empty must not be read whole
        tx.update("set local enable_seqscan = off");
        tx.first("select pg_advisory_xact_lock(?, current_tenant()::int)", _ -> true, LOCK);
        return snapshot();
    }

    /// For what something came, changed or went: components by id and vulnerabilities, each sorted.
    public record Change(List<Long> components, List<String> vulnerabilities) {}

    private record Pair(long component, String vulnerability) {}

    /// The snapshot that the tenant is judged by, without holding anyone back.
    public Optional<String> current() {
        return snapshot();
    }

    private Optional<String> snapshot() {
        return tx.first("select snapshot_id from judged_by", row -> row.text("snapshot_id"));
    }

    /// The first snapshot of a tenant; does nothing when it has one.
    public void startAt(String snapshot, Instant now) {
        tx.update("""
                insert into judged_by (tenant_id, snapshot_id, since) values (current_tenant(), ?, ?)
                on conflict (tenant_id) do nothing
                """, snapshot, now);
    }

    public void moveTo(String snapshot, Instant now) {
        tx.update("""
                insert into judged_by (tenant_id, snapshot_id, since) values (current_tenant(), ?, ?)
                on conflict (tenant_id) do update set snapshot_id = excluded.snapshot_id, since = excluded.since
                """, snapshot, now);
    }

    /// Every vulnerability that holds for some component of the tenant.
    public Set<String> vulnerabilities() {
        return new HashSet<>(tx.all(
                "select distinct vulnerability from component_match where tenant_id = current_tenant()",
                row -> row.text("vulnerability")));
    }

    /// Writes what holds for these components now; whatever held before and is not among it ends.
    ///
    /// @param judged the components that were judged
    /// @param matches what holds for them
    /// @return for what anything came, changed or went
    public Change replace(Collection<Long> judged, Collection<StoredMatch> matches, Instant now) {
        tx.scratch("matched", """
                component_id bigint, vulnerability text, aliases text, summary text, severity smallint, score real,
                epss real, is_exploited boolean, is_malware boolean, fixed text, clean text, published_at timestamptz,
                detail text""");
        tx.copy("matched", rows -> {
            for (StoredMatch match : matches) {
                rows.row(
                        match.component(),
                        match.vulnerability(),
                        String.join(" ", match.aliases()),
                        match.summary(),
                        match.severity(),
                        match.score(),
                        match.epss(),
                        match.isExploited(),
                        match.isMalware(),
                        match.fixed(),
                        match.clean(),
                        match.publishedAt(),
                        match.detail());
            }
        });
        List<Pair> pairs =
                tx.all("""
                with gone as (
                    delete from component_match m
                    where m.component_id = any (?)
                      and not exists (select from matched n
                          where n.component_id = m.component_id and n.vulnerability = m.vulnerability)
                    returning m.component_id, m.vulnerability),
                written as (
                    insert into component_match as m (tenant_id, component_id, vulnerability, aliases, summary,
                        severity, score, epss, is_exploited, is_malware, fixed, clean, published_at, detail, known_from)
                    select current_tenant(), component_id, vulnerability, string_to_array(aliases, ' '),
                        summary, severity, score, epss, is_exploited, is_malware, fixed, clean, published_at, detail, ?
                    from matched
                    on conflict (component_id, vulnerability) do update set
                        aliases = excluded.aliases, summary = excluded.summary, severity = excluded.severity,
                        score = excluded.score, epss = excluded.epss, is_exploited = excluded.is_exploited,
                        is_malware = excluded.is_malware, fixed = excluded.fixed, clean = excluded.clean,
                        published_at = excluded.published_at, detail = excluded.detail
                    where (m.severity, m.score, m.epss, m.is_exploited, m.is_malware, m.fixed, m.clean, m.detail)
                        is distinct from (excluded.severity, excluded.score, excluded.epss, excluded.is_exploited,
                            excluded.is_malware, excluded.fixed, excluded.clean, excluded.detail)
                    returning m.component_id, m.vulnerability)
                select component_id, vulnerability from gone union all select * from written
                """, row -> new Pair(row.number("component_id"), row.text("vulnerability")), judged, now);
        return new Change(
                pairs.stream().map(Pair::component).sorted().distinct().toList(),
                pairs.stream().map(Pair::vulnerability).sorted().distinct().toList());
    }
}
