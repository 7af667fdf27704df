// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks that environments require, and what was reported of them.
public final class CheckStore {

    /// More than an environment needs; the lists are not paged.
    public static final int MOST = 200;

    private final Tx tx;

    public CheckStore(Tx tx) {
        this.tx = tx;
    }

    /// @param maxAge after which a result is too old; `null` for never
    public record Required(String name, @Nullable Duration maxAge) {}

    /// @param message in the words of whoever checked
    public record Result(String name, boolean isPassed, String message, Instant at, String by) {}

    /// Takes the place of all that the environment required before.
    ///
    /// @throws UnknownException when there is no such environment
    public void require(String environment, List<Required> required) {
        if (required.size() > MOST) throw new IllegalArgumentException("more than %d checks".formatted(MOST));
        long id = new EnvironmentStore(tx).id(environment);
        // held, so that of two who change it at once the later one sees what the other left
        tx.one("select id from environment where id = ? for no key update", row -> row.number("id"), id);
        List<Required> before = required(environment);
        tx.update("delete from required_check where environment_id = ?", id);
        for (Required check : required) {
            tx.update(
                    """
                    insert into required_check (tenant_id, environment_id, name, max_age)
                    values (current_tenant(), ?, ?, ? * interval '1 second')
                    on conflict (environment_id, name) do update set max_age = excluded.max_age
                    """,
                    id,
                    check.name(),
                    check.maxAge() == null ? null : check.maxAge().toSeconds());
        }
        if (!before.equals(required(environment))) {
            tx.update("update environment set revision = revision + 1 where id = ?", id);
        }
    }

    /// By name.
    public List<Required> required(String environment) {
        return tx.all(
                """
                select c.name, extract(epoch from c.max_age)::bigint as seconds
                from required_check c join environment e on e.id = c.environment_id where e.key = ? order by c.name
                """,
                row -> {
                    Long seconds = row.optionalNumber("seconds");
                    return new Required(row.text("name"), seconds == null ? null : Duration.ofSeconds(seconds));
                },
                environment);
    }

    /// Keeps a result; an older one that arrives later changes nothing.
    public void report(long artifact, Result result) {
        tx.update("""
                insert into check_result as c (tenant_id, artifact_id, name, is_passed, message, at, reported_by)
                values (current_tenant(), ?, ?, ?, ?, ?, ?)
                on conflict (artifact_id, name) do update set
                    is_passed = excluded.is_passed, message = excluded.message, at = excluded.at,
                    reported_by = excluded.reported_by
                where excluded.at >= c.at
                """, artifact, result.name(), result.isPassed(), result.message(), result.at(), result.by());
    }

    /// Of each of some artifacts the results of the checks that some environment requires, by name.
    public Map<Long, Map<String, Result>> results(Collection<Long> artifacts) {
        var results = new HashMap<Long, Map<String, Result>>();
        tx.each(
                """
                select artifact_id, name, is_passed, message, at, reported_by from check_result
                where artifact_id = any (?)
                  and name in (select name from required_check where tenant_id = current_tenant())
                """,
                row -> results.computeIfAbsent(row.number("artifact_id"), _ -> new HashMap<>())
                        .put(row.text("name"), result(row)),
                artifacts);
        return results;
    }

    private static Result result(Row row) {
        return new Result(
                row.text("name"), row.flag("is_passed"), row.text("message"), row.time("at"), row.text("reported_by"));
    }
}
