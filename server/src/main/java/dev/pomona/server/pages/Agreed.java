// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.identity.Scope;
import dev.pomona.server.pages.view.AgreedView;
import dev.pomona.store.delivery.AnswerLevelStore;
import dev.pomona.store.estate.CheckStore;
import dev.pomona.store.estate.EnvironmentStore;
import dev.pomona.store.estate.OwnershipStore;
import dev.pomona.store.estate.TeamStore;
import dev.pomona.store.identity.PersonStore;
import dev.pomona.store.judgement.UrgencyStore;
import dev.pomona.store.reading.ProjectReading;
import dev.pomona.store.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What was agreed on, as forms show it to those who may change it.
final class Agreed {

    /// More environments have service levels of their own by the API.
    static final int MOST_ENVIRONMENTS = 8;

    static final int MOST_TEAMS = 200;
    static final int MOST_PEOPLE = 200;
    private static final int MOST_RULES = 1000;

    private Agreed() {}

    /// @return `null` for those who may not change it, or when there is no such environment
    static AgreedView.@Nullable Environment environment(Tx tx, Viewer viewer, String key) {
        var environment = new EnvironmentStore(tx).find(key).orElse(null);
        if (environment == null || !viewer.may(Scope.POLICY)) return null;
        return new AgreedView.Environment(environment, Seen.of(environment), Seen.of(checks(tx, key)));
    }

    static List<CheckStore.Required> checks(Tx tx, String environment) {
        return new CheckStore(tx).required(environment);
    }

    /// Checks as lines of text: `signed`, `tests = 7`.
    static String lines(List<CheckStore.Required> checks) {
        return checks.stream()
                .map(check ->
                        check.maxAge() == null ? check.name() : check.name() + " = " + AgreedView.days(check.maxAge()))
                .collect(Collectors.joining("\n"));
    }

    static AgreedView.@Nullable Levels levels(Tx tx, Viewer viewer) {
        if (!viewer.may(Scope.POLICY)) return null;
        List<UrgencyStore.Level> levels = new UrgencyStore(tx).levels();
        return new AgreedView.Levels(environments(tx), levels, Seen.of(levels));
    }

    static AgreedView.@Nullable Answers answers(Tx tx, Viewer viewer) {
        if (!viewer.may(Scope.POLICY)) return null;
        List<AnswerLevelStore.AnswerLevel> levels = new AnswerLevelStore(tx).levels();
        return new AgreedView.Answers(levels, Seen.of(levels));
    }

    /// The keys of those that a form has a column for, the last of the promotion first.
    static List<String> environments(Tx tx) {
        return new EnvironmentStore(tx)
                .all().reversed().stream()
                        .limit(MOST_ENVIRONMENTS)
                        .map(dev.pomona.store.estate.Environment::key)
                        .toList();
    }

    static AgreedView.@Nullable Teams teams(Tx tx, Viewer viewer) {
        if (!viewer.may(Scope.ADMIN)) return null;
        var store = new TeamStore(tx);
        var people = new PersonStore(tx)
                .after(0, MOST_PEOPLE).stream()
                        .map(one -> new AgreedView.Person(
                                one.person().id(), one.person().name()))
                        .toList();
        var teams = new ArrayList<AgreedView.Team>();
        for (TeamStore.Team team : store.after("", MOST_TEAMS)) {
            List<TeamStore.Member> members = store.members(team.key());
            teams.add(new AgreedView.Team(
                    team.key(),
                    team.name(),
                    members.stream().map(TeamStore.Member::id).toList(),
                    Seen.of(List.of(team, members))));
        }
        return new AgreedView.Teams(teams, people, Seen.of(""));
    }

    /// Who answers for a project, and what those who may can change of it.
    static AgreedView.Project project(Tx tx, Viewer viewer, ProjectReading.Project project) {
        List<OwnershipStore.Sourced> rules = rules(tx, project.key());
        List<String> teams = viewer.may(Scope.POLICY)
                ? new TeamStore(tx)
                        .after("", MOST_TEAMS).stream().map(TeamStore.Team::key).toList()
                : List.of();
        String labels = project.labels().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining("\n"));
        String codeOwners = rules.stream()
                .filter(rule -> rule.source().equals("CODEOWNERS"))
                .map(rule -> rule.rule().pattern() + " "
                        + String.join(" ", rule.rule().owners()))
                .collect(Collectors.joining("\n"));
        return new AgreedView.Project(
                rules.stream()
                        .map(rule -> new AgreedView.Owner(
                                rule.rule().pattern(), rule.rule().owners(), rule.source()))
                        .toList(),
                viewer.may(Scope.POLICY),
                // what has more rules than are read here is not written back without the rest
                viewer.may(Scope.PUSH) && rules.size() < MOST_RULES,
                teams,
                labels,
                codeOwners,
                Seen.of(project),
                Seen.of(rules));
    }

    static List<OwnershipStore.Sourced> rules(Tx tx, String project) {
        return new OwnershipStore(tx).sourced(project, -1, MOST_RULES);
    }

    static Object team(Tx tx, String key) {
        var store = new TeamStore(tx);
        return store.find(key)
                .<Object>map(team -> List.of(team, store.members(key)))
                .orElse("");
    }
}
