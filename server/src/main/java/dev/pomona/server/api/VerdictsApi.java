// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.store.estate.EnvironmentStore;
import dev.pomona.store.reading.Page;
import dev.pomona.store.reading.VerdictReading;
import java.util.List;
import java.util.Locale;

/// Verdicts that hold, by what they are about, and those that held.
final class VerdictsApi {

    private VerdictsApi() {}

    static List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get(
                        "/environments/{environment}/verdicts",
                        Scope.READ,
                        List.of("verdict", "cursor", "limit"),
                        VerdictsApi::ofEnvironment),
                ApiRoute.get(
                                "/artifacts/{digest}/verdicts",
                                Scope.READ,
                                List.of("history", "cursor", "limit"),
                                VerdictsApi::ofArtifact)
                        .forProjects());
    }

    private enum Word {
        PASS,
        VIOLATED,
        INCOMPLETE
    }

    private static Response ofEnvironment(Call call) {
        String environment = call.path("environment");
        Word word = call.choice("verdict", Word.class).orElse(Word.VIOLATED);
        Page<VerdictReading.Given> page = call.inTenant(tx -> {
            if (new EnvironmentStore(tx).find(environment).isEmpty())
                throw ProblemException.notFound("environment", environment);
            return new VerdictReading(tx).ofEnvironment(environment, word.name(), call.after(), call.limit());
        });
        return Lists.page(call, page, VerdictsApi::write);
    }

    /// What holds, or with `history` all that was ever said.
    private static Response ofArtifact(Call call) {
        String digest = call.digest("digest");
        boolean isHistory = call.flag("history");
        Page<VerdictReading.Given> page = call.inTenant(tx -> {
            long artifact = ArtifactsApi.find(tx, call, digest).id();
            var reading = new VerdictReading(tx);
            return isHistory
                    ? reading.historyOfArtifact(artifact, call.after(), call.limit())
                    : new Page<>(reading.ofArtifact(artifact), null);
        });
        return Lists.page(call, page, VerdictsApi::write);
    }

    private static void write(VerdictReading.Given given, JsonOut json) {
        json.field("id", given.id())
                .field("artifact", given.digest())
                .field("artifactName", given.artifact())
                .field("version", given.version())
                .field("project", given.project())
                .field("environment", given.environment())
                .field("verdict", given.verdict().toLowerCase(Locale.ROOT))
                .json("reasons", given.decision())
                .field("engine", given.engine())
                .field("snapshot", given.snapshot())
                .text("asOf", given.asOf())
                .text("endedAt", given.endedAt());
    }
}
