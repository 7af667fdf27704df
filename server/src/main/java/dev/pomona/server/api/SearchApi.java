// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.estate.SearchTerm;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.store.reading.SearchReading;
import java.util.List;
import java.util.function.BiConsumer;

/// One box for everything that has a name.
final class SearchApi {

    private static final int MOST = 12;
    private static final int LONGEST = 500;

    private SearchApi() {}

    static List<ApiRoute> routes() {
        return List.of(ApiRoute.get("/search", Scope.READ, List.of("q"), SearchApi::search));
    }

    private record Found(
            List<String> vulnerabilities,
            List<SearchReading.FoundArtifact> artifacts,
            List<SearchReading.FoundPackage> packages,
            List<SearchReading.Named> projects,
            List<SearchReading.Named> hosts,
            List<SearchReading.Named> environments,
            List<SearchReading.Named> accounts,
            List<SearchReading.Named> clusters,
            List<SearchReading.Named> teams,
            List<SearchReading.Person> people) {}

    private static Response search(Call call) {
        String asked = call.required("q").strip();
        if (asked.isEmpty() || asked.length() > LONGEST) {
            throw ProblemException.invalid("q", "has from 1 to %d characters".formatted(LONGEST));
        }
        var term = SearchTerm.of(asked);
        Found found = call.inTenant(tx -> {
            // one more than is shown tells that there are more
            var reading = new SearchReading(tx, MOST + 1);
            String text = term.text();
            return new Found(
                    term.vulnerability().map(reading::vulnerabilities).orElse(List.of()),
                    term.digest().map(reading::artifactsByDigest).orElseGet(() -> reading.artifactsByName(text)),
                    reading.packages(term.packageName()),
                    reading.projects(text),
                    reading.hosts(text),
                    reading.environments(text),
                    reading.accounts(text),
                    reading.clusters(text),
                    reading.teams(text),
                    reading.people(text));
        });
        return Response.ok(json -> {
            list("vulnerabilities", found.vulnerabilities(), (id, one) -> one.field("id", id), json);
            list(
                    "artifacts",
                    found.artifacts(),
                    (artifact, one) -> one.field("digest", artifact.digest())
                            .field("name", artifact.name())
                            .field("version", artifact.version())
                            .field("project", artifact.project()),
                    json);
            list("packages", found.packages(), (one, out) -> out.field("purl", one.coordinates()), json);
            list("projects", found.projects(), SearchApi::named, json);
            list("hosts", found.hosts(), SearchApi::named, json);
            list("environments", found.environments(), SearchApi::named, json);
            list("accounts", found.accounts(), SearchApi::named, json);
            list("clusters", found.clusters(), SearchApi::named, json);
            list("teams", found.teams(), SearchApi::named, json);
            list(
                    "people",
                    found.people(),
                    (person, one) -> one.field("id", person.id()).field("name", person.name()),
                    json);
        });
    }

    private static void named(SearchReading.Named named, JsonOut json) {
        json.field("key", named.key()).field("name", named.name().isEmpty() ? named.key() : named.name());
    }

    /// The first of a kind, and whether there are more.
    private static <T> void list(String name, List<T> found, BiConsumer<T, JsonOut> item, JsonOut json) {
        json.object(name).array("items");
        found.stream().limit(MOST).forEach(one -> {
            json.object();
            item.accept(one, json);
            json.end();
        });
        json.end().field("more", found.size() > MOST).end();
    }
}
