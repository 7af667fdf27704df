// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Artifacts and the projects they are of.
public final class ArtifactStore {

    private static final String COLUMNS = """
            a.id, p.key as project, a.kind, a.name, a.version, a.digest, a.built_at, a.base_name, a.base_digest,
            a.base_built_at, a.first_seen, a.last_seen, a.components""";

    private static final String ARTIFACT = """
            select %s from artifact a join project p on p.id = a.project_id
            """.formatted(COLUMNS);

    private static final String SCANNED = """
            select %s, a.document_digest, a.rules_digest, a.completeness, a.ecosystems, a.report_digest,
                a.repository_waivers
            from artifact a join project p on p.id = a.project_id
            """.formatted(COLUMNS);

    private final Tx tx;

    public ArtifactStore(Tx tx) {
        this.tx = tx;
    }

    /// What is known of an artifact when something about it arrives.
    ///
    /// @param project its key; the project is made when it is not there
    public record Seen(
            String project,
            String kind,
            String name,
            @Nullable String version,
            String digest,
            @Nullable Instant builtAt,
            Artifact.@Nullable BaseImage base) {}

    /// An artifact, and whether what arrives about it is older than what is known, by what both say of themselves.
    ///
    /// @param isNew whether nobody had heard of it
    /// @param isOlder than the newest document about it
    /// @param isOlderReport than the newest that says what scanners found
    public record Found(Artifact artifact, boolean isNew, boolean isOlder, boolean isOlderReport) {}

    /// The artifact of this digest, made when it is not there and locked until the transaction
    /// ends: what arrives about the same artifact at a time is taken one after the other. What is
    /// known is not forgotten because a later report does not say it, nor for what an older one says.
    ///
    /// @param madeAt when what arrives was made, as it says itself; `null` when it does not: then it is newer
    ///     than all before it
    public Found see(Seen seen, @Nullable Instant madeAt, Instant now) {
        long project = project(seen.project(), now);
        var base = seen.base();
        record Kept(long id, boolean isNew, boolean isOlder, boolean isOlderReport) {}
        var kept = tx.one(
                """
                insert into artifact as a (tenant_id, project_id, kind, name, version, digest, built_at, base_name,
                    base_digest, base_built_at, first_seen, last_seen)
                values (current_tenant(), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, digest) do update set
                    version = case when a.document_at > ?::timestamptz then coalesce(a.version, excluded.version)
                        else coalesce(excluded.version, a.version) end,
                    built_at = case when a.document_at > ?::timestamptz then coalesce(a.built_at, excluded.built_at)
                        else coalesce(excluded.built_at, a.built_at) end,
                    base_name = case when a.document_at > ?::timestamptz then coalesce(a.base_name, excluded.base_name)
                        else coalesce(excluded.base_name, a.base_name) end,
                    base_digest = case when a.document_at > ?::timestamptz
                        then coalesce(a.base_digest, excluded.base_digest)
                        else coalesce(excluded.base_digest, a.base_digest) end,
                    base_built_at = case when a.document_at > ?::timestamptz
                        then coalesce(a.base_built_at, excluded.base_built_at)
                        else coalesce(excluded.base_built_at, a.base_built_at) end,
                    last_seen = greatest(excluded.last_seen, a.last_seen)
                returning id, xmax = 0 as is_new, coalesce(document_at > ?::timestamptz, false) as is_older,
                    coalesce(report_at > ?::timestamptz, false) as is_older_report
                """,
                row -> new Kept(
                        row.number("id"), row.flag("is_new"), row.flag("is_older"), row.flag("is_older_report")),
                project,
                seen.kind(),
                seen.name(),
                seen.version(),
                seen.digest(),
                seen.builtAt(),
                base == null ? null : base.name(),
                base == null ? null : base.digest(),
                base == null ? null : base.builtAt(),
                now,
                now,
                madeAt,
                madeAt,
                madeAt,
                madeAt,
                madeAt,
                madeAt,
                madeAt);
        Artifact artifact = tx.one(ARTIFACT + "where a.id = ?", ArtifactStore::artifact, kept.id());
        return new Found(artifact, kept.isNew(), kept.isOlder(), kept.isOlderReport());
    }

    public Optional<Artifact> byDigest(String digest) {
        return tx.first(ARTIFACT + "where a.digest = ?", ArtifactStore::artifact, digest);
    }

    public Optional<Artifact> byId(long id) {
        return tx.first(ARTIFACT + "where a.id = ?", ArtifactStore::artifact, id);
    }

    /// Waits for others who change what is known of these artifacts, and holds the artifacts until
    /// the transaction ends. To be called before rows of findings are locked, and once for all: in
    /// the order of ids nobody waits in a circle.
    public void hold(Collection<Long> artifacts) {
        if (artifacts.isEmpty()) return;
        tx.each("select id from artifact where id = any (?) order by id for no key update", _ -> {}, artifacts);
    }

    /// Artifacts of a project, the last seen first.
    public List<Artifact> ofProject(String project, int most) {
        return tx.all(
                ARTIFACT + "where p.key = ? order by a.last_seen desc, a.id desc limit ?",
                ArtifactStore::artifact,
                project,
                most);
    }

    /// Artifacts of a project that were last seen before one, the last seen first.
    ///
    /// @param lastSeen of that one, as the database writes it; `null` to begin with the last seen
    ///     of all
    /// @param id of that one
    public List<Artifact> ofProjectBehind(String project, @Nullable String lastSeen, long id, int most) {
        if (lastSeen == null) return ofProject(project, most);
        return tx.all(ARTIFACT + """
                        where p.key = ? and (a.last_seen, a.id) < (?::timestamptz, ?)
                        order by a.last_seen desc, a.id desc limit ?
                        """, ArtifactStore::artifact, project, lastSeen, id, most);
    }

    /// What the newest document about an artifact said, as a verdict needs it.
    ///
    /// @param document its digest
    /// @param rules the digest of the scanners and rules that made it; `none` for foreign documents
    /// @param completeness as JSON; `null` when it says nothing of it
    /// @param ecosystems of its components, without releases
    /// @param report the digest of the newest document that says what scanners found; `null` when
    ///     none did
    /// @param waivers of the repository it was built from, as JSON; `null` when no document said
    public record Inputs(
            String document,
            String rules,
            @Nullable String completeness,
            List<String> ecosystems,
            @Nullable String report,
            @Nullable String waivers) {

        public Inputs {
            ecosystems = List.copyOf(ecosystems);
        }
    }

    /// Empty when nothing was received about it yet.
    public Optional<Inputs> inputs(long artifact) {
        return tx.first(SCANNED + "where a.id = ? and a.document_digest is not null", ArtifactStore::inputs, artifact);
    }

    /// An artifact about which something was received.
    public record Scanned(Artifact artifact, Inputs inputs) {}

    /// Those among some artifacts about which something was received, by id.
    public Map<Long, Scanned> scanned(Collection<Long> artifacts) {
        var scanned = new HashMap<Long, Scanned>();
        tx.each(
                SCANNED + "where a.id = any (?) and a.document_digest is not null",
                row -> scanned.put(row.number("id"), new Scanned(artifact(row), inputs(row))),
                artifacts);
        return scanned;
    }

    /// @param madeAt when the document was made, as it says itself; `null` when it does not
    public void setInputs(long artifact, Inputs inputs, @Nullable Instant madeAt) {
        tx.update("""
                update artifact set document_digest = ?, rules_digest = ?, completeness = ?, ecosystems = ?,
                    document_at = coalesce(?, document_at)
                where id = ?
                """, inputs.document(), inputs.rules(), inputs.completeness(), inputs.ecosystems(), madeAt, artifact);
    }

    /// Says which document is the newest that tells what scanners found.
    ///
    /// @param waivers of the repository, as JSON; `null` when it does not say
    /// @param madeAt when it was made, as it says itself; `null` when it does not
    public void setReport(long artifact, String report, @Nullable String waivers, @Nullable Instant madeAt) {
        tx.update(
                "update artifact set report_digest = ?, repository_waivers = ?, report_at = coalesce(?, report_at)"
                        + " where id = ?",
                report,
                waivers,
                madeAt,
                artifact);
    }

    /// Says whether everything in an artifact was seen.
    public void setComplete(long artifact, boolean isComplete) {
        tx.update(
                "update artifact set is_complete = ? where id = ? and is_complete <> ?",
                isComplete,
                artifact,
                isComplete);
    }

    private long project(String key, Instant now) {
        tx.update("""
                insert into project (tenant_id, key, name, created_at) values (current_tenant(), ?, ?, ?)
                on conflict (tenant_id, key) do nothing
                """, key, key, now);
        return tx.one("select id from project where key = ?", row -> row.number("id"), key);
    }

    private static Inputs inputs(Row row) {
        return new Inputs(
                row.text("document_digest"),
                row.text("rules_digest"),
                row.optionalText("completeness"),
                row.texts("ecosystems"),
                row.optionalText("report_digest"),
                row.optionalText("repository_waivers"));
    }

    private static Artifact artifact(Row row) {
        String base = row.optionalText("base_name");
        return new Artifact(
                row.number("id"),
                row.text("project"),
                row.text("kind"),
                row.text("name"),
                row.optionalText("version"),
                row.text("digest"),
                row.optionalTime("built_at"),
                base == null
                        ? null
                        : new Artifact.BaseImage(
                                base, row.optionalText("base_digest"), row.optionalTime("base_built_at")),
                row.time("first_seen"),
                row.time("last_seen"),
                row.integer("components"));
    }
}
