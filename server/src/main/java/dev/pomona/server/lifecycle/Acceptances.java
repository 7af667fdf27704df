// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.lifecycle;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.audit.Audit;
import dev.pomona.server.change.Topic;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.store.delivery.OutboxStore;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.judgement.AcceptanceStore;
import dev.pomona.store.judgement.AcceptanceStore.Acceptance;
import dev.pomona.store.judgement.AcceptanceStore.Kind;
import dev.pomona.store.judgement.AcceptanceStore.Terms;
import dev.pomona.store.judgement.TriageStore;
import dev.pomona.store.judgement.TriageStore.Finding;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Waivers, and risks that a business owner accepts. Each has an owner, a reason and a last day,
/// and ends by itself, then or when things have got worse than they were when it was asked for: then the findings it
/// covered count again.
public final class Acceptances {

    /// The longest time for which anyone may accept anything.
    public static final int MOST_DAYS = 366;

    private static final int AT_A_TIME = 500;

    private final Database database;
    private final Audit audit;
    private final Rejudging rejudging;
    private final Clock clock;
    private final ServerKey key;

    /// @param key signs what is accepted
    public Acceptances(Database database, Audit audit, Rejudging rejudging, Clock clock, ServerKey key) {
        this.database = database;
        this.audit = audit;
        this.rejudging = rejudging;
        this.clock = clock;
        this.key = key;
    }

    /// Who asks, or signs.
    ///
    /// @param name as the audit trail has it
    /// @param person the row of whoever answers for it; `null` when nobody is known
    public record By(String name, @Nullable Long person) {

        /// Whether one person is behind both. Names are not enough: somebody may have tokens besides, and take another
        /// name.
        boolean isBehind(Acceptance acceptance) {
            return acceptance.madeBy().equals(name) || (person != null && person.equals(acceptance.madeByPerson()));
        }
    }

    /// Grants a waiver, or asks for the acceptance of a risk, which holds once it is signed.
    ///
    /// @return its id
    /// @throws UnknownException when the project or environment is not known
    public long add(TenantId tenant, Terms terms, By asking) {
        String by = asking.name();
        Instant now = now();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (terms.owner().isBlank() || terms.reason().isBlank()) {
            throw new IllegalArgumentException("an owner and a reason are needed");
        }
        Findings.checkText(terms.owner());
        Findings.checkText(terms.reason());
        if (!terms.fingerprint().matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("'%s' is no fingerprint".formatted(terms.fingerprint()));
        }
        if (terms.expires().isBefore(today) || terms.expires().isAfter(today.plusDays(MOST_DAYS))) {
            throw new IllegalArgumentException(
                    "the last day is from %s to %s".formatted(today, today.plusDays(MOST_DAYS)));
        }
        return database.inTenant(tenant, tx -> {
            rejudging.share(tx, now);
            long id = new AcceptanceStore(tx).add(terms, by, asking.person(), now);
            String action = terms.kind() == Kind.WAIVER ? "waiver-granted" : "risk-acceptance-requested";
            Acceptance added = new AcceptanceStore(tx).find(id).orElseThrow();
            new AcceptanceStore(tx).hold(List.of(id));
            if (terms.kind() == Kind.WAIVER) tell(tx, added, "WAIVED", by, now);
            send(tx, added, terms.kind() == Kind.WAIVER ? "granted" : "requested", now);
            audit.add(tx, by, action, "acceptance " + id, json -> detail(terms, json), now);
            return id;
        });
    }

    /// A business owner's yes to a risk.
    ///
    /// @throws IllegalArgumentException when whoever asked signs, since it takes two, or when nobody is known to
    ///     answer for who signs
    /// @throws UnknownException when there is none of that id that waits for a signature
    public void sign(TenantId tenant, long id, By signing) {
        String by = signing.name();
        Instant now = now();
        database.runInTenant(tenant, tx -> {
            rejudging.share(tx, now);
            var store = new AcceptanceStore(tx);
            Acceptance acceptance = store.lock(id)
                    .filter(found -> found.terms().kind() == Kind.RISK)
                    .orElseThrow(() -> new UnknownException("risk acceptance", Long.toString(id)));
            store.hold(List.of(id));
            if (signing.person() == null) {
                throw new IllegalArgumentException("a risk is signed by a person: log in, or take a token made by one");
            }
            if (signing.isBehind(acceptance)) {
                throw new IllegalArgumentException("who asks for an acceptance can't sign it");
            }
            if (!store.sign(id, by, now)) throw new UnknownException("unsigned risk acceptance", Long.toString(id));
            for (Finding finding : covered(tx, acceptance)) {
                new TriageStore(tx)
                        .setState(
                                List.of(finding.id()),
                                "ACCEPTED",
                                acceptance.terms().reason(),
                                null,
                                by,
                                now);
            }
            Acceptance signed = store.find(id).orElseThrow();
            store.keep(id, AcceptanceStatement.signed(signed, key));
            tell(tx, signed, "ACCEPTED", by, now);
            send(tx, signed, "signed", now);
            audit.add(tx, by, "risk-accepted", "acceptance " + id, json -> detail(acceptance.terms(), json), now);
        });
    }

    /// Ends one before its time.
    ///
    /// @throws UnknownException when there is none of that id that has not ended
    public void end(TenantId tenant, long id, String reason, String by) {
        Findings.checkText(reason);
        Instant now = now();
        database.runInTenant(tenant, tx -> {
            rejudging.share(tx, now);
            var store = new AcceptanceStore(tx);
            // two who end it at once end it once
            Acceptance acceptance = store.lock(id)
                    .filter(found -> found.endedAt() == null)
                    .orElseThrow(() -> new UnknownException("acceptance", Long.toString(id)));
            store.hold(List.of(id));
            end(tx, acceptance, reason, by, now);
            send(tx, acceptance, "ended", now);
            audit.add(tx, by, "acceptance-ended", "acceptance " + id, json -> json.field("reason", reason), now);
        });
    }

    /// Ends all whose last day has passed: what they covered opens again, and verdicts follow.
    ///
    /// @return how many; some may be left when it is many
    public int expire(TenantId tenant) {
        Instant now = now();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return database.inTenant(tenant, tx -> {
            rejudging.share(tx, now);
            var store = new AcceptanceStore(tx);
            List<Acceptance> expired = store.takeExpired(today, AT_A_TIME);
            store.hold(expired.stream().map(Acceptance::id).toList());
            for (Acceptance acceptance : expired) {
                end(tx, acceptance, "its last day has passed", "pomona", now);
                send(tx, acceptance, "expired", now);
            }
            return expired.size();
        });
    }

    /// Ends all under which things have got worse, and does what follows where they ended in the midst of something
    /// else: what they covered opens again, and all verdicts follow.
    ///
    /// @return how many; some may be left when it is many
    public int reopen(TenantId tenant) {
        Instant now = now();
        return database.inTenant(tenant, tx -> {
            rejudging.share(tx, now);
            var store = new AcceptanceStore(tx);
            store.endOutgrown(null, now);
            List<Acceptance> ended = store.toFollow(AT_A_TIME);
            store.hold(ended.stream().map(Acceptance::id).toList());
            for (Acceptance acceptance : ended) {
                String because = String.valueOf(acceptance.endedBecause());
                open(tx, acceptance, because, "pomona", now);
                send(tx, acceptance, "reopened", now);
                store.followed(acceptance.id(), now);
            }
            return ended.size();
        });
    }

    /// An acceptance with its proof.
    ///
    /// @param problem which check of the signature fails; empty when none does, `null` where nobody signed
    public record Proved(Acceptance acceptance, @Nullable String problem) {}

    /// One of an id, its signature checked against what is kept.
    public Optional<Proved> find(TenantId tenant, long id) {
        return database.inTenant(tenant, tx -> new AcceptanceStore(tx).find(id)).map(this::proved);
    }

    /// @param acceptance as it is kept
    public Proved proved(Acceptance acceptance) {
        return new Proved(
                acceptance, acceptance.signedBy() == null ? null : AcceptanceStatement.problem(acceptance, key));
    }

    private static void send(Tx tx, Acceptance acceptance, String event, Instant now) {
        new OutboxStore(tx)
                .add(
                        Topic.WAIVER.word(),
                        "acceptance " + acceptance.id(),
                        JsonOut.line(json -> {
                            json.field("acceptance", acceptance.id())
                                    .field("event", event)
                                    .field("because", acceptance.endedBecause());
                            detail(acceptance.terms(), json);
                        }),
                        now);
    }

    private void end(Tx tx, Acceptance acceptance, String because, String by, Instant now) {
        new AcceptanceStore(tx).end(acceptance.id(), because, now);
        open(tx, acceptance, because, by, now);
    }

    private void open(Tx tx, Acceptance acceptance, String because, String by, Instant now) {
        for (Finding finding : covered(tx, acceptance)) {
            if (finding.state().equals(State.ACCEPTED.name())) {
                new TriageStore(tx).setState(List.of(finding.id()), State.OPEN.name(), because, null, by, now);
            }
        }
        tell(tx, acceptance, "ACCEPTANCE_ENDED", by, now);
    }

    private void tell(Tx tx, Acceptance acceptance, String event, String by, Instant now) {
        List<Finding> covered = covered(tx, acceptance);
        if (covered.isEmpty()) return;
        new TriageStore(tx)
                .tell(
                        covered.stream().map(Finding::id).toList(),
                        event,
                        by,
                        JsonOut.line(json -> json.field("acceptance", acceptance.id())
                                .text("expires", acceptance.terms().expires())),
                        now);
        rejudging.run(tx, covered.stream().map(Finding::artifact).toList(), now);
    }

    private static List<Finding> covered(Tx tx, Acceptance acceptance) {
        var terms = acceptance.terms();
        return new TriageStore(tx).open(terms.fingerprint(), terms.project());
    }

    private static void detail(Terms terms, JsonOut json) {
        json.field("kind", terms.kind())
                .field("fingerprint", terms.fingerprint())
                .field("project", terms.project())
                .field("environment", terms.environment())
                .field("owner", terms.owner())
                .field("reason", terms.reason())
                .text("expires", terms.expires());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
