// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.gate;

import dev.pomona.formats.report.DecisionReader;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Violation;
import dev.pomona.policy.DefaultPolicy;
import dev.pomona.policy.Policy;
import dev.pomona.policy.document.Issue;
import dev.pomona.policy.document.PolicyDocument;
import dev.pomona.policy.document.PolicyReader;
import dev.pomona.policy.document.WaiverDocument;
import dev.pomona.policy.document.WaiverReader;
import dev.pomona.server.audit.Audit;
import dev.pomona.server.change.Precondition;
import dev.pomona.server.change.Topic;
import dev.pomona.server.judge.PolicyDocuments;
import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.judge.Verdicts;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.judgement.DecisionStore;
import dev.pomona.store.judgement.DecisionStore.Kept;
import dev.pomona.store.judgement.DecisionStore.PolicyVersion;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The policy and the waivers of a tenant, as they come from git: taken when they can be read, tried on
/// the past before, and applied to all that was judged by the one before.
public final class Policies {

    /// As many verdicts as a trial goes back.
    public static final int MOST = 500;

    private static final int AT_A_TIME = 50;

    private final Database database;
    private final Audit audit;
    private final Snapshots snapshots;
    private final Replay replay;
    private final Clock clock;
    private final String engine;

    /// @param engine the program's version
    public Policies(Database database, Audit audit, Snapshots snapshots, Clock clock, String engine) {
        this.database = database;
        this.audit = audit;
        this.snapshots = snapshots;
        this.replay = new Replay(database, snapshots, engine);
        this.clock = clock;
        this.engine = engine;
    }

    /// @param policy the document; `null` for the built-in one
    /// @param waivers the document; `null` for none
    /// @param keepsWaivers whether the waivers in effect stay, and `waivers` is `null`
    public record Documents(
            @Nullable String policy, @Nullable String waivers, boolean keepsWaivers) {

        public Documents {
            if (keepsWaivers && waivers != null) {
                throw new IllegalArgumentException("waivers are kept or sent, not both");
            }
        }

        Documents with(@Nullable PolicyVersion before) {
            return keepsWaivers ? new Documents(policy, before == null ? null : before.waivers(), false) : this;
        }
    }

    /// What came of documents that were sent.
    public sealed interface Result {

        record Set(PolicyVersion version) implements Result {}

        /// Nothing changed.
        ///
        /// @param issues every mistake, with its place
        record Refused(List<Issue> issues) implements Result {

            public Refused {
                issues = List.copyOf(issues);
            }
        }
    }

    /// The newest; empty while the built-in policy holds.
    public Optional<PolicyVersion> current(TenantId tenant) {
        return database.inTenant(tenant, tx -> new DecisionStore(tx).policy());
    }

    /// Makes these the policy and waivers by which everything is judged from now on. Verdicts that rest
    /// on the ones before are reached anew by [#rejudge].
    ///
    /// @param origin the repository and commit they are of
    public Result set(TenantId tenant, Documents documents, String origin, String by) {
        List<Issue> issues = issues(documents);
        if (!issues.isEmpty()) return new Result.Refused(issues);
        Instant now = now();
        return database.inTenant(tenant, tx -> {
            Precondition.check(tx, "policy");
            var decisions = new DecisionStore(tx);
            Documents whole = documents.with(decisions.policy().orElse(null));
            String digest = digest(whole);
            long id = decisions.setPolicy(digest, whole.policy(), whole.waivers(), origin, by, now);
            audit.add(
                    tx,
                    Topic.SETTING,
                    by,
                    "policy-set",
                    "policy " + id,
                    json -> json.field("digest", digest).field("origin", origin),
                    now);
            return new Result.Set(decisions.policy(id).orElseThrow());
        });
    }

    /// Reaches verdicts anew that rest on another policy than the newest, or on an environment as it was before it
    /// was changed, some at a time.
    ///
    /// @return how many say something else than before
    public int rejudge(TenantId tenant) {
        int changes = 0;
        while (true) {
            record Step(int done, int changes) {}
            Step step = database.inTenant(tenant, tx -> {
                Instant now = now();
                var advisories = snapshots.judging(tx, now);
                var store = new DecisionStore(tx);
                Long newest = store.policy().map(PolicyVersion::id).orElse(null);
                List<DecisionStore.Judged> outdated = store.outdated(newest, AT_A_TIME);
                List<Long> artifacts = outdated.stream()
                        .map(DecisionStore.Judged::artifact)
                        .sorted()
                        .distinct()
                        .toList();
                var verdicts = new Verdicts(tx, advisories, artifacts, engine, now);
                // another node may have been faster while this one waited for the artifacts
                return new Step(outdated.size(), verdicts.decide(store.outdated(newest, outdated)));
            });
            changes += step.changes();
            if (step.done() == 0) return changes;
        }
    }

    /// What a verdict of the past would have been.
    ///
    /// @param violations by the proposed policy
    public record Trial(
            long decision,
            String artifact,
            String environment,
            Instant asOf,
            Decision.Verdict was,
            Decision.Verdict wouldBe,
            List<Violation> violations) {

        public Trial {
            violations = List.copyOf(violations);
        }

        public boolean isChange() {
            return was != wouldBe;
        }
    }

    /// How a trial went.
    ///
    /// @param trials the newest verdict first
    /// @param lost verdicts that can't be recomputed any more
    /// @param issues mistakes in the documents: then nothing was tried
    public record Tried(List<Trial> trials, int lost, List<Issue> issues) {

        public Tried {
            trials = List.copyOf(trials);
            issues = List.copyOf(issues);
        }
    }

    /// Tries documents on the newest verdicts of the past: what they would have refused, and what let
    /// through. Nothing is kept.
    ///
    /// @param most how many verdicts, at most [#MOST]
    public Tried tryOut(TenantId tenant, Documents documents, int most) {
        if (most < 1 || most > MOST)
            throw new IllegalArgumentException("1 to %d verdicts, not %d".formatted(MOST, most));
        List<Issue> issues = issues(documents);
        if (!issues.isEmpty()) return new Tried(List.of(), 0, issues);
        PolicyDocuments proposed = read(documents.with(current(tenant).orElse(null)));
        var trials = new ArrayList<Trial>();
        int lost = 0;
        long below = Long.MAX_VALUE;
        int left = most;
        while (left > 0) {
            long from = below;
            int some = Math.min(left, AT_A_TIME);
            List<Kept> kept = database.inTenant(tenant, tx -> new DecisionStore(tx).newest(from, some));
            if (kept.isEmpty()) break;
            for (Kept one : kept) {
                Optional<Trial> trial = database.inTenant(tenant, tx -> trial(tx, one, proposed));
                if (trial.isPresent()) trials.add(trial.get());
                else lost++;
            }
            below = kept.getLast().id();
            left -= kept.size();
        }
        return new Tried(trials, lost, List.of());
    }

    private Optional<Trial> trial(Tx tx, Kept kept, PolicyDocuments proposed) {
        String digest = new ArtifactStore(tx)
                .byId(kept.verdict().artifact())
                .orElseThrow()
                .digest();
        Decision was = DecisionReader.read(kept.verdict().decision());
        return replay.by(tx, kept, proposed)
                .map(decision -> new Trial(
                        kept.id(),
                        digest,
                        kept.verdict().environment(),
                        kept.verdict().asOf(),
                        was.verdict(),
                        decision.verdict(),
                        decision.violations()));
    }

    /// Every mistake in what is sent, with its place.
    public static List<Issue> issues(Documents documents) {
        var issues = new ArrayList<Issue>();
        if (documents.policy() != null)
            issues.addAll(PolicyReader.read("policy", documents.policy()).issues());
        if (documents.waivers() != null)
            issues.addAll(WaiverReader.read("waivers", documents.waivers()).issues());
        return issues;
    }

    private static PolicyDocuments read(Documents documents) {
        Policy policy = documents.policy() == null
                ? DefaultPolicy.policy()
                : readPolicy(documents.policy()).policy();
        return new PolicyDocuments(
                policy,
                documents.waivers() == null
                        ? List.of()
                        : readWaivers(documents.waivers()).waivers());
    }

    private static PolicyDocument readPolicy(String text) {
        return PolicyReader.read("policy.yaml", text);
    }

    private static WaiverDocument readWaivers(String text) {
        return WaiverReader.read("waivers.yaml", text);
    }

    /// Over both documents, each with its length.
    private static String digest(Documents documents) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (String text : new @Nullable String[] {documents.policy(), documents.waivers()}) {
                byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
                digest.update((text == null ? "-" : Integer.toString(bytes.length)).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
                digest.update(bytes);
            }
            return "sha256:" + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
