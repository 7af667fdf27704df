// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.estate.CodeOwnersFile;
import dev.pomona.server.estate.Environments;
import dev.pomona.server.estate.Ownership;
import dev.pomona.server.estate.Projects;
import dev.pomona.server.estate.Teams;
import dev.pomona.server.lifecycle.ServiceLevels;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.store.delivery.AnswerLevelStore;
import dev.pomona.store.estate.CheckStore;
import dev.pomona.store.estate.Environment;
import dev.pomona.store.estate.ProjectStore;
import dev.pomona.store.estate.TeamStore;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.judgement.UrgencyStore;
import java.util.List;

/// Hands what people agree on to the services.
public record ServiceAgreements(
        Environments environments, ServiceLevels levels, Teams teams, Projects projects, Ownership ownership)
        implements Agreements {

    @Override
    public void setEnvironment(Viewer by, Environment environment) {
        done(() -> environments.set(by.tenant(), environment, by.id()));
    }

    @Override
    public void require(Viewer by, String environment, List<CheckStore.Required> checks) {
        done(() -> environments.require(by.tenant(), environment, checks, by.id()));
    }

    @Override
    public void setLevels(Viewer by, List<UrgencyStore.Level> wanted) {
        done(() -> levels.set(by.tenant(), wanted, by.id()));
    }

    @Override
    public void setAnswers(Viewer by, List<AnswerLevelStore.AnswerLevel> wanted) {
        done(() -> levels.setAnswers(by.tenant(), wanted, by.id()));
    }

    @Override
    public void setTeam(Viewer by, TeamStore.Team team, List<Long> members) {
        done(() -> teams.set(by.tenant(), team, members, by.id()));
    }

    @Override
    public void removeTeam(Viewer by, String team) {
        if (teams.remove(by.tenant(), team, by.id())) return;
        throw new ProblemException(ProblemType.CONFLICT, "it has projects, which must be given to another team first");
    }

    @Override
    public void setProject(Viewer by, String project, ProjectStore.Said said) {
        done(() -> projects.say(by.tenant(), project, said, by.id()));
    }

    @Override
    public void setCodeOwners(Viewer by, String project, String text) {
        done(() -> {
            int leftOut = CodeOwnersFile.read(text).leftOut();
            if (leftOut > 0) {
                throw new IllegalArgumentException(
                        "the file has %d rules more than a project may have; they would not count".formatted(leftOut));
            }
            ownership.codeOwners(by.tenant(), project, text, by.id());
        });
    }

    private static void done(Runnable work) {
        try {
            work.run();
        } catch (UnknownException e) {
            throw new ProblemException(ProblemType.NOT_FOUND, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.UNPROCESSABLE, String.valueOf(e.getMessage()));
        }
    }
}
