// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One host and what runs on it.
public final class HostPageReading {

    private final Tx tx;

    public HostPageReading(Tx tx) {
        this.tx = tx;
    }

    /// @param goneAt `null` while it is there
    public record Host(
            long id,
            String key,
            @Nullable String environment,
            @Nullable String account,
            @Nullable String cluster,
            @Nullable Instant bootedAt,
            @Nullable String imageName,
            @Nullable String imageDigest,
            @Nullable Instant imageBuiltAt,
            Instant firstSeen,
            Instant lastSeen,
            @Nullable Instant goneAt) {}

    /// An instance.
    public record Running(
            String digest, String artifact, String project, String workload, String instance, Instant since) {}

    public Optional<Host> find(String key) {
        return tx.first(
                """
                select h.id, h.key, e.key as environment, x.provider || '/' || x.key as account, k.key as cluster,
                    h.booted_at, h.image_name, h.image_digest, h.image_built_at, h.first_seen, h.last_seen, h.gone_at
                from host h
                left join environment e on e.id = h.environment_id
                left join cloud_account x on x.id = h.account_id
                left join cluster k on k.id = h.cluster_id
                where h.tenant_id = current_tenant() and h.key = ?
                """,
                row -> new Host(
                        row.number("id"),
                        row.text("key"),
                        row.optionalText("environment"),
                        row.optionalText("account"),
                        row.optionalText("cluster"),
                        row.optionalTime("booted_at"),
                        row.optionalText("image_name"),
                        row.optionalText("image_digest"),
                        row.optionalTime("image_built_at"),
                        row.time("first_seen"),
                        row.time("last_seen"),
                        row.optionalTime("gone_at")),
                key);
    }

    /// What runs there, by workload.
    public List<Running> running(long host, int most) {
        return tx.all(
                """
                select a.digest, a.name as artifact, p.key as project, d.workload, d.instance, d.since
                from deployment d join artifact a on a.id = d.artifact_id join project p on p.id = a.project_id
                where d.host_id = ? and d.until is null order by d.workload, d.instance limit ?
                """,
                row -> new Running(
                        row.text("digest"),
                        row.text("artifact"),
                        row.text("project"),
                        row.text("workload"),
                        row.text("instance"),
                        row.time("since")),
                host,
                most);
    }
}
