// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.store.reading.ProjectReading;
import java.util.List;

/// Projects.
final class ProjectsApi {

    private ProjectsApi() {}

    static List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/projects", Scope.READ, List.of("cursor", "limit"), ProjectsApi::list),
                ApiRoute.get("/projects/{project}", Scope.READ, List.of(), ProjectsApi::one)
                        .forProjects());
    }

    private static Response list(Call call) {
        var page = call.inTenant(tx -> new ProjectReading(tx).page(call.after(), call.limit()));
        return Lists.page(call, page, ProjectsApi::write);
    }

    private static Response one(Call call) {
        String key = call.path("project");
        if (!call.caller().mayTouch(key)) throw ProblemException.notFound("project", key);
        var project = call.inTenant(tx -> new ProjectReading(tx).find(key))
                .orElseThrow(() -> ProblemException.notFound("project", key));
        return Response.ok(json -> write(project, json));
    }

    private static void write(ProjectReading.Project project, JsonOut json) {
        json.field("key", project.key())
                .field("name", project.name())
                .field("repository", project.repository())
                .field("team", project.team())
                .text("createdAt", project.createdAt());
    }
}
