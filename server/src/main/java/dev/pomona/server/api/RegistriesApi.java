// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.identity.Scope;
import dev.pomona.server.registry.Registries;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Response;
import dev.pomona.store.registry.RegistryStore;
import dev.pomona.store.registry.TagStore;
import java.util.List;
import java.util.function.Supplier;

/// Registries of images, which of their repositories are watched, and what was seen there.
final class RegistriesApi {

    private static final String ONE = "/registries/{registry}";

    private final Registries registries;

    RegistriesApi(Registries registries) {
        this.registries = registries;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/registries", Scope.READ, List.of(), this::list),
                ApiRoute.of(Method.PUT, ONE, Scope.ADMIN, List.of(), this::set),
                ApiRoute.of(Method.DELETE, ONE, Scope.ADMIN, List.of(), this::remove),
                ApiRoute.of(Method.PUT, ONE + "/repositories", Scope.ADMIN, List.of(), this::watch),
                ApiRoute.of(Method.DELETE, ONE + "/repositories", Scope.ADMIN, List.of("name"), this::unwatch),
                ApiRoute.get("/repositories", Scope.READ, List.of(), this::repositories),
                ApiRoute.get(ONE + "/tags", Scope.READ, List.of("repository", "cursor", "limit"), RegistriesApi::tags));
    }

    private Response list(Call call) {
        return Lists.all(
                registries.all(call.caller().tenant()),
                (registry, json) -> json.field("key", registry.key())
                        .field("address", registry.address())
                        .text("createdAt", registry.createdAt())
                        .field("createdBy", registry.createdBy()));
    }

    private Response set(Call call) {
        String key = key(call);
        Fields fields = call.fields();
        String address = fields.text("address");
        fields.end();
        boolean isNew = checked(() -> registries.set(
                call.caller().tenant(), key, address, call.caller().name()));
        return Response.ok(json -> json.field("new", isNew));
    }

    private Response remove(Call call) {
        String key = key(call);
        if (!registries.remove(call.caller().tenant(), key, call.caller().name())) {
            throw ProblemException.notFound("registry", key);
        }
        return Response.noContent();
    }

    private Response watch(Call call) {
        String key = key(call);
        Fields fields = call.fields();
        String name = Call.name("name", fields.text("name"));
        String project = Call.key("project", fields.text("project"));
        fields.end();
        boolean isNew = checked(() -> registries.watch(
                call.caller().tenant(), key, name, project, call.caller().name()));
        return Response.ok(json -> json.field("new", isNew));
    }

    private Response unwatch(Call call) {
        String name = call.required("name");
        if (!registries.unwatch(
                call.caller().tenant(), key(call), name, call.caller().name())) {
            throw ProblemException.notFound("repository", name);
        }
        return Response.noContent();
    }

    private Response repositories(Call call) {
        return Lists.all(
                registries.repositories(call.caller().tenant()),
                (one, json) -> json.field("registry", one.registry())
                        .field("name", one.name())
                        .field("project", one.project())
                        .field("tags", one.tags())
                        .text("checkedAt", one.checkedAt())
                        .text("readAt", one.readAt())
                        .field("problem", one.problem())
                        .text("problemSince", one.problemSince()));
    }

    private static Response tags(Call call) {
        String key = key(call);
        String name = call.required("repository");
        var page = call.inTenant(tx -> {
            long id = new RegistryStore(tx)
                    .repository(key, name)
                    .orElseThrow(() -> ProblemException.notFound("repository", name))
                    .id();
            return new TagStore(tx, id).page(call.after(), call.limit());
        });
        return Lists.page(
                call,
                page,
                (tag, json) -> json.field("tag", tag.tag())
                        .field("digest", tag.digest())
                        .text("builtAt", tag.builtAt())
                        .text("since", tag.since())
                        .field("document", tag.document()));
    }

    private static String key(Call call) {
        return Call.kebab("registry", call.path("registry"));
    }

    private static <T> T checked(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.UNPROCESSABLE, String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            throw new ProblemException(ProblemType.CONFLICT, String.valueOf(e.getMessage()));
        }
    }
}
