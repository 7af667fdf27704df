// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.store.delivery.AnswerLevelStore;
import dev.pomona.store.estate.CheckStore;
import dev.pomona.store.estate.Environment;
import dev.pomona.store.estate.ProjectStore;
import dev.pomona.store.estate.TeamStore;
import dev.pomona.store.judgement.UrgencyStore;
import java.util.List;

/// What pages let people agree on. As with [Actions] the services that do it come from elsewhere; each tests, in its
/// transaction, that what is changed still is what was seen ([dev.pomona.server.change.Precondition]).
public interface Agreements {

    void setEnvironment(Viewer by, Environment environment);

    /// Takes the place of all checks that the environment required before.
    void require(Viewer by, String environment, List<CheckStore.Required> checks);

    /// Takes the place of all service levels.
    void setLevels(Viewer by, List<UrgencyStore.Level> levels);

    /// Takes the place of all levels of answers.
    void setAnswers(Viewer by, List<AnswerLevelStore.AnswerLevel> levels);

    /// @param members people by id
    void setTeam(Viewer by, TeamStore.Team team, List<Long> members);

    /// @throws dev.pomona.server.web.ProblemException when it has projects
    void removeTeam(Viewer by, String team);

    void setProject(Viewer by, String project, ProjectStore.Said said);

    /// @param text of a CODEOWNERS file; empty for none
    /// @throws dev.pomona.server.web.ProblemException when it has more rules than count
    void setCodeOwners(Viewer by, String project, String text);
}
