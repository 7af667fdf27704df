// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.policy.DefaultPolicy;
import dev.pomona.policy.Policy;
import dev.pomona.policy.document.PolicyDocument;
import dev.pomona.policy.document.PolicyReader;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.pages.view.PolicyView;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.judgement.DecisionStore;
import dev.pomona.store.sql.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The policy that holds, and trying another one on what was judged before. Policies are set from git, not here.
final class PolicyPages {

    private static final String FILE = "policy.yaml";
    private static final int LONGEST = 200_000;
    private static final int MOST_MISTAKES = 50;

    private final Site site;
    private final Actions actions;

    PolicyPages(Site site, Actions actions) {
        this.site = site;
        this.actions = actions;
    }

    List<Route> routes() {
        return List.of(
                site.get("/policy", visit -> show(visit, null, null, null)),
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
        PolicyView.Tried tried =
                mistakes.isEmpty() && form.text("do").orElse("").equals("try")
                        ? tried(actions.dryRun(visit.viewer(), draft))
                        : null;
        return show(visit, draft, mistakes, tried);
    }

    private Response show(
            Visit visit, @Nullable String draft, @Nullable List<String> mistakes, PolicyView.@Nullable Tried tried) {
        return visit.show("policy", "policy", (tx, _) -> new Visit.Shown("Policy", view(tx, draft, mistakes, tried)));
    }

    private static PolicyView view(
            Tx tx, @Nullable String draft, @Nullable List<String> mistakes, PolicyView.@Nullable Tried tried) {
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
                tried);
    }

    private static PolicyView.Tried tried(Actions.DryRun run) {
        return new PolicyView.Tried(
                run.looked(),
                run.gone(),
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
