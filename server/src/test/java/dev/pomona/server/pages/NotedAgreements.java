// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.change.Precondition;
import dev.pomona.store.delivery.AnswerLevelStore;
import dev.pomona.store.estate.CheckStore;
import dev.pomona.store.estate.Environment;
import dev.pomona.store.estate.ProjectStore;
import dev.pomona.store.estate.TeamStore;
import dev.pomona.store.judgement.UrgencyStore;
import dev.pomona.store.sql.Database;
import java.util.List;

/// Notes what people agree on, when it still is as they saw it.
record NotedAgreements(Database database, List<String> done) implements Agreements {

    private void note(Viewer by, String what) {
        database.runInTenant(by.tenant(), Precondition::check);
        done.add(what);
    }

    @Override
    public void setEnvironment(Viewer by, Environment environment) {
        note(by, environment.toString());
    }

    @Override
    public void require(Viewer by, String environment, List<CheckStore.Required> checks) {
        note(by, environment + " requires " + checks);
    }

    @Override
    public void setLevels(Viewer by, List<UrgencyStore.Level> levels) {
        note(by, levels.toString());
    }

    @Override
    public void setAnswers(Viewer by, List<AnswerLevelStore.AnswerLevel> levels) {
        note(by, levels.toString());
    }

    @Override
    public void setTeam(Viewer by, TeamStore.Team team, List<Long> members) {
        note(by, team + " with " + members);
    }

    @Override
    public void removeTeam(Viewer by, String team) {
        note(by, "remove team " + team);
    }

    @Override
    public void setProject(Viewer by, String project, ProjectStore.Said said) {
        note(by, project + ": " + said);
    }

    @Override
    public void setCodeOwners(Viewer by, String project, String text) {
        note(by, "owners of " + project + ": " + text);
    }
}
