// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.lifecycle;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.audit.Audit;
import dev.pomona.server.change.Precondition;
import dev.pomona.server.change.Topic;
import dev.pomona.store.delivery.AnswerLevelStore;
import dev.pomona.store.delivery.AnswerLevelStore.AnswerLevel;
import dev.pomona.store.delivery.OutboxStore;
import dev.pomona.store.judgement.MatchStore;
import dev.pomona.store.judgement.UrgencyRound;
import dev.pomona.store.judgement.UrgencyStore;
import dev.pomona.store.judgement.UrgencyStore.Late;
import dev.pomona.store.judgement.UrgencyStore.Level;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Until when findings are to be dealt with, by severity and environment. Whoever must know is told
/// before a finding is late, and once more when it is.
public final class ServiceLevels {

    /// How long before a finding is due somebody is warned.
    public static final Duration WARNING = Duration.ofDays(2);

    private static final Duration SHORTEST_ANSWER = Duration.ofSeconds(1);
    private static final Duration LONGEST_ANSWER = Duration.ofDays(30);
    private static final int AT_A_TIME = 500;

    /// Their artifacts are held meanwhile, and a finding that changes stands in many indexes.
    private static final int FINDINGS_AT_A_TIME = 2_000;

    private static final int ARTIFACTS_AT_A_TIME = 50;

    private final Database database;
    private final Audit audit;
    private final Clock clock;

    public ServiceLevels(Database database, Audit audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /// The worst severity first.
    public List<Level> levels(TenantId tenant) {
        return database.inTenant(tenant, tx -> new UrgencyStore(tx).levels());
    }

    /// Takes the place of all levels. Due dates follow with [#refresh].
    ///
    /// @throws dev.pomona.store.estate.UnknownException when an environment is not known
    public void set(TenantId tenant, List<Level> levels, String by) {
        for (Level level : levels) {
            if (level.days() < 1 || level.days() > 3650) {
                throw new IllegalArgumentException("1 to 3650 days, not %d".formatted(level.days()));
            }
        }
        Instant now = now();
        database.runInTenant(tenant, tx -> {
            Precondition.check(tx, "service levels");
            new UrgencyStore(tx).setLevels(levels, by, now);
            audit.add(
                    tx,
                    Topic.SETTING,
                    by,
                    "service-levels-set",
                    "service levels",
                    json -> {
                        json.array("levels");
                        for (Level level : levels) {
                            json.inlineObject()
                                    .field("severity", level.severity())
                                    .field("environment", level.environment())
                                    .field("days", level.days())
                                    .end();
                        }
                        json.end();
                    },
                    now);
        });
    }

    /// Within which time answers to advisories are to reach the last receiver.
    public List<AnswerLevel> answers(TenantId tenant) {
        return database.inTenant(tenant, tx -> new AnswerLevelStore(tx).levels());
    }

    /// Takes the place of all levels of answers. What became known before keeps the time that it had.
    public void setAnswers(TenantId tenant, List<AnswerLevel> levels, String by) {
        if (levels.stream().map(AnswerLevel::severity).distinct().count() < levels.size()) {
            throw new IllegalArgumentException("a severity has one time alone");
        }
        for (AnswerLevel level : levels) {
            if (level.within().compareTo(SHORTEST_ANSWER) < 0 || level.within().compareTo(LONGEST_ANSWER) > 0) {
                throw new IllegalArgumentException("an answer takes from a second to 30 days");
            }
        }
        Instant now = now();
        database.runInTenant(tenant, tx -> {
            Precondition.check(tx, "answer levels");
            new AnswerLevelStore(tx).set(levels, by, now);
            audit.add(
                    tx,
                    Topic.SETTING,
                    by,
                    "answer-levels-set",
                    "answer levels",
                    json -> {
                        json.array("levels");
                        for (AnswerLevel level : levels) {
                            json.inlineObject();
                            if (level.severity() != null) json.field("severity", level.severity());
                            json.text("within", level.within()).end();
                        }
                        json.end();
                    },
                    now);
        });
    }

    /// Goes on with the round through priorities and due dates of all that is open, to its end, see [UrgencyRound]. Two
    /// nodes share it.
    ///
    /// @return how many findings have others than before
    public int refresh(TenantId tenant) {
        record Step(int changed, boolean isLast) {}
        int changed = 0;
        while (true) {
            Instant now = now();
            Step step = database.inTenant(tenant, tx -> {
                // as everyone does who changes findings, so that nobody waits in a circle
                new MatchStore(tx).shareSnapshot();
                var round = new UrgencyRound(tx);
                Optional<Long> behind = round.take(now);
                if (behind.isEmpty()) return new Step(0, true);
                var store = new UrgencyStore(tx);
                List<Long> artifacts = store.artifacts(behind.get(), ARTIFACTS_AT_A_TIME, FINDINGS_AT_A_TIME);
                if (artifacts.isEmpty()) round.finish();
                else round.seenTo(artifacts.getLast());
                return new Step(store.refresh(artifacts, now), artifacts.isEmpty());
            });
            changed += step.changed();
            if (step.isLast() || Thread.currentThread().isInterrupted()) return changed;
        }
    }

    /// Tells of findings that are late or soon will be, through the outbox, each once for either.
    ///
    /// @return how many messages; as long as it is not 0 there may be more
    public int warn(TenantId tenant) {
        Instant now = now();
        return database.inTenant(tenant, tx -> {
            var store = new UrgencyStore(tx);
            List<Late> breached = store.breach(now, now, AT_A_TIME);
            breached.forEach(late -> tell(tx, late, "breached", now));
            List<Late> warned = store.warn(now.plus(WARNING), now, AT_A_TIME);
            warned.stream().filter(late -> late.dueAt().isAfter(now)).forEach(late -> tell(tx, late, "due-soon", now));
            return breached.size() + warned.size();
        });
    }

    private static void tell(Tx tx, Late late, String event, Instant now) {
        new OutboxStore(tx)
                .add(
                        Topic.SERVICE_LEVEL.word(),
                        "finding " + late.finding(),
                        JsonOut.line(json -> json.field("event", event)
                                .field("finding", late.finding())
                                .field("rule", late.rule())
                                .field("title", late.title())
                                .field("severity", late.severity())
                                .field("artifact", late.artifact())
                                .field("project", late.project())
                                .field("assignee", late.assignee())
                                .text("due", late.dueAt())),
                        now);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
