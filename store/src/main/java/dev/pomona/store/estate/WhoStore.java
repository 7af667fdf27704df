// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who has a component, and where it runs.
public final class WhoStore {

    /// More versions of one package than any estate has.
    private static final int MOST_VERSIONS = 20_000;

    private final Tx tx;

    public WhoStore(Tx tx) {
        this.tx = tx;
    }

    /// A version of a package that some artifact has or had.
    ///
    /// @param type of its purl
    /// @param version `null` when it is not resolved
    public record Version(
            long component, String type, @Nullable String version, String purl) {}

    /// A package, by what is known of its purl.
    ///
    /// @param type `null` for any
    /// @param namespace empty for none, `null` for any
    public record Named(@Nullable String type, @Nullable String namespace, String name) {}

    /// All versions of the packages that are named, by id. Where any type is meant a name that nobody has is looked for
    /// in lower case, too.
    public List<Version> versions(Named named) {
        List<Version> found = versions(named, named.name());
        String lower = named.name().toLowerCase(Locale.ROOT);
        return found.isEmpty() && named.type() == null && !lower.equals(named.name()) ? versions(named, lower) : found;
    }

    private List<Version> versions(Named named, String name) {
        return tx.all(
                """
                select c.id, p.type, c.version, c.purl
                from package p join component c on c.package_id = p.id
                where p.tenant_id = current_tenant() and p.name = ? and (?::text is null or p.type = ?)
                  and (?::text is null or p.namespace = ?)
                order by c.id limit ?
                """,
                row -> new Version(row.number("id"), row.text("type"), row.optionalText("version"), row.text("purl")),
                name,
                named.type(),
                named.type(),
                named.namespace(),
                named.namespace(),
                MOST_VERSIONS);
    }

    /// What findings of a flaw are called.
    ///
    /// @param name its id or an alias, in any case of letters
    public List<String> flawsNamed(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        int dash = name.indexOf('-');
        String mixed = dash < 0
                ? upper
                : upper.substring(0, dash) + name.substring(dash).toLowerCase(Locale.ROOT);
        List<String> spellings = Stream.of(name, upper, mixed).distinct().toList();
        return tx.all("""
                select vulnerability from component_match where tenant_id = current_tenant() and vulnerability = any (?)
                union
                select vulnerability from component_match where tenant_id = current_tenant() and aliases && ?
                order by vulnerability limit 100
                """, row -> row.text("vulnerability"), spellings, spellings);
    }

    /// Component versions for which one of these vulnerabilities holds, by id.
    public List<Long> having(List<String> vulnerabilities) {
        return tx.all("""
                select distinct component_id from component_match
                where tenant_id = current_tenant() and vulnerability = any (?) order by component_id limit ?
                """, row -> row.number("component_id"), vulnerabilities, MOST_VERSIONS);
    }

    /// Something that runs and in which not everything was seen.
    public record Unread(String artifact, String name, String project) {}

    /// By their ids.
    public List<Unread> unread(int most) {
        return tx.all("""
                select a.digest, a.name, p.key as project from artifact a join project p on p.id = a.project_id
                where a.tenant_id = current_tenant() and not a.is_complete
                  and exists (select from deployment d where d.artifact_id = a.id and d.until is null)
                order by a.id limit ?
                """, row -> new Unread(row.text("digest"), row.text("name"), row.text("project")), most);
    }

    /// One place in which a component is.
    ///
    /// @param row of artifact, component and deployment, for the next page
    /// @param manifest the path of what names the component; empty when nobody said
    /// @param runs where the artifact runs; `null` when it does not
    /// @param findings how many findings the component has there
    /// @param waived how many of them are waived
    public record Place(
            Position row,
            String artifact,
            String name,
            @Nullable String version,
            String project,
            String purl,
            String manifest,
            @Nullable Runs runs,
            int findings,
            int waived) {}

    /// @param account `provider/key`; `null` when it is not known
    /// @param until `null` while it runs
    public record Runs(
            String environment,
            boolean isProduction,
            @Nullable String account,
            @Nullable String cluster,
            @Nullable String host,
            String workload,
            String instance,
            Instant since,
            @Nullable Instant until) {}

    /// Where a page goes on.
    ///
    /// @param deployment 0 for none
    public record Position(long artifact, long component, long deployment) {

        /// Before the first.
        public static final Position START = new Position(0, 0, -1);
    }

    /// Places of these components, by artifact, component and deployment, those behind a position.
    ///
    /// @param flaws what findings are to be counted; empty for all of the component
    public List<Place> places(
            Collection<Long> components, Collection<String> flaws, When when, Position after, int most) {
        if (components.isEmpty()) return List.of();
        var arguments = new ArrayList<@Nullable Object>();
        arguments.addAll(List.of(components, after.artifact(), after.component()));
        String there = switch (when) {
            case When.Now() -> "true";
            case When.True(var at) -> {
                arguments.add(at);
                yield "coalesce(b.built_at, b.first_seen) <= ?";
            }
            case When.Known(var at) -> {
                arguments.add(at);
                yield "b.first_seen <= ?";
            }
        };
        // of the first pair all that runs may be on the page before
        arguments.addAll(List.of(most + 1, most + 1));
        String runs = switch (when) {
            case When.Now() -> "r.until is null";
            case When.True(var at) -> {
                arguments.addAll(List.of(at, at));
                yield "r.since <= ? and (r.until is null or r.until > ?)";
            }
            case When.Known(var at) -> {
                arguments.addAll(List.of(at, at));
                yield "r.known_from <= ? and (r.known_to is null or r.known_to > ?)";
            }
        };
        arguments.addAll(List.of(after.artifact(), after.component(), after.deployment(), most));
        arguments.addAll(List.of(after.artifact(), after.component(), after.deployment(), most));
        String judged = switch (when) {
            case When.Now() ->
                "select x.waived from decision x where x.artifact_id = s.artifact_id"
                        + " and x.environment_id = s.environment_id and x.ended_at is null";
            case When.True(var at) -> judgedAt(at, arguments);
            case When.Known(var at) -> judgedAt(at, arguments);
        };
        String open = switch (when) {
            // a package of which the artifact has several versions has one finding for all that have the flaw
            case When.Now() ->
                "f.known_to is null and exists (select from component_match x"
                        + " where x.component_id = s.component_id and x.vulnerability = f.rule)";
            case When.True(var at) -> openAt("valid_at", at, arguments);
            case When.Known(var at) -> openAt("known_at", at, arguments);
        };
        @Nullable Collection<String> counted = flaws.isEmpty() ? null : flaws;
        arguments.add(counted);
        arguments.add(counted);
        // the page first, then what is to be said of each of its rows; of each component, and of each artifact, no more
        // is read than a page has room for
        return tx.all("""
                select s.*, e.key as environment, e.is_production, c.provider || '/' || c.key as account,
                    k.key as cluster, h.key as host, coalesce(n.findings, 0) as findings, coalesce(n.waived, 0) as waived
                from (select a.id as artifact_id, a.digest, a.name, a.version, p.key as project, o.component_id, m.purl, m.coordinates,
                          o.manifest, coalesce(d.id, 0) as deployment_id, d.environment_id, d.account_id, d.cluster_id,
                          d.host_id, d.workload, d.instance, d.since, d.until
                      from (select l.* from unnest(?::bigint[]) as c (id)
                            cross join lateral (
                                select w.artifact_id, w.component_id, w.manifest
                                from occurrence w join artifact b on b.id = w.artifact_id
                                where w.component_id = c.id and (w.artifact_id, w.component_id) >= (?, ?) and %s
                                order by w.artifact_id limit ?) l
                            order by l.artifact_id, l.component_id limit ?) o
                      join artifact a on a.id = o.artifact_id
                      join project p on p.id = a.project_id
                      join component m on m.id = o.component_id
                      left join lateral (
                          select r.* from deployment r
                          where r.artifact_id = a.id and %s
                            and (a.id, o.component_id, r.id) > (?, ?, ?)
                          order by r.id limit ?) d on true
                      where (a.id, o.component_id, coalesce(d.id, 0)) > (?, ?, ?)
                      order by a.id, o.component_id, coalesce(d.id, 0) limit ?) s
                left join environment e on e.id = s.environment_id
                left join cloud_account c on c.id = s.account_id
                left join cluster k on k.id = s.cluster_id
                left join host h on h.id = s.host_id
                left join lateral (%s limit 1) j on true
                left join lateral (
                    select count(*) as findings, count(*) filter (where f.fingerprint = any (j.waived)
                        or f.state in ('NOT_AFFECTED', 'FALSE_ALARM')) as waived
                    from finding f
                    where f.artifact_id = s.artifact_id and f.kind = 'VULNERABILITY' and %s
                      and (?::text[] is null or f.rule = any (?::text[]))
                      and f.fingerprint = fingerprint('component', f.rule, s.coordinates, s.manifest)
                    ) n on true
                order by s.artifact_id, s.component_id, s.deployment_id
                """.formatted(there, runs, judged, open), WhoStore::place, arguments.toArray());
    }

    private static String judgedAt(Instant at, List<@Nullable Object> arguments) {
        arguments.add(at);
        return "select x.waived from decision x where x.artifact_id = s.artifact_id"
                + " and x.environment_id = s.environment_id and x.as_of <= ? order by x.as_of desc, x.id desc";
    }

    private static String openAt(String axis, Instant at, List<@Nullable Object> arguments) {
        arguments.add(at);
        return """
                (select v.type from finding_event v
                 where v.finding_id = f.id and v.%1$s <= ? and v.type in ('OPENED', 'REOPENED', 'CLOSED')
                 order by v.%1$s desc, v.id desc limit 1) in ('OPENED', 'REOPENED')""".formatted(axis);
    }

    private static Place place(Row row) {
        long deployment = row.number("deployment_id");
        Runs runs = deployment == 0
                ? null
                : new Runs(
                        row.text("environment"),
                        row.flag("is_production"),
                        row.optionalText("account"),
                        row.optionalText("cluster"),
                        row.optionalText("host"),
                        row.text("workload"),
                        row.text("instance"),
                        row.time("since"),
                        row.optionalTime("until"));
        return new Place(
                new Position(row.number("artifact_id"), row.number("component_id"), deployment),
                row.text("digest"),
                row.text("name"),
                row.optionalText("version"),
                row.text("project"),
                row.text("purl"),
                row.text("manifest"),
                runs,
                row.integer("findings"),
                row.integer("waived"));
    }
}
