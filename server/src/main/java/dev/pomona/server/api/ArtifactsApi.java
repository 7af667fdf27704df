// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.reading.ArtifactReading;
import dev.pomona.store.reading.Overview;
import dev.pomona.store.reading.Severities;
import dev.pomona.store.sql.Tx;
import java.util.List;

/// Artifacts and what is in them.
final class ArtifactsApi {

    private ArtifactsApi() {}

    static List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/artifacts", Scope.READ, List.of("project", "cursor", "limit"), ArtifactsApi::list)
                        .forProjects(),
                ApiRoute.get("/artifacts/{digest}", Scope.READ, List.of(), ArtifactsApi::one)
                        .forProjects(),
                ApiRoute.get(
                                "/artifacts/{digest}/components",
                                Scope.READ,
                                List.of("cursor", "limit"),
                                ArtifactsApi::components)
                        .forProjects());
    }

    private static Response list(Call call) {
        String project = Call.key("project", call.required("project"));
        if (!call.caller().mayTouch(project)) throw ProblemException.notFound("project", project);
        var page = call.inTenant(tx -> {
            ProjectsApi.requireThere(tx, project);
            return new ArtifactReading(tx).ofProject(project, call.after(), call.limit());
        });
        return Lists.page(call, page, ArtifactsApi::write);
    }

    private static Response one(Call call) {
        return call.inTenant(tx -> {
            Artifact artifact = find(tx, call, call.digest("digest"));
            Severities open = new Overview(tx).severities(artifact.id());
            return Response.ok(json -> {
                write(artifact, json);
                PortfolioApi.severities("open", open, json);
            });
        });
    }

    private static Response components(Call call) {
        var page = call.inTenant(tx -> {
            Artifact artifact = find(tx, call, call.digest("digest"));
            return new ArtifactReading(tx).components(artifact.id(), call.after(), call.limit());
        });
        return Lists.page(call, page, ArtifactsApi::write);
    }

    private static void write(ArtifactReading.Component component, JsonOut json) {
        json.field("purl", component.purl())
                .field("scope", component.scope())
                .field("direct", component.isDirect())
                .field("manifest", component.manifest().isEmpty() ? null : component.manifest());
        Integer line = component.line();
        if (line != null) json.field("line", line.longValue());
        json.field("vulnerabilities", component.vulnerabilities());
    }

    /// The artifact of this digest; what the caller may not touch is not there.
    ///
    /// @throws ProblemException when there is none
    static Artifact find(Tx tx, Call call, String digest) {
        return new ArtifactStore(tx)
                .byDigest(digest)
                .filter(artifact -> call.caller().mayTouch(artifact.project()))
                .orElseThrow(() -> ProblemException.notFound("artifact", digest));
    }

    private static void write(Artifact artifact, JsonOut json) {
        json.field("digest", artifact.digest())
                .field("project", artifact.project())
                .field("kind", artifact.kind())
                .field("name", artifact.name())
                .field("version", artifact.version())
                .text("builtAt", artifact.builtAt());
        var base = artifact.base();
        if (base != null) {
            json.object("base")
                    .field("name", base.name())
                    .field("digest", base.digest())
                    .text("builtAt", base.builtAt())
                    .end();
        }
        json.text("firstSeen", artifact.firstSeen())
                .text("lastSeen", artifact.lastSeen())
                .field("components", artifact.components());
    }
}
