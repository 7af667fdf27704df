// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.estate.Projects;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.store.estate.ProjectStore;
import dev.pomona.store.reading.ProjectReading;
import dev.pomona.store.sql.Tx;
import java.util.List;

/// Projects.
final class ProjectsApi {

    private static final int LONGEST = 500;

    private final Projects projects;

    ProjectsApi(Projects projects) {
        this.projects = projects;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/projects", Scope.READ, List.of("team", "cursor", "limit"), ProjectsApi::list),
                ApiRoute.get("/projects/{project}", Scope.READ, List.of(), ProjectsApi::one)
                        .forProjects(),
                ApiRoute.of(Method.PUT, "/projects/{project}", Scope.POLICY, List.of(), this::set)
                        .guarded());
    }

    private static Response list(Call call) {
        var page = call.inTenant(
                tx -> new ProjectReading(tx).page(call.query("team").orElse(null), call.after(), call.limit()));
        return Lists.page(call, page, ProjectsApi::write);
    }

    /// @throws ProblemException when there is no such project: an empty list would say that it has nothing
    static void requireThere(Tx tx, String key) {
        if (new ProjectReading(tx).find(key).isEmpty()) throw ProblemException.notFound("project", key);
    }

    private static Response one(Call call) {
        String key = call.path("project");
        if (!call.caller().mayTouch(key)) throw ProblemException.notFound("project", key);
        var project = call.inTenant(tx -> new ProjectReading(tx).find(key))
                .orElseThrow(() -> ProblemException.notFound("project", key));
        return Response.ok(json -> write(project, json));
    }

    private Response set(Call call) {
        String key = Call.key("project", call.path("project"));
        Fields fields = call.fields();
        var said = new ProjectStore.Said(
                fields.optionalText("name", LONGEST).orElse(key),
                fields.optionalText("repository", LONGEST).orElse(null),
                fields.optionalText("team", 60).orElse(null),
                fields.textsByName("labels", Projects.MOST_LABELS));
        fields.end();
        projects.say(call.caller().tenant(), key, said, call.caller().name());
        return one(call);
    }

    private static void write(ProjectReading.Project project, JsonOut json) {
        json.field("key", project.key())
                .field("name", project.name())
                .field("repository", project.repository())
                .field("team", project.team())
                .object("labels");
        project.labels().forEach(json::field);
        json.end().text("createdAt", project.createdAt());
    }
}
