// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import static dev.pomona.server.TestServer.DIGEST;
import static dev.pomona.server.TestServer.bill;
import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.Method;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TestDatabase;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Who may ask for what.
class AccessTest extends ApiWorld {

    @Test
    void everyRouteWantsSomebodyWhoMay() {
        var without = new TreeMap<Scope, String>();
        for (Scope scope : Scope.values()) {
            without.put(
                    scope,
                    server.token(Arrays.stream(Scope.values())
                            .filter(other -> other != scope)
                            .map(Scope::word)
                            .toArray(String[]::new)));
        }
        for (ApiRoute route : routes()) {
            String method = route.method().name();
            String path = example(route);
            assertThat(status(server.request(path).method(method, HttpRequest.BodyPublishers.noBody())))
                    .as("nobody: " + method + " " + path)
                    .isEqualTo(401);
            assertThat(status(server.as("pom_" + "0".repeat(46), method, path, "")))
                    .as("no token of ours: " + method + " " + path)
                    .isEqualTo(401);
            Scope scope = route.scope();
            if (scope == null) continue;
            assertThat(status(server.as(without.get(scope), method, path, "")))
                    .as("without %s: %s %s".formatted(scope, method, path))
                    .isEqualTo(403);
        }
    }

    @Test
    void aTokenForOneProjectSeesAndTouchesThatProjectAlone() {
        push("secret", digest('c'), bill("pkg:npm/left-pad@1.0.0"));
        Instant later = Clock.systemUTC().instant().plusSeconds(3600);
        String bound = String.valueOf(
                json(change("POST", "/tokens", """
                {"name": "one", "scopes": ["read", "push", "gate", "deploy"], "project": "shop", "expiresAt": "%s"}""".formatted(later))).text("token"));
        for (ApiRoute route : routes()) {
            int status = status(server.as(bound, route.method().name(), example(route), ""));
            if (!route.isForProjects()) assertThat(status).as(route.path()).isEqualTo(403);
        }
        String theirs = digest('c');
        assertThat(server.get(bound, "/api/v1/artifacts/" + DIGEST).statusCode())
                .isEqualTo(200);
        for (String path : List.of(
                "/artifacts/" + theirs,
                "/artifacts/" + theirs + "/components",
                "/artifacts?project=secret",
                "/projects/secret",
                "/findings?project=secret",
                "/gate?environment=prod&artifact=" + theirs)) {
            assertThat(server.get(bound, "/api/v1" + path).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(json(server.get(bound, "/api/v1/findings")).items("items"))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.text("project")).isEqualTo("shop"));
        assertThat(status(server.as(bound, "POST", "/api/v1/documents?project=secret", bill("pkg:npm/a@1"))))
                .isEqualTo(403);
        assertThat(status(server.as(bound, "POST", "/api/v1/documents?project=shop", bill("pkg:npm/a@1"))))
                .isEqualTo(201);
        // a document is no way to an artifact of another project
        assertThat(server.send(server.as(
                                bound,
                                "POST",
                                "/api/v1/documents?project=shop&artifact=" + theirs,
                                bill("pkg:npm/b@1")))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anotherTenantIsNotThere() {
        try (Database database = Database.open(
                server.databaseUrl(),
                TestDatabase.server().user(),
                TestDatabase.server().password(),
                2)) {
            Instant now = Clock.systemUTC().instant();
            var other = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("umbrella", "Umbrella", now));
            String theirs = database.inTenant(other, tx -> {
                String made = OtherTenant.token(tx, now);
                return made;
            });
            assertThat(json(server.get(theirs, "/api/v1/me"))
                            .find("tenant", "key")
                            .text())
                    .isEqualTo("umbrella");
            for (ApiRoute route : routes()) {
                if (route.method() != Method.GET || route.scope() == null) continue;
                HttpResponse<String> answer = server.get(theirs, example(route));
                // the built-in policy is everybody's
                if (route.path().equals("/policy"))
                    assertThat(json(answer).isTrue("builtIn")).isTrue();
                else
                    assertThat(answer.body())
                            .as(route.path())
                            .doesNotContain("left-pad", "shop/", "Production", "golden");
                if (answer.statusCode() == 200
                        && !route.path().startsWith("/audit")
                        && !route.path().equals("/policy")) {
                    boolean isOwn = List.of("/tokens", "/answer-levels").contains(route.path());
                    assertThat(json(answer).items("items")).as(route.path()).hasSize(isOwn ? 1 : 0);
                }
            }
        }
    }
}
