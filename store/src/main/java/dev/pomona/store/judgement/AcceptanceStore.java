// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.judgement;

import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Permissions to carry a flaw for a while: waivers, and risks that a business owner accepts. None
/// is changed but by its signature and its end.
public final class AcceptanceStore {

    private static final String SELECT = """
            select a.id, a.kind, encode(a.fingerprint, 'hex') as fingerprint, p.key as project, e.key as environment,
                a.owner, a.reason, a.expires::text as expires, a.made_by, a.made_by_person, a.made_at, a.signed_by, a.signed_at,
                a.ended_at, a.ended_because, a.severity, a.is_exploited,
                (select array_agg(x.key order by x.key) from environment x where x.id = any (a.environments)) as environments,
                a.environments is not null as has_conditions, a.envelope
            from acceptance a
            left join project p on p.id = a.project_id
            left join environment e on e.id = a.environment_id
            """;

    private final Tx tx;

    public AcceptanceStore(Tx tx) {
        this.tx = tx;
    }

    public enum Kind {
        WAIVER,
        /// Holds only once it is signed.
        RISK
    }

    /// @param fingerprint of the finding, in hexadecimal
    /// @param project its key; `null` for all
    /// @param environment its key; `null` for all
    /// @param owner who answers for it
    /// @param expires the last day on which it holds, in UTC
    public record Terms(
            Kind kind,
            String fingerprint,
            @Nullable String project,
            @Nullable String environment,
            String owner,
            String reason,
            LocalDate expires) {}

    /// How things were when it was asked for.
    ///
    /// @param severity the rank of the flaw
    /// @param environments keys of those in which it ran or was judged; none when it was nowhere
    public record Conditions(int severity, boolean isExploited, List<String> environments) {

        public Conditions {
            environments = List.copyOf(environments);
        }
    }

    /// @param conditions `null` where nothing was covered then
    /// @param madeByPerson the row of whoever answers for who asked; `null` when nobody is known
    /// @param signedBy `null` while nobody did
    /// @param envelope the signed statement of who accepted, as JSON; `null` for anything but a signed risk
    /// @param endedBecause `null` while it has not ended
    public record Acceptance(
            long id,
            Terms terms,
            @Nullable Conditions conditions,
            String madeBy,
            @Nullable Long madeByPerson,
            Instant madeAt,
            @Nullable String signedBy,
            @Nullable Instant signedAt,
            @Nullable String envelope,
            @Nullable Instant endedAt,
            @Nullable String endedBecause) {

        /// Whether it permits anything, on a day.
        public boolean holds(LocalDate day) {
            return endedAt == null
                    && !day.isAfter(terms.expires())
                    && (terms.kind() == Kind.WAIVER || signedBy != null);
        }

        /// Whether it is for an environment: the one it names, else those in which the flaw was when it was asked
        /// for, or any when it was in none.
        public boolean isFor(String environment) {
            if (terms.environment() != null) return terms.environment().equals(environment);
            return conditions == null
                    || conditions.environments().isEmpty()
                    || conditions.environments().contains(environment);
        }
    }

    /// @param person the row of whoever answers for who asks; `null` when nobody is known
    /// @throws dev.pomona.store.estate.UnknownException when the project or environment is not
    ///     known
    public long add(Terms terms, String by, @Nullable Long person, Instant now) {
        Long project = Keys.id(tx, "project", terms.project());
        return tx.one(
                """
                with covered as (
                    select f.severity, f.is_exploited, f.artifact_id
                    from finding f join artifact i on i.id = f.artifact_id
                    where f.tenant_id = current_tenant() and f.fingerprint = decode(?, 'hex') and f.known_to is null
                      and (?::bigint is null or i.project_id = ?)),
                place as (
                    select d.environment_id from covered c
                    join deployment d on d.artifact_id = c.artifact_id and d.until is null
                    union
                    select d.environment_id from covered c
                    join decision d on d.artifact_id = c.artifact_id and d.ended_at is null)
                insert into acceptance (tenant_id, kind, fingerprint, project_id, environment_id, owner, reason, expires,
                    made_by, made_by_person, made_at, severity, is_exploited, environments)
                select current_tenant(), ?, decode(?, 'hex'), ?, ?, ?, ?, ?, ?, ?::bigint, ?, max(severity), bool_or(is_exploited),
                    case when count(*) > 0
                        then (select coalesce(array_agg(environment_id), '{}') from place) end
                from covered returning id
                """,
                row -> row.number("id"),
                terms.fingerprint(),
                project,
                project,
                terms.kind(),
                terms.fingerprint(),
                project,
                Keys.id(tx, "environment", terms.environment()),
                terms.owner(),
                terms.reason(),
                terms.expires(),
                by,
                person,
                now);
    }

    /// @return whether it was waiting for a signature
    public boolean sign(long id, String by, Instant now) {
        return tx.update(
                        "update acceptance set signed_by = ?, signed_at = ? where id = ? and signed_by is null and ended_at is null",
                        by,
                        now,
                        id)
                > 0;
    }

    /// Keeps what was signed.
    ///
    /// @param envelope as JSON
    public void keep(long id, String envelope) {
        tx.update("update acceptance set envelope = ? where id = ?", envelope, id);
    }

    /// Ends those that permit more than was agreed to: the flaw is more severe, attackers use it, or it runs where it
    /// did not. What follows is done later, see [#toFollow]; one that somebody else is at is left for the next
    /// call.
    ///
    /// @param artifacts in which something may have got worse; `null` for all there are
    /// @return how many
    public int endOutgrown(@Nullable Collection<Long> artifacts, Instant now) {
        if (artifacts != null && artifacts.isEmpty()) return 0;
        return tx.update("""
                with outgrown as (
                    select a.id, c.because from acceptance a
                    cross join lateral (
                        select case
                            when bool_or(f.is_exploited) and not a.is_exploited then 'attackers have come to use it'
                            when max(f.severity) > a.severity then 'it has become more severe'
                            when a.environment_id is null and cardinality(a.environments) > 0 then 'it has come to run in ' || (
                                select min(e.key) from finding g
                                join artifact j on j.id = g.artifact_id
                                join deployment d on d.artifact_id = g.artifact_id and d.until is null
                                join environment e on e.id = d.environment_id
                                where g.tenant_id = a.tenant_id and g.fingerprint = a.fingerprint
                                  and g.known_to is null and (a.project_id is null or j.project_id = a.project_id)
                                  and not d.environment_id = any (a.environments)) end as because
                        from finding f join artifact i on i.id = f.artifact_id
                        where f.tenant_id = a.tenant_id and f.fingerprint = a.fingerprint and f.known_to is null
                          and (a.project_id is null or i.project_id = a.project_id)) c
                    where a.tenant_id = current_tenant() and a.ended_at is null and a.environments is not null
                      and (a.kind = 'WAIVER' or a.signed_at is not null) and c.because is not null
                      and (?::bigint[] is null or a.fingerprint in (
                          select fingerprint from finding where artifact_id = any (?::bigint[]) and known_to is null))
                    order by a.id for update of a skip locked)
                update acceptance a set ended_at = ?, ended_because = o.because, followed_at = null
                from outgrown o where o.id = a.id
                """, artifacts, artifacts, now);
    }

    /// Those that ended by themselves, of which nobody has done what follows, by id. Whoever asks has them until the
    /// transaction ends.
    public List<Acceptance> toFollow(int most) {
        return tx.all(SELECT + """
                where a.tenant_id = current_tenant() and a.ended_at is not null and a.followed_at is null
                order by a.id limit ? for update of a skip locked
                """, AcceptanceStore::acceptance, most);
    }

    public void followed(long id, Instant now) {
        tx.update("update acceptance set followed_at = ? where id = ?", now, id);
    }

    /// One of an id, which nobody else can sign or end until the transaction ends.
    public Optional<Acceptance> lock(long id) {
        return tx.first(SELECT + "where a.id = ? for no key update of a", AcceptanceStore::acceptance, id);
    }

    /// @return whether it had not ended before
    public boolean end(long id, String because, Instant now) {
        return tx.update(
                        "update acceptance set ended_at = ?, ended_because = ?, followed_at = ? where id = ? and ended_at is null",
                        now,
                        because,
                        now,
                        id)
                > 0;
    }

    /// Holds the artifacts with an open finding that one of these is about; before findings are locked,
    /// see [ArtifactStore#hold].
    public void hold(Collection<Long> acceptances) {
        new ArtifactStore(tx).hold(tx.all("""
                        select f.artifact_id as id from acceptance a
                        join finding f on f.tenant_id = a.tenant_id and f.fingerprint = a.fingerprint
                            and f.known_to is null
                        join artifact i on i.id = f.artifact_id
                        where a.id = any (?) and (a.project_id is null or a.project_id = i.project_id)
                        """, row -> row.number("id"), acceptances));
    }

    public Optional<Acceptance> find(long id) {
        return tx.first(SELECT + "where a.id = ?", AcceptanceStore::acceptance, id);
    }

    /// Those that have not ended and are about one of these findings, whatever project and
    /// environment, by id.
    public List<Acceptance> about(Collection<String> fingerprints) {
        if (fingerprints.isEmpty()) return List.of();
        return tx.all(SELECT + """
                where a.tenant_id = current_tenant() and a.ended_at is null
                  and a.fingerprint in (select decode(f, 'hex') from unnest(?::text[]) as f)
                order by a.id
                """, AcceptanceStore::acceptance, fingerprints);
    }

    /// Those whose last day is before one and that have not ended, the first to expire first. Whoever
    /// asks has them until the transaction ends; others who ask meanwhile get none of them.
    public List<Acceptance> takeExpired(LocalDate day, int most) {
        return tx.all(SELECT + """
                where a.tenant_id = current_tenant() and a.ended_at is null and a.expires < ?
                order by a.expires, a.id limit ? for update of a skip locked
                """, AcceptanceStore::acceptance, day, most);
    }

    /// The newest with an id below one.
    public List<Acceptance> newest(long below, int most) {
        return tx.all(
                SELECT + "where a.tenant_id = current_tenant() and a.id < ? order by a.id desc limit ?",
                AcceptanceStore::acceptance,
                below,
                most);
    }

    private static Acceptance acceptance(Row row) {
        return new Acceptance(
                row.number("id"),
                new Terms(
                        row.choice("kind", Kind.class),
                        row.text("fingerprint"),
                        row.optionalText("project"),
                        row.optionalText("environment"),
                        row.text("owner"),
                        row.text("reason"),
                        LocalDate.parse(row.text("expires"))),
                row.flag("has_conditions")
                        ? new Conditions(row.integer("severity"), row.flag("is_exploited"), row.texts("environments"))
                        : null,
                row.text("made_by"),
                row.optionalNumber("made_by_person"),
                row.time("made_at"),
                row.optionalText("signed_by"),
                row.optionalTime("signed_at"),
                row.optionalText("envelope"),
                row.optionalTime("ended_at"),
                row.optionalText("ended_because"));
    }
}
