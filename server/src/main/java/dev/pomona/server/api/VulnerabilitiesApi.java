// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.store.reading.AdvisoryReading;
import dev.pomona.store.reading.AnswerTimeReading;
import java.util.List;
import java.util.Locale;

/// What is known of a vulnerability that something here has.
final class VulnerabilitiesApi {

    private static final int VERSIONS = 200;
    private static final int ANSWERS = 20;
    private static final int LONGEST = 200;

    private VulnerabilitiesApi() {}

    static List<ApiRoute> routes() {
        return List.of(ApiRoute.get(
                "/vulnerabilities/{vulnerability}", Scope.READ, List.of(), VulnerabilitiesApi::vulnerability));
    }

    private static Response vulnerability(Call call) {
        String id = call.path("vulnerability");
        if (id.length() > LONGEST) throw ProblemException.notFound("vulnerability", id.substring(0, LONGEST));
        return call.inTenant(tx -> {
            var reading = new AdvisoryReading(tx);
            AdvisoryReading.Known known =
                    reading.find(id).orElseThrow(() -> ProblemException.notFound("vulnerability", id));
            List<AdvisoryReading.Version> versions = reading.versions(id, VERSIONS + 1);
            List<AnswerTimeReading.Answer> answers = new AnswerTimeReading(tx).about(id, ANSWERS);
            return Response.ok(json -> {
                json.field("id", known.id())
                        .field("summary", known.summary())
                        .field("severity", FindingsApi.severity(known.severity()))
                        .json("evidence", known.detail())
                        .object("open");
                for (AdvisoryReading.State state : reading.states(id)) {
                    PortfolioApi.count(state.name().toLowerCase(Locale.ROOT).replace('_', '-'), state.count(), json);
                }
                json.end().array("versions");
                for (AdvisoryReading.Version version : versions.subList(0, Math.min(VERSIONS, versions.size()))) {
                    json.object()
                            .field("purl", version.purl())
                            .field("fixed", version.fixed())
                            .end();
                }
                json.end().field("moreVersions", versions.size() > VERSIONS).array("answers");
                for (AnswerTimeReading.Answer answer : answers) {
                    json.object();
                    ChangesApi.write(answer, json, call.now());
                    json.end();
                }
                json.end();
            });
        });
    }
}
