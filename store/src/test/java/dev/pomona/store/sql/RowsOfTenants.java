// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rows for every table that tenants have, in an order in which they can be made.
public final class RowsOfTenants {

    /// A row for each table: `{t}` is its tenant, `{b}` the number of the rows it points at, `{n}`
    /// its own.
    public static final Map<String, String> ROWS = rows();

    private RowsOfTenants() {}

    private static Map<String, String> rows() {
        var rows = new LinkedHashMap<String, String>();
        rows.put("team", "(tenant_id, id, key, name) overriding system value values ({t}, {n}, 'k{n}', 'n')");
        rows.put(
                "project",
                "(tenant_id, id, team_id, key, name, created_at) overriding system value values ({t}, {n}, {b}, 'k{n}', 'n', now())");
        rows.put(
                "ownership",
                "(tenant_id, project_id, position, pattern, owners, source) values ({t}, {b}, {n}, '*', '{x}', 'label')");
        rows.put(
                "artifact",
                "(tenant_id, id, project_id, kind, name, digest, first_seen, last_seen) overriding system value"
                        + " values ({t}, {n}, {b}, 'image', 'n', 'd{n}', now(), now())");
        rows.put("environment", "(tenant_id, id, key, name) overriding system value values ({t}, {n}, 'k{n}', 'n')");
        rows.put(
                "cloud_account",
                "(tenant_id, id, provider, key, name) overriding system value values ({t}, {n}, 'p', 'k{n}', 'n')");
        rows.put("cluster", "(tenant_id, id, account_id, key) overriding system value values ({t}, {n}, {b}, 'k{n}')");
        rows.put(
                "host",
                "(tenant_id, id, environment_id, account_id, cluster_id, key, first_seen, last_seen)"
                        + " overriding system value values ({t}, {n}, {b}, {b}, {b}, 'k{n}', now(), now())");
        rows.put("host_report", "(tenant_id, host_id, at) values ({t}, {b}, now() + {n} * interval '1 s')");
        rows.put(
                "host_instance",
                "(tenant_id, id, host_id, environment_id, kind, workload, instance, digests, since, reported_at, known_from)"
                        + " overriding system value"
                        + " values ({t}, {n}, {b}, {b}, 'CONTAINER', 'w{n}', '', '{x}', now(), now(), now())");
        rows.put(
                "deployment",
                "(tenant_id, id, artifact_id, environment_id, account_id, cluster_id, host_id, workload, since, source,"
                        + " reported_at, known_from) overriding system value"
                        + " values ({t}, {n}, {b}, {b}, {b}, {b}, {b}, 'w{n}', now(), 'api', now(), now())");
        rows.put(
                "deployment_end",
                "(tenant_id, environment_id, workload, instance, at) values ({t}, {b}, 'w{n}', '', now())");
        rows.put(
                "freshness_day",
                "(tenant_id, day, environment_id, thing, measure, counted_at, things, buckets, median_seconds,"
                        + " p90_seconds, longest_seconds, over_limit) values ({t}, current_date + {n}, {b}, 'HOST',"
                        + " 'IMAGE_AGE', now(), 0, '{0}', 0, 0, 0, 0)");
        rows.put(
                "golden_image",
                "(tenant_id, name, digest, hosts, instances, counted_at) values ({t}, 'n{n}', '', 0, 0, now())");
        rows.put("package", "(tenant_id, id, type, name) overriding system value values ({t}, {n}, 'npm', 'n{n}')");
        rows.put("name_part", "(tenant_id, kind, part, subject) values ({t}, 'x', 'n{n}', {n})");
        rows.put("package_name", "(tenant_id, package_id, name) values ({t}, {b}, 'npm/n{n}')");
        rows.put(
                "component",
                "(tenant_id, id, package_id, version, purl, coordinates) overriding system value"
                        + " values ({t}, {n}, {b}, '1', 'pkg:npm/n{n}@1', 'pkg:npm/n{n}')");
        rows.put(
                "document",
                "(tenant_id, id, artifact_id, kind, digest, size, content, state, received_at, received_from)"
                        + " overriding system value values ({t}, {n}, {b}, 'VEX', 'd{n}', 1, 'c', 'RECEIVED', now(), 'x')");
        rows.put(
                "occurrence",
                "(tenant_id, artifact_id, component_id, scope, is_direct) values ({t}, {b}, {b}, 'RUNTIME', true)");
        rows.put("judged_by", "(tenant_id, snapshot_id, since) values ({t}, 's', now())");
        rows.put("urgency_round", "(tenant_id, began_at, basis) values ({t}, now(), 'b')");
        rows.put(
                "component_match",
                "(tenant_id, component_id, vulnerability, aliases, summary, severity, is_exploited, is_malware, detail,"
                        + " known_from) values ({t}, {b}, 'V{n}', '{}', 's', 1, false, false, '{}', now())");
        rows.put(
                "finding",
                "(tenant_id, id, artifact_id, project_id, component_id, kind, rule, fingerprint, severity, title, valid_from,"
                        + " known_from) overriding system value values ({t}, {n}, {b}, {b}, {b}, 'VULNERABILITY', 'r', 'f{n}', 1,"
                        + " 't', now(), now())");
        rows.put(
                "finding_event",
                "(tenant_id, finding_id, valid_at, known_at, actor, type) values ({t}, {b}, now(), now(), 'x', 'OPENED')");
        rows.put(
                "service_level",
                "(tenant_id, severity, environment_id, days, set_by, set_at) values ({t}, {n}, {b}, 1, 'x', now())");
        rows.put(
                "acceptance",
                "(tenant_id, kind, fingerprint, project_id, environment_id, owner, reason, expires, made_by, made_at)"
                        + " values ({t}, 'RISK', 'f', {b}, {b}, 'o', 'r', current_date, 'x', now())");
        rows.put(
                "vex_statement",
                "(tenant_id, document_id, vulnerabilities, product, status, received_at)"
                        + " values ({t}, {b}, '{V}', 'pkg:npm/n', 'FIXED', now())");
        rows.put(
                "policy_version",
                "(tenant_id, id, digest, origin, set_by, set_at) overriding system value"
                        + " values ({t}, {n}, 'd', 'o', 'x', now())");
        rows.put(
                "decision",
                "(tenant_id, artifact_id, environment_id, verdict, decision, circumstances, input_digest, snapshot_id,"
                        + " rules_digest, policy_id, engine, as_of, ended_at) values ({t}, {b}, {b}, 'PASS', '{}', '{}', 'i', 's',"
                        + " 'r', {b}, 'e', now(), now())");
        rows.put("required_check", "(tenant_id, environment_id, name) values ({t}, {b}, 'c{n}')");
        rows.put(
                "check_result",
                "(tenant_id, artifact_id, name, is_passed, message, at, reported_by)"
                        + " values ({t}, {b}, 'c{n}', true, 'm', now(), 'x')");
        rows.put(
                "registry",
                "(tenant_id, id, key, address, created_at, created_by) overriding system value values ({t}, {n}, 'k{n}', 'oci:.', now(), 'x')");
        rows.put(
                "watched_repository",
                "(tenant_id, id, registry_id, name, project, due_at) overriding system value values ({t}, {n}, {b}, 'n{n}', 'p', now())");
        rows.put("watched_tag", "(tenant_id, repository_id, tag, digest, since) values ({t}, {b}, 't{n}', 'd', now())");
        rows.put("outbox_removed", "(tenant_id, transaction, id) values ({t}, '{n}', 1)");
        rows.put(
                "outbox",
                "(tenant_id, id, topic, key, payload, created_at) overriding system value"
                        + " values ({t}, {n}, 't', 'k', '{}', now())");
        rows.put(
                "webhook",
                "(tenant_id, id, url, topics, secret, created_at, created_by) overriding system value"
                        + " values ({t}, {n}, 'u', '{}', 's', now(), 'x')");
        rows.put(
                "delivery",
                "(tenant_id, outbox_id, webhook_id, topic, key, due_at) values ({t}, {b}, {b}, 't', 'k', now())");
        rows.put(
                "time_to_answer",
                "(tenant_id, vulnerability, snapshot_id, known_at, due_at) values ({t}, 'V{n}', 's', now(), now())");
        rows.put("answer_level", "(tenant_id, severity, seconds, set_by, set_at) values ({t}, {n}, 60, 'x', now())");
        rows.put("issuer", "(tenant_id, url, kind, client_id, mapping) values ({t}, 'u{n}', 'LOGIN', 'c', '[]')");
        rows.put(
                "person",
                "(tenant_id, id, issuer, subject, name, roles) overriding system value"
                        + " values ({t}, {n}, 'i', 's{n}', 'n', '{}')");
        rows.put("team_member", "(tenant_id, team_id, person_id) values ({t}, {b}, {b})");
        rows.put(
                "session",
                "(tenant_id, hash, person_id, csrf, created_at, used_at, expires_at)"
                        + " values ({t}, 'h{n}', {b}, 'c', now(), now(), now())");
        rows.put(
                "api_token",
                "(tenant_id, name, hash, scopes, project_id, created_at, created_by, expires_at)"
                        + " values ({t}, 'n', 'h{n}', '{}', {b}, now(), 'x', now())");
        rows.put(
                "idempotent_request",
                "(tenant_id, key, request_digest, status, body, created_at) values ({t}, 'k{n}', 'd', 200, 'b', now())");
        rows.put(
                "audit",
                "(tenant_id, seq, at, actor, action, subject, detail, previous, hash)"
                        + " values ({t}, {n}, now(), 'x', 'a', 's', '{}', 'p', 'h')");
        rows.put("setup_link", "(tenant_id, hash, created_at, expires_at) values ({t}, 'h{n}', now(), now())");
        rows.put("audit_head", "(tenant_id, seq, hash, signature) values ({t}, 1, 'h', 's')");
        rows.put(
                "tally_day",
                "(tenant_id, day, s5, s4, s3, s2, s1, s0, exploited, late, opened, closed, counted_at)"
                        + " values ({t}, date '2026-01-01' + {n}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, now())");
        rows.put(
                "tally_environment",
                "(tenant_id, environment_id, deployments, s5, s4, s3, s2, s1, s0, exploited, late, violated, counted_at)"
                        + " values ({t}, {b}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, now())");
        rows.put(
                "tally_project",
                "(tenant_id, project_id, artifacts, s5, s4, s3, s2, s1, s0, exploited, late, violated, counted_at)"
                        + " values ({t}, {b}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, now())");
        return rows;
    }

    /// A statement that makes one.
    ///
    /// @param pointsAt the number of the rows that it points at
    /// @param own its own
    public static String insert(String table, long tenant, long pointsAt, long own) {
        return "insert into " + table + " "
                + ROWS.get(table)
                        .replace("{t}", Long.toString(tenant))
                        .replace("{b}", Long.toString(pointsAt))
                        .replace("{n}", Long.toString(own));
    }

    /// Statements that make a tenant with rows in every table, numbered from its id times 100.
    public static List<String> fill(long tenant) {
        var statements = new ArrayList<String>();
        statements.add(
                "insert into tenant (id, key, name, created_at) overriding system value values (%1$d, 't%1$d', 't', now())"
                        .formatted(tenant));
        for (String table : ROWS.keySet()) {
            statements.add(insert(table, tenant, tenant * 100, tenant * 100));
            // another that nothing points at yet
            if (ROWS.get(table).contains("overriding")) {
                statements.add(insert(table, tenant, tenant * 100, tenant * 100 + 50));
            }
        }
        return statements;
    }
}
