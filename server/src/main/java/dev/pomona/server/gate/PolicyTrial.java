// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.gate;

import dev.pomona.model.decision.Decision;
import dev.pomona.policy.document.PolicyReader;
import dev.pomona.server.judge.PolicyDocuments;
import dev.pomona.store.judgement.DecisionStore;
import dev.pomona.store.reading.VerdictReading;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tries a policy on what was judged before: the same documents, advisories, circumstances and times. Nothing changes.
public final class PolicyTrial {

    /// More verdicts than that would keep whoever asks waiting.
    public static final int MOST = 500;

    private final Database database;
    private final Replay replay;

    public PolicyTrial(Database database, Replay replay) {
        this.database = database;
        this.replay = replay;
    }

    /// @param looked how many verdicts were judged again
    /// @param gone how many could not be, since what they rest on is not here any more
    /// @param changes what would have been decided otherwise, the newest first
    public record Outcome(int looked, int gone, List<Change> changes) {

        public Outcome {
            changes = List.copyOf(changes);
        }
    }

    /// @param before the name of a verdict
    /// @param after the name of another
    /// @param reason the first violation of the new verdict; `null` when there is none
    public record Change(
            long verdict,
            String project,
            String artifact,
            String digest,
            String environment,
            Instant asOf,
            String before,
            String after,
            @Nullable String reason) {}

    /// @param policy a document without mistakes; `null` for the built-in one
    /// @param most how many of the last verdicts are judged again, up to [#MOST]
    public Outcome run(TenantId tenant, @Nullable String policy, int most) {
        var holding = PolicyDocuments.of(
                database.inTenant(tenant, tx -> new DecisionStore(tx).policy()).orElse(null));
        var documents = new PolicyDocuments(
                policy == null
                        ? PolicyDocuments.of(null).policy()
                        : PolicyReader.read("policy.yaml", policy).policy(),
                holding.waivers());
        List<VerdictReading.Given> last =
                database.inTenant(tenant, tx -> new VerdictReading(tx).newest(Math.min(MOST, most)));
        int gone = 0;
        var changes = new ArrayList<Change>();
        for (VerdictReading.Given given : last) {
            Optional<Decision> other = replay.with(tenant, given.id(), documents);
            if (other.isEmpty()) gone++;
            else if (!other.get().verdict().name().equals(given.verdict())) changes.add(change(given, other.get()));
        }
        return new Outcome(last.size() - gone, gone, changes);
    }

    private static Change change(VerdictReading.Given given, Decision other) {
        return new Change(
                given.id(),
                given.project(),
                given.artifact(),
                given.digest(),
                given.environment(),
                given.asOf(),
                given.verdict(),
                other.verdict().name(),
                other.violations().isEmpty()
                        ? null
                        : other.violations().getFirst().message());
    }
}
