// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What runs now, the last started first.
public final class DeploymentReading {

    private final Tx tx;

    public DeploymentReading(Tx tx) {
        this.tx = tx;
    }

    /// @param account `provider/key`; `null` when it is not known, as cluster and host
    /// @param hostExpectedBy when its host was or is to be heard of again; `null` when it does not say
    public record Running(
            long id,
            String artifact,
            String artifactName,
            String project,
            String environment,
            String workload,
            String instance,
            @Nullable String account,
            @Nullable String cluster,
            @Nullable String host,
            Instant since,
            String source,
            Instant reportedAt,
            @Nullable Instant hostExpectedBy) {

        /// Since when its host is silent, so that it is not known whether it still runs; `null` while it is not.
        public @Nullable Instant silentSince(Instant now) {
            return hostExpectedBy != null && hostExpectedBy.isBefore(now) ? hostExpectedBy : null;
        }
    }

    /// Environments in which artifacts run now, by key; an artifact that runs nowhere has none.
    ///
    /// @param artifacts ids
    public Map<Long, List<String>> environmentsOf(Collection<Long> artifacts) {
        record Runs(long artifact, String environment) {}
        return tx.all("""
                        select distinct d.artifact_id, e.key from deployment d join environment e on e.id = d.environment_id
                        where d.artifact_id = any (?::bigint[]) and d.until is null order by e.key
                        """, row -> new Runs(row.number("artifact_id"), row.text("key")), artifacts).stream()
                .collect(Collectors.groupingBy(
                        Runs::artifact, Collectors.mapping(Runs::environment, Collectors.toList())));
    }

    /// Which are wanted; `null` wants all.
    ///
    /// @param environment a key
    /// @param artifact a digest
    /// @param project a key
    /// @param account `provider/key`
    /// @param cluster a key
    /// @param host a key
    public record Filter(
            @Nullable String environment,
            @Nullable String artifact,
            @Nullable String project,
            @Nullable String account,
            @Nullable String cluster,
            @Nullable String host) {

        public static final Filter ALL = new Filter(null, null, null, null, null, null);
    }

    /// @param after where the page before ended; `null` for the beginning
    public Page<Running> page(Filter filter, @Nullable String after, int limit) {
        var conditions = new StringBuilder("where d.tenant_id = current_tenant() and d.until is null");
        var arguments = new ArrayList<@Nullable Object>();
        add(" and e.key = ?", filter.environment(), conditions, arguments);
        add(
                " and d.artifact_id = (select id from artifact where tenant_id = current_tenant() and digest = ?)",
                filter.artifact(),
                conditions,
                arguments);
        add(" and p.key = ?", filter.project(), conditions, arguments);
        String account = filter.account();
        if (account != null) {
            conditions.append(" and d.account_id = (select id from cloud_account"
                    + " where tenant_id = current_tenant() and provider = ? and key = ?)");
            int slash = account.indexOf('/');
            arguments.add(slash < 0 ? "unknown" : account.substring(0, slash));
            arguments.add(account.substring(slash + 1));
        }
        add(
                " and d.cluster_id = (select id from cluster where tenant_id = current_tenant() and key = ?)",
                filter.cluster(),
                conditions,
                arguments);
        add(
                " and d.host_id = (select id from host where tenant_id = current_tenant() and key = ?)",
                filter.host(),
                conditions,
                arguments);
        Place place = Place.parse(after);
        if (place != null) {
            conditions.append(" and (d.since, d.id) < (?::timestamptz, ?)");
            arguments.add(place.value());
            arguments.add(Long.parseLong(place.id()));
        }
        arguments.add(limit + 1);
        var found = tx.all(
                """
                select d.id, a.digest, a.name, p.key as project, e.key as environment, d.workload, d.instance,
                    x.provider || '/' || x.key as account, k.key as cluster, h.key as host, d.since, d.source,
                    d.reported_at, h.expected_by
                from deployment d
                join artifact a on a.id = d.artifact_id
                join project p on p.id = a.project_id
                join environment e on e.id = d.environment_id
                left join cloud_account x on x.id = d.account_id
                left join cluster k on k.id = d.cluster_id
                left join host h on h.id = d.host_id
                %s order by d.since desc, d.id desc limit ?
                """.formatted(conditions),
                row -> new Running(
                        row.number("id"),
                        row.text("digest"),
                        row.text("name"),
                        row.text("project"),
                        row.text("environment"),
                        row.text("workload"),
                        row.text("instance"),
                        row.optionalText("account"),
                        row.optionalText("cluster"),
                        row.optionalText("host"),
                        row.time("since"),
                        row.text("source"),
                        row.time("reported_at"),
                        row.optionalTime("expected_by")),
                arguments.toArray());
        return Page.of(
                found, limit, running -> new Place(running.since().toString(), Long.toString(running.id())).text());
    }

    private static void add(
            String condition, @Nullable String value, StringBuilder conditions, List<@Nullable Object> arguments) {
        if (value == null) return;
        conditions.append(condition);
        arguments.add(value);
    }
}
