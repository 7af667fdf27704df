// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.policy.DefaultPolicy;
import dev.pomona.policy.Policy;
import dev.pomona.policy.document.PolicyDocument;
import dev.pomona.policy.document.PolicyReader;
import dev.pomona.server.gate.PolicyTrial;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.pages.view.PolicyView;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.judgement.DecisionStore;
import dev.pomona.store.sql.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The policy that holds, and trying another one on what was judged before. Policies are set from git, not here.
final class PolicyPages {

    private static final String FILE = "policy.yaml";
    private static final int LONGEST = 200_000;
    private static final int MOST_MISTAKES = 50;

    /// How many of the last verdicts a draft can be tried on; the first is usual.
    private static final List<Integer> LASTS = List.of(100, 25, 500);

    private final Site site;
    private final Actions actions;

    PolicyPages(Site site, Actions actions) {
        this.site = site;
        this.actions = actions;
    }

    List<Route> routes() {
        return List.of(
                site.get("/policy", visit -> show(visit, null, null, null, LASTS.getFirst())),
                site.post("/policy", Scope.READ, this::check));
    }

    /// Checks a draft, and when it has no mistakes and that was asked for, tries it.
    private Response check(Visit visit, Form form) {
        String draft = form.all("policy").stream().findFirst().orElse("");
        if (draft.length() > LONGEST) {
            throw ProblemException.invalid("policy", "is longer than %d characters".formatted(LONGEST));
        }
        PolicyDocument document = PolicyReader.read(FILE, draft);
        List<String> mistakes = document.issues().stream()
                .limit(MOST_MISTAKES)
                .map(issue -> issue.render(draft))
                .toList();
        int last = form.text("last").flatMap(PolicyPages::last).orElse(LASTS.getFirst());
        PolicyView.Tried tried =
                mistakes.isEmpty() && form.text("do").orElse("").equals("try")
                        ? tried(actions.dryRun(visit.viewer(), draft, last))
                        : null;
        return show(visit, draft, mistakes, tried, last);
    }

    private static Optional<Integer> last(String text) {
        return LASTS.stream().filter(one -> one.toString().equals(text)).findFirst();
    }

    private Response show(
            Visit visit,
            @Nullable String draft,
            @Nullable List<String> mistakes,
            PolicyView.@Nullable Tried tried,
            int last) {
        return visit.show(
                "policy", "policy", (tx, _) -> new Visit.Shown("Policy", view(tx, draft, mistakes, tried, last)));
    }

    private static PolicyView view(
            Tx tx,
            @Nullable String draft,
            @Nullable List<String> mistakes,
            PolicyView.@Nullable Tried tried,
            int last) {
        DecisionStore.PolicyVersion version = new DecisionStore(tx).policy().orElse(null);
        String document = version == null ? null : version.policy();
        Policy policy = document == null
                ? DefaultPolicy.policy()
                : PolicyReader.read(FILE, document).policy();
        String start = document == null ? DefaultPolicy.document() : document;
        return new PolicyView(
                version == null ? null : version.origin(),
                version == null ? null : version.setAt(),
                policy.rules().stream()
                        .map(rule -> new PolicyView.Rule(
                                rule.id(), rule.level().name(), rule.subject().name(), rule.message(), rule.owner()))
                        .toList(),
                version == null ? null : version.waivers(),
                draft == null ? start : draft,
                mistakes,
                tried,
                LASTS,
                last);
    }

    private static PolicyView.Tried tried(PolicyTrial.Outcome run) {
        Map<String, Integer> moves = new TreeMap<>();
        for (PolicyTrial.Change change : run.changes()) {
            moves.merge(change.before() + " " + change.after(), 1, Integer::sum);
        }
        return new PolicyView.Tried(
                run.looked(),
                run.gone(),
                moves.entrySet().stream()
                        .map(move -> {
                            int blank = move.getKey().indexOf(' ');
                            return new PolicyView.Move(
                                    move.getKey().substring(0, blank),
                                    move.getKey().substring(blank + 1),
                                    move.getValue());
                        })
                        .toList(),
                run.changes().stream()
                        .map(change -> new PolicyView.Changed(
                                change.project(),
                                change.artifact(),
                                change.digest(),
                                change.environment(),
                                change.asOf(),
                                change.before(),
                                change.after(),
                                change.reason()))
                        .toList());
    }
}
