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
                a.owner, a.reason, a.expires::text as expires, a.made_by, a.made_at, a.signed_by, a.signed_at,
                a.ended_at, a.ended_because
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

    /// @param signedBy `null` while nobody did
    /// @param endedBecause `null` while it has not ended
    public record Acceptance(
            long id,
            Terms terms,
            String madeBy,
            Instant madeAt,
            @Nullable String signedBy,
            @Nullable Instant signedAt,
            @Nullable Instant endedAt,
            @Nullable String endedBecause) {

        /// Whether it permits anything, on a day.
        public boolean holds(LocalDate day) {
            return endedAt == null
                    && !day.isAfter(terms.expires())
                    && (terms.kind() == Kind.WAIVER || signedBy != null);
        }
    }

    /// @throws dev.pomona.store.estate.UnknownException when the project or environment is not
    ///     known
    public long add(Terms terms, String by, Instant now) {
        return tx.one(
                """
                insert into acceptance (tenant_id, kind, fingerprint, project_id, environment_id, owner, reason, expires,
                    made_by, made_at)
                values (current_tenant(), ?, decode(?, 'hex'), ?, ?, ?, ?, ?, ?, ?) returning id
                """,
                row -> row.number("id"),
                terms.kind(),
                terms.fingerprint(),
                Keys.id(tx, "project", terms.project()),
                Keys.id(tx, "environment", terms.environment()),
                terms.owner(),
                terms.reason(),
                terms.expires(),
                by,
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

    /// One of an id, which nobody else can sign or end until the transaction ends.
    public Optional<Acceptance> lock(long id) {
        return tx.first(SELECT + "where a.id = ? for no key update of a", AcceptanceStore::acceptance, id);
    }

    /// @return whether it had not ended before
    public boolean end(long id, String because, Instant now) {
        return tx.update(
                        "update acceptance set ended_at = ?, ended_because = ? where id = ? and ended_at is null",
                        now,
                        because,
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
                row.text("made_by"),
                row.time("made_at"),
                row.optionalText("signed_by"),
                row.optionalTime("signed_at"),
                row.optionalTime("ended_at"),
                row.optionalText("ended_because"));
    }
}
