// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.lifecycle;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.audit.Audit;
import dev.pomona.server.change.Precondition;
import dev.pomona.server.change.Topic;
import dev.pomona.store.judgement.TriageStore;
import dev.pomona.store.judgement.TriageStore.Finding;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What people do to findings, one or many at a time. What is decided about a flaw in one build
/// holds for every build of the project that has it, and verdicts follow in the same transaction.
public final class Findings {

    /// As many findings as can be dealt with at a time.
    public static final int MOST = 1000;

    private static final int LONGEST = 10_000;

    private final Database database;
    private final Audit audit;
    private final Rejudging rejudging;
    private final Clock clock;

    public Findings(Database database, Audit audit, Rejudging rejudging, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.rejudging = rejudging;
        this.clock = clock;
    }

    /// What a bulk action did. Each finding is dealt with or refused on its own.
    ///
    /// @param done findings that are as was asked, with the same flaw in other builds; sorted
    /// @param refused why, by id
    /// @param verdicts how many verdicts say something else than before
    public record Outcome(List<Long> done, Map<Long, String> refused, int verdicts) {

        public Outcome {
            done = List.copyOf(done);
            refused = new TreeMap<>(refused);
        }
    }

    /// A change of state.
    ///
    /// @param reason `null` where none is needed
    /// @param justification `null` unless it becomes not affected
    public record Change(
            State to, @Nullable String reason, @Nullable Justification justification) {}

    public Outcome triage(TenantId tenant, Collection<Long> findings, Change change, String by) {
        check(findings);
        String reason = change.reason();
        if (change.to().needsReason() && (reason == null || reason.isBlank())) {
            throw new IllegalArgumentException(
                    "%s needs a reason".formatted(change.to().word()));
        }
        checkText(reason);
        if (change.to() == State.NOT_AFFECTED && change.justification() == null) {
            throw new IllegalArgumentException("not-affected needs a justification: one of "
                    + Arrays.stream(Justification.values())
                            .map(Justification::word)
                            .collect(Collectors.joining(", ")));
        }
        if (change.to() != State.NOT_AFFECTED && change.justification() != null) {
            throw new IllegalArgumentException("a justification belongs to not-affected, and to nothing else");
        }
        String justification =
                change.justification() == null ? null : change.justification().word();
        return apply(
                tenant,
                findings,
                by,
                "finding-triaged",
                "STATE",
                json -> json.field("state", change.to().name())
                        .field("reason", reason)
                        .field("justification", justification),
                new Step() {

                    @Override
                    public @Nullable String refuses(Finding finding) {
                        State from = State.valueOf(finding.state());
                        return from.mayBecome(change.to())
                                ? null
                                : "a finding that is %s can't become %s"
                                        .formatted(from.word(), change.to().word());
                    }

                    @Override
                    public void run(Tx tx, Collection<Long> ids, Instant now) {
                        new TriageStore(tx).setState(ids, change.to().name(), reason, justification, by, now);
                    }
                });
    }

    /// @param assignee `null` for nobody
    public Outcome assign(TenantId tenant, Collection<Long> findings, @Nullable String assignee, String by) {
        check(findings);
        checkText(assignee);
        return apply(
                tenant, findings, by, "finding-assigned", "ASSIGNED", json -> json.field("to", assignee), new Step() {

                    @Override
                    public @Nullable String refuses(Finding finding) {
                        return null;
                    }

                    @Override
                    public void run(Tx tx, Collection<Long> ids, Instant now) {
                        new TriageStore(tx).assign(ids, assignee);
                    }
                });
    }

    public Outcome comment(TenantId tenant, Collection<Long> findings, String text, String by) {
        check(findings);
        if (text.isBlank()) throw new IllegalArgumentException("a comment says something");
        checkText(text);
        return apply(
                tenant, findings, by, "finding-commented", "COMMENTED", json -> json.field("text", text), new Step() {

                    @Override
                    public @Nullable String refuses(Finding finding) {
                        return null;
                    }

                    @Override
                    public void run(Tx tx, Collection<Long> ids, Instant now) {
                        // the comment is the event itself
                    }
                });
    }

    /// What happened to a finding, in order, behind an event.
    public List<TriageStore.Event> history(TenantId tenant, long finding, long after, int most) {
        if (most < 1 || most > MOST) throw new IllegalArgumentException("1 to %d events, not %d".formatted(MOST, most));
        return database.inTenant(tenant, tx -> new TriageStore(tx).events(finding, after, most));
    }

    private interface Step {
        @Nullable
        String refuses(Finding finding);

        void run(Tx tx, Collection<Long> ids, Instant now);
    }

    private Outcome apply(
            TenantId tenant,
            Collection<Long> findings,
            String by,
            String action,
            String event,
            Consumer<JsonOut> detail,
            Step step) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.inTenant(tenant, tx -> {
            // before rows are locked: the order of locks is the same for all
            rejudging.share(tx, now);
            var store = new TriageStore(tx);
            store.hold(findings);
            var refused = new TreeMap<Long, String>();
            findings.forEach(id -> refused.put(id, "there is no such finding"));
            var done = new TreeSet<Long>();
            var artifacts = new TreeSet<Long>();
            var asked = new ArrayList<Finding>();
            List<Finding> locked = store.lock(findings);
            Precondition.check(tx);
            for (Finding finding : locked) {
                String why = finding.knownTo() == null ? step.refuses(finding) : "the finding has ended";
                if (why != null) {
                    refused.put(finding.id(), why);
                    continue;
                }
                refused.remove(finding.id());
                asked.add(finding);
                for (Finding same : store.same(finding)) {
                    done.add(same.id());
                    artifacts.add(same.artifact());
                }
            }
            if (!done.isEmpty()) {
                step.run(tx, done, now);
                store.tell(done, event, by, JsonOut.line(detail), now);
            }
            int verdicts = rejudging.run(tx, artifacts, now);
            for (Finding finding : asked) {
                audit.add(
                        tx,
                        Topic.FINDING,
                        by,
                        action,
                        "finding " + finding.id(),
                        json -> {
                            json.field("rule", finding.rule())
                                    .field("project", finding.project())
                                    .field("fingerprint", finding.fingerprint());
                            detail.accept(json);
                        },
                        now);
            }
            return new Outcome(List.copyOf(done), refused, verdicts);
        });
    }

    private static void check(Collection<Long> findings) {
        if (findings.isEmpty() || findings.size() > MOST) {
            throw new IllegalArgumentException("1 to %d findings, not %d".formatted(MOST, findings.size()));
        }
    }

    static void checkText(@Nullable String text) {
        if (text != null && text.length() > LONGEST) {
            throw new IllegalArgumentException("at most %d characters".formatted(LONGEST));
        }
        if (text != null && text.indexOf('\0') >= 0) throw new IllegalArgumentException("a text has no zero character");
    }
}
