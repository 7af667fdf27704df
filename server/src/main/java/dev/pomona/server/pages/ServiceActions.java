// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.audit.Audit;
import dev.pomona.server.gate.PolicyTrial;
import dev.pomona.server.identity.Caller;
import dev.pomona.server.identity.Role;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.identity.Tokens;
import dev.pomona.server.lifecycle.Acceptances;
import dev.pomona.server.lifecycle.Findings;
import dev.pomona.server.lifecycle.Justification;
import dev.pomona.server.lifecycle.State;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.store.audit.AuditStore;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.judgement.AcceptanceStore;
import dev.pomona.store.reading.FindingReading;
import dev.pomona.store.sql.Database;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Hands what people do on pages to the services.
public final class ServiceActions implements Actions {

    private final Database database;
    private final Findings findings;
    private final Acceptances acceptances;
    private final Tokens tokens;
    private final Audit audit;
    private final PolicyTrial trial;

    public ServiceActions(
            Database database,
            Findings findings,
            Acceptances acceptances,
            Tokens tokens,
            Audit audit,
            PolicyTrial trial) {
        this.database = database;
        this.findings = findings;
        this.acceptances = acceptances;
        this.tokens = tokens;
        this.audit = audit;
        this.trial = trial;
    }

    @Override
    public void triage(Viewer by, Triage triage) {
        String justification = triage.justification();
        var change = new Findings.Change(
                State.valueOf(triage.state()),
                triage.reason(),
                justification == null ? null : Justification.valueOf(justification.toUpperCase(Locale.ROOT)));
        done(() -> findings.triage(by.tenant(), triage.findings(), change, by.id()));
    }

    @Override
    public void assign(Viewer by, List<Long> ids, @Nullable String person) {
        done(() -> findings.assign(by.tenant(), ids, person, by.id()));
    }

    @Override
    public void comment(Viewer by, long finding, String text) {
        done(() -> findings.comment(by.tenant(), List.of(finding), text, by.id()));
    }

    @Override
    public void ask(Viewer by, Ask ask) {
        if (!ask.isRisk() && !by.may(Scope.TRIAGE)) {
            throw new ProblemException(
                    ProblemType.NOT_ALLOWED,
                    "a waiver holds at once, so it is for those who may triage; ask for a risk");
        }
        var finding = database.inTenant(by.tenant(), tx -> new FindingReading(tx).find(ask.finding()))
                .orElseThrow(() -> ProblemException.notFound("finding", Long.toString(ask.finding())));
        var terms = new AcceptanceStore.Terms(
                ask.isRisk() ? AcceptanceStore.Kind.RISK : AcceptanceStore.Kind.WAIVER,
                finding.fingerprint(),
                finding.project(),
                ask.environment(),
                ask.owner(),
                ask.reason(),
                ask.expires());
        answered(() -> acceptances.add(by.tenant(), terms, new Acceptances.By(by.id(), by.person())));
    }

    @Override
    public void sign(Viewer by, long acceptance) {
        if (!by.may(Scope.ACCEPT)) throw new ProblemException(ProblemType.NOT_ALLOWED, "risks are signed by managers");
        answered(() -> {
            acceptances.sign(by.tenant(), acceptance, new Acceptances.By(by.id(), by.person()));
            return true;
        });
    }

    @Override
    public String makeToken(Viewer by, String name, Set<Scope> scopes, Tokens.Only only, Instant expiresAt) {
        return answered(() -> tokens.make(caller(by), name, scopes, only, expiresAt))
                .token();
    }

    @Override
    public void revokeToken(Viewer by, long token) {
        tokens.revoke(caller(by), token);
    }

    @Override
    public AuditStore.Check verify(Viewer by) {
        return audit.verify(by.tenant());
    }

    @Override
    public PolicyTrial.Outcome dryRun(Viewer by, String policy, int most) {
        return trial.run(by.tenant(), policy, most);
    }

    private static Caller caller(Viewer viewer) {
        Set<Scope> scopes = Role.scopes(viewer.roles().stream().map(Enum::name).toList());
        return new Caller(viewer.tenant(), viewer.id(), scopes, null, null, viewer.person(), null);
    }

    /// Of several findings some may be refused; then nothing is hidden: who asked is told why.
    private static void done(Supplier<Findings.Outcome> work) {
        Findings.Outcome outcome = answered(work);
        if (outcome.refused().isEmpty()) return;
        var words = new StringBuilder();
        outcome.refused().entrySet().stream()
                .limit(5)
                .forEach(one -> words.append("finding ")
                        .append(one.getKey())
                        .append(": ")
                        .append(one.getValue())
                        .append(". "));
        throw new ProblemException(
                ProblemType.CONFLICT,
                "%d of %d were refused. %s"
                        .formatted(
                                outcome.refused().size(),
                                outcome.refused().size() + outcome.done().size(),
                                words));
    }

    private static <T> T answered(Supplier<T> work) {
        try {
            return work.get();
        } catch (UnknownException e) {
            throw new ProblemException(ProblemType.NOT_FOUND, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.UNPROCESSABLE, String.valueOf(e.getMessage()));
        }
    }
}
