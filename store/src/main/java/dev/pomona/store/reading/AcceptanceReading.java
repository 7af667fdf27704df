// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Tx;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is permitted for a while, with the flaw that it is about.
public final class AcceptanceReading {

    private final Tx tx;

    public AcceptanceReading(Tx tx) {
        this.tx = tx;
    }

    /// @param isRisk whether it is a risk that a business owner must sign, and not a waiver
    /// @param finding an open finding that it is about; `null` when there is none now, and with it `rule`
    /// @param project its key; `null` for all
    /// @param environment its key; `null` for all
    /// @param isSigned whether a business owner signed it
    public record Listed(
            long id,
            boolean isRisk,
            @Nullable Long finding,
            @Nullable String rule,
            @Nullable String project,
            @Nullable String environment,
            String owner,
            String reason,
            LocalDate expires,
            boolean isSigned) {

        /// Whether it permits nothing before somebody signs it.
        public boolean isWaiting() {
            return isRisk && !isSigned;
        }
    }

    /// Those that have not ended, the first to expire first.
    ///
    /// @param today what expires before is left out
    public List<Listed> next(LocalDate today, int most) {
        return tx.all(
                """
                select a.id, a.kind, a.owner, a.reason, a.expires::text as expires, a.signed_by, p.key as project,
                    e.key as environment, f.id as finding, f.rule
                from acceptance a
                left join project p on p.id = a.project_id
                left join environment e on e.id = a.environment_id
                left join lateral (
                    select id, rule from finding
                    where tenant_id = a.tenant_id and fingerprint = a.fingerprint and known_to is null
                    order by id limit 1) f on true
                where a.tenant_id = current_tenant() and a.ended_at is null and a.expires >= ?
                order by a.expires, a.id limit ?
                """,
                row -> new Listed(
                        row.number("id"),
                        row.text("kind").equals("RISK"),
                        row.optionalNumber("finding"),
                        row.optionalText("rule"),
                        row.optionalText("project"),
                        row.optionalText("environment"),
                        row.text("owner"),
                        row.text("reason"),
                        LocalDate.parse(row.text("expires")),
                        row.optionalText("signed_by") != null),
                today,
                most);
    }
}
