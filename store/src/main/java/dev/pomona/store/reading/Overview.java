// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How everything stands at this moment, in counts that stop at a thousand.
public final class Overview {

    /// More environments than anybody has; what is beyond isn't shown.
    private static final int MOST = 50;

    private final Tx tx;

    public Overview(Tx tx) {
        this.tx = tx;
    }

    public Severities severities() {
        var counts = new ArrayList<Count>();
        for (int rank = 0; rank < Severities.RANKS; rank++) {
            counts.add(Count.of(tx, "from finding where known_to is null and severity = ?", rank));
        }
        return new Severities(counts);
    }

    /// Open findings of an artifact.
    public Severities severities(long artifact) {
        var counts = new ArrayList<Count>();
        for (int rank = 0; rank < Severities.RANKS; rank++) {
            counts.add(Count.of(
                    tx, "from finding where artifact_id = ? and known_to is null and severity = ?", artifact, rank));
        }
        return new Severities(counts);
    }

    public Count exploited() {
        return Count.of(tx, "from finding where known_to is null and is_exploited");
    }

    public Count late(Instant now) {
        return Count.of(tx, "from finding where known_to is null and due_at < ?", now);
    }

    /// Those that become late from one time to another.
    public Count due(Instant from, Instant to) {
        return Count.of(tx, "from finding where known_to is null and due_at >= ? and due_at < ?", from, to);
    }

    public Count late(int severity, Instant now) {
        return Count.of(tx, "from finding where known_to is null and due_at < ? and severity = ?", now, severity);
    }

    public Count openedSince(Instant then) {
        return Count.of(tx, "from finding where known_to is null and known_from >= ?", then);
    }

    public Count closedSince(Instant then) {
        return Count.of(tx, "from finding where known_to >= ?", then);
    }

    public Count untriaged() {
        return Count.of(tx, "from finding where known_to is null and state = 'OPEN'");
    }

    public Count ofRule(String rule) {
        return Count.of(tx, "from finding where known_to is null and rule = ?", rule);
    }

    public Count assignedTo(String person) {
        return Count.of(tx, "from finding where known_to is null and assignee = ?", person);
    }

    /// An environment and the verdicts about what runs in it or asked to.
    ///
    /// @param instances that run there now
    public record Environment(
            String key,
            String name,
            boolean isProduction,
            boolean isExposed,
            @Nullable Long maxReverseUptimeSeconds,
            @Nullable Long maxImageAgeSeconds,
            Count instances,
            Count passing,
            Count violated,
            Count incomplete) {}

    /// In the order of promotion, the last first.
    public List<Environment> environments() {
        record Known(long id, Environment environment) {}
        List<Known> known = tx.all(
                """
                select id, key, name, is_production, is_exposed,
                    extract(epoch from max_reverse_uptime)::bigint as uptime,
                    extract(epoch from max_image_age)::bigint as age
                from environment order by position desc, key limit ?
                """,
                row -> new Known(
                        row.number("id"),
                        new Environment(
                                row.text("key"),
                                row.text("name"),
                                row.flag("is_production"),
                                row.flag("is_exposed"),
                                row.optionalNumber("uptime"),
                                row.optionalNumber("age"),
                                Count.NONE,
                                Count.NONE,
                                Count.NONE,
                                Count.NONE)),
                MOST);
        return known.stream()
                .map(one -> new Environment(
                        one.environment().key(),
                        one.environment().name(),
                        one.environment().isProduction(),
                        one.environment().isExposed(),
                        one.environment().maxReverseUptimeSeconds(),
                        one.environment().maxImageAgeSeconds(),
                        Count.of(tx, "from deployment where environment_id = ? and until is null", one.id()),
                        verdicts(one.id(), "PASS"),
                        verdicts(one.id(), "VIOLATED"),
                        verdicts(one.id(), "INCOMPLETE")))
                .toList();
    }

    private Count verdicts(long environment, String verdict) {
        return Count.of(
                tx,
                "from decision where environment_id = ? and ended_at is null and verdict = ?",
                environment,
                verdict);
    }

    /// Changes whenever anything changes that a page shows: short, and cheap enough to be asked for every few seconds.
    public String mark() {
        return tx.one("""
                select encode(substring(sha256(convert_to(concat_ws('/',
                    (select max(id) from outbox),
                    (select concat(known_from, '+', id) from finding where known_to is null
                        order by known_from desc, id desc limit 1),
                    (select concat(known_to, '+', id) from finding where known_to is not null
                        order by known_to desc, id desc limit 1),
                    (select max(id) from decision),
                    (select max(seq) from audit),
                    (select snapshot_id from judged_by)), 'UTF8')) for 8), 'hex') as mark
                """, row -> row.text("mark"));
    }
}
