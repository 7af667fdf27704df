// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.estate.CodeOwnersFile;
import dev.pomona.server.estate.Ownership;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Response;
import dev.pomona.store.estate.OwnershipStore;
import dev.pomona.store.reading.Page;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/// Who answers for projects and the paths in them.
final class OwnersApi {

    private static final long LARGEST = 8 << 20;

    private final Ownership ownership;

    OwnersApi(Ownership ownership) {
        this.ownership = ownership;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/projects/{project}/owners", Scope.READ, List.of("cursor", "limit"), OwnersApi::list)
                        .forProjects(),
                ApiRoute.of(
                                Method.PUT,
                                "/projects/{project}/owners/codeowners",
                                Scope.PUSH,
                                List.of(),
                                this::codeOwners)
                        .withMaxBody(LARGEST)
                        .forProjects(),
                ApiRoute.of(Method.PUT, "/catalogue", Scope.POLICY, List.of(), this::catalogue)
                        .withMaxBody(LARGEST));
    }

    private static Response list(Call call) {
        String project = project(call);
        String after = call.after();
        int limit = call.limit();
        List<OwnershipStore.Sourced> found = call.inTenant(tx -> {
            ProjectsApi.requireThere(tx, project);
            return new OwnershipStore(tx)
                    .sourced(project, after == null ? Integer.MIN_VALUE : Integer.parseInt(after), limit + 1);
        });
        return Lists.page(
                call,
                Page.of(found, limit, one -> Integer.toString(one.position())),
                (one, json) -> json.field("pattern", one.rule().pattern())
                        .texts("owners", one.rule().owners())
                        .field("source", one.source()));
    }

    private Response codeOwners(Call call) {
        String project = project(call);
        CodeOwnersFile.Rules read = checked(() -> ownership.codeOwners(
                call.caller().tenant(), project, text(call), call.caller().name()));
        return Response.ok(json -> json.field("rules", read.rules().size()).field("leftOut", read.leftOut()));
    }

    private Response catalogue(Call call) {
        Ownership.Catalogued done = checked(() -> ownership.catalogue(
                call.caller().tenant(), text(call), call.caller().name()));
        return Response.ok(json -> json.field("projects", done.projects()).texts("unknown", done.unknown()));
    }

    private static String project(Call call) {
        String project = Call.key("project", call.path("project"));
        if (!call.caller().mayTouch(project)) throw ProblemException.notFound("project", project);
        return project;
    }

    private static String text(Call call) {
        return new String(call.body(), StandardCharsets.UTF_8);
    }

    private static <T> T checked(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.UNPROCESSABLE, String.valueOf(e.getMessage()));
        }
    }
}
