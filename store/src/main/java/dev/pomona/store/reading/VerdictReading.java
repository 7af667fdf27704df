// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Verdicts that hold now, and those that held.
public final class VerdictReading {

    private static final int MOST_ENVIRONMENTS = 100;

    private static final String SELECT = """
            select d.id, a.digest, a.name as artifact, a.version, p.key as project, e.key as environment,
                e.name as environment_name, d.verdict, d.decision::text as decision, d.as_of, d.ended_at, d.engine,
                d.snapshot_id
            from decision d
            join artifact a on a.id = d.artifact_id
            join project p on p.id = a.project_id
            join environment e on e.id = d.environment_id
            """;

    private final Tx tx;

    public VerdictReading(Tx tx) {
        this.tx = tx;
    }

    /// @param decision as JSON
    /// @param endedAt `null` while it holds
    public record Given(
            long id,
            String digest,
            String artifact,
            @Nullable String version,
            String project,
            String environment,
            String environmentName,
            String verdict,
            String decision,
            Instant asOf,
            @Nullable Instant endedAt,
            String engine,
            String snapshot) {}

    /// What holds for an artifact, the last environment first.
    public List<Given> ofArtifact(long artifact) {
        return tx.all(
                SELECT + "where d.artifact_id = ? and d.ended_at is null order by e.position desc, e.key limit ?",
                VerdictReading::given,
                artifact,
                MOST_ENVIRONMENTS);
    }

    /// What was and is said about an artifact, the newest first.
    public Page<Given> historyOfArtifact(long artifact, @Nullable String after, int limit) {
        List<Given> found = tx.all(
                SELECT + "where d.artifact_id = ? and d.id < ? order by d.id desc limit ?",
                VerdictReading::given,
                artifact,
                after == null ? Long.MAX_VALUE : Long.parseLong(after),
                limit + 1);
        return Page.of(found, limit, given -> Long.toString(given.id()));
    }

    /// What holds in an environment and says one thing, the newest first.
    ///
    /// @param environment its key
    public Page<Given> ofEnvironment(String environment, String verdict, @Nullable String after, int limit) {
        List<Given> found = tx.all(
                SELECT + """
                where d.tenant_id = current_tenant() and d.ended_at is null and d.verdict = ? and d.id < ?
                  and d.environment_id = (select id from environment where tenant_id = current_tenant() and key = ?)
                order by d.id desc limit ?
                """,
                VerdictReading::given,
                verdict,
                after == null ? Long.MAX_VALUE : Long.parseLong(after),
                environment,
                limit + 1);
        return Page.of(found, limit, given -> Long.toString(given.id()));
    }

    /// What was said last, whether it still holds or not, the newest first.
    public List<Given> newest(int most) {
        return tx.all(
                SELECT + "where d.tenant_id = current_tenant() order by d.id desc limit ?",
                VerdictReading::given,
                most);
    }

    private static Given given(Row row) {
        return new Given(
                row.number("id"),
                row.text("digest"),
                row.text("artifact"),
                row.optionalText("version"),
                row.text("project"),
                row.text("environment"),
                row.text("environment_name"),
                row.text("verdict"),
                row.text("decision"),
                row.time("as_of"),
                row.optionalTime("ended_at"),
                row.text("engine"),
                row.text("snapshot_id"));
    }
}
