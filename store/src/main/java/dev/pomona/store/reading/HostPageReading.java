// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;

/// What runs on one host.
public final class HostPageReading {

    private final Tx tx;

    public HostPageReading(Tx tx) {
        this.tx = tx;
    }

    /// An instance.
    public record Running(
            String digest, String artifact, String project, String workload, String instance, Instant since) {}

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
