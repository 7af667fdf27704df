// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.gate.PolicyTrial;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.identity.Tokens;
import dev.pomona.store.audit.AuditStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What pages let people change. Whoever starts the pages brings the services that do it; they check again what a
/// person may, keep history and audit trail, and answer what can't be done with a [ProblemException].
public interface Actions {

    /// Findings that are decided about together, or not at all.
    ///
    /// @param state one of the states of a finding
    /// @param justification of VEX, for `NOT_AFFECTED`; `null` otherwise
    record Triage(
            List<Long> findings,
            String state,
            String reason,
            @Nullable String justification) {

        public Triage {
            findings = List.copyOf(findings);
        }
    }

    void triage(Viewer by, Triage triage);

    /// @param person who takes care of them; `null` for nobody
    void assign(Viewer by, List<Long> findings, @Nullable String person);

    void comment(Viewer by, long finding, String text);

    /// A request to carry a flaw for a while.
    ///
    /// @param isRisk whether it is a risk that a business owner must sign, and not a waiver
    /// @param environment its key; `null` for all
    /// @param owner who answers for it
    /// @param expires the last day on which it holds
    record Ask(
            long finding,
            boolean isRisk,
            @Nullable String environment,
            String owner,
            String reason,
            LocalDate expires) {}

    void ask(Viewer by, Ask ask);

    void sign(Viewer by, long acceptance);

    /// @return the token in clear, this once
    String makeToken(Viewer by, String name, Set<Scope> scopes, Tokens.Only only, Instant expiresAt);

    void revokeToken(Viewer by, long token);

    /// Follows the whole audit trail.
    AuditStore.Check verify(Viewer by);

    /// Judges again, with another policy, what was judged before; changes nothing.
    ///
    /// @param policy a document without mistakes
    /// @param most how many of the last verdicts are judged again
    PolicyTrial.Outcome dryRun(Viewer by, String policy, int most);
}
