// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import static dev.pomona.server.TestServer.DIGEST;
import static dev.pomona.server.TestServer.bill;
import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.TestServer;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemType;
import dev.pomona.store.sql.TestDatabase;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The API as its document says it is, on a running server.
class ApiTest extends ApiWorld {

    private static final Node DOCUMENT = EveryRoute.DOCUMENT;

    @Test
    void documentAndRoutesAreTheSame() {
        var documented = new TreeMap<String, String>();
        for (Mapping.Entry path : DOCUMENT.entries("paths")) {
            for (Mapping.Entry operation : path.value().entries()) {
                documented.put(
                        operation.key().toUpperCase(Locale.ROOT) + " " + path.key(), described(operation.value()));
            }
        }
        var routed = new TreeMap<String, String>();
        for (ApiRoute route : routes()) {
            Scope scope = route.scope();
            routed.put(
                    route.method() + " " + route.path(),
                    "%s %s %s %s"
                            .formatted(
                                    scope == null ? "any" : scope.word(),
                                    route.isForProjects(),
                                    route.isGuarded(),
                                    new TreeSet<>(route.parameters())));
        }
        assertThat(routed).isEqualTo(documented);
    }

    private static String described(Node operation) {
        var query = new TreeSet<String>();
        boolean isGuarded = false;
        for (Node parameter : operation.items("parameters")) {
            Node resolved = Schema.resolved(DOCUMENT, parameter);
            if ("query".equals(resolved.text("in"))) query.add(resolved.text("name"));
            isGuarded |= "If-Match".equals(resolved.text("name"));
        }
        return "%s %s %s %s"
                .formatted(operation.text("x-scope"), operation.isTrue("x-project-tokens"), isGuarded, query);
    }

    @Test
    void everyReferenceLeadsSomewhereAndEverySchemaIsUsed() {
        String text = Api.document();
        for (String kind : List.of("schemas", "responses", "parameters")) {
            for (Mapping.Entry entry : DOCUMENT.find("components", kind).entries()) {
                assertThat(text).contains("#/components/%s/%s\"".formatted(kind, entry.key()));
            }
        }
    }

    @Test
    void theDocumentNamesEveryProblem() {
        List<String> documented =
                DOCUMENT.find("components", "schemas", "Problem", "properties", "type").items("enum").stream()
                        .map(Node::text)
                        .toList();
        assertThat(documented)
                .containsExactlyElementsOf(Arrays.stream(ProblemType.values())
                        .map(ProblemType::uri)
                        .toList());
    }

    @Test
    void realAnswersAreAsTheDocumentSays() {
        long finding =
                Long.parseLong(json(get("/findings")).items("items").getFirst().text("id"));
        var asked = new LinkedHashMap<String, String>();
        asked.put("/me", "/me");
        asked.put("/projects", "/projects?limit=1");
        asked.put("/projects/{project}", "/projects/shop");
        asked.put("/artifacts", "/artifacts?project=shop");
        asked.put("/artifacts/{digest}", "/artifacts/" + DIGEST);
        asked.put("/artifacts/{digest}/components", "/artifacts/" + DIGEST + "/components");
        asked.put(
                "/findings",
                "/findings?sort=epss&severity=low&kind=vulnerability&environment=prod&fixable=true&late=false");
        asked.put("/findings/{id}", "/findings/" + finding);
        asked.put("/findings/{id}/events", "/findings/" + finding + "/events");
        asked.put("/environments", "/environments");
        asked.put("/environments/{environment}", "/environments/prod");
        asked.put("/deployments", "/deployments?environment=prod");
        asked.put("/hosts", "/hosts");
        asked.put("/hosts/{host}", "/hosts/h1");
        asked.put("/freshness/next", "/freshness/next?limit=5");
        asked.put("/freshness/images", "/freshness/images?limit=5");
        asked.put("/instances", "/instances?host=h1&unscanned=true");
        asked.put("/accounts", "/accounts");
        asked.put("/accounts/{provider}/{account}", "/accounts/aws/1");
        asked.put("/clusters", "/clusters");
        asked.put("/clusters/{cluster}", "/clusters/c1");
        asked.put("/environments/{environment}/checks", "/environments/prod/checks");
        asked.put("/artifacts/{digest}/checks", "/artifacts/" + DIGEST + "/checks");
        asked.put("/service-levels", "/service-levels");
        asked.put("/answer-levels", "/answer-levels");
        asked.put("/projects/{project}/owners", "/projects/shop/owners");
        asked.put("/teams", "/teams");
        asked.put("/teams/{team}", "/teams/web");
        asked.put("/people", "/people");
        asked.put("/search", "/search?q=sh");
        asked.put("/who", "/who?purl=" + TestServer.encoded("pkg:npm/left-pad@<2.0.0"));
        asked.put("/freshness", "/freshness");
        asked.put("/portfolio", "/portfolio");
        asked.put("/portfolio/days", "/portfolio/days?days=7");
        asked.put("/portfolio/pressing", "/portfolio/pressing?fixable=true");
        asked.put("/portfolio/projects", "/portfolio/projects?limit=1");
        asked.put("/projects/{project}/standing", "/projects/shop/standing");
        asked.put("/environments/{environment}/standing", "/environments/prod/standing");
        asked.put("/environments/{environment}/verdicts", "/environments/prod/verdicts?verdict=violated");
        asked.put("/artifacts/{digest}/verdicts", "/artifacts/" + DIGEST + "/verdicts?history=true");
        asked.put("/vulnerabilities/{vulnerability}", "/vulnerabilities/GHSA-2222-2222-2222");
        asked.put("/freshness/trend", "/freshness/trend?environment=prod");
        asked.put("/gate", "/gate?environment=prod&artifact=" + DIGEST);
        asked.put("/gate/key", "/gate/key");
        asked.put("/policy", "/policy");
        asked.put("/changes", "/changes");
        asked.put("/time-to-answer", "/time-to-answer");
        asked.put("/audit", "/audit");
        asked.put("/audit/verification", "/audit/verification");
        asked.put("/tokens", "/tokens");
        asked.put("/webhooks", "/webhooks");
        check(
                "put",
                "/registries/{registry}",
                change("PUT", "/registries/builds", "{\"address\": \"oci:builds\"}"),
                200);
        check(
                "put",
                "/registries/{registry}/repositories",
                change("PUT", "/registries/builds/repositories", "{\"name\": \"shop/web\", \"project\": \"shop\"}"),
                200);
        asked.put("/registries", "/registries");
        asked.put("/registries/{registry}/tags", "/registries/builds/tags?repository=shop%2Fweb");
        asked.put("/repositories", "/repositories");
        asked.put("/issuers", "/issuers");
        asked.forEach((path, address) -> check("get", path, get(address), 200));
        String fingerprint = String.valueOf(json(get("/findings/" + finding)).text("fingerprint"));
        String project = String.valueOf(json(get("/findings/" + finding)).text("project"));
        HttpResponse<String> requested = change("POST", "/acceptances", """
                {"kind": "risk", "fingerprint": "%s", "project": "%s", "owner": "Ms Owner", "reason": "later",
                 "expires": "%s"}""".formatted(
                        fingerprint, project, LocalDate.now(ZoneOffset.UTC).plusDays(9)));
        check("post", "/acceptances", requested, 201);
        String acceptance = String.valueOf(json(requested).text("id"));
        String another = server.token("accept", "read");
        assertThat(status(server.as(token, "POST", "/api/v1/acceptances/" + acceptance + "/signature", "")))
                .as("who asks can't sign")
                .isEqualTo(422);
        assertThat(status(server.as(another, "POST", "/api/v1/acceptances/" + acceptance + "/signature", "")))
                .as("nor by another token")
                .isEqualTo(422);
        givenToSomebodyElse();
        assertThat(status(server.as(another, "POST", "/api/v1/acceptances/" + acceptance + "/signature", "")))
                .isEqualTo(204);
        asked.put("/acceptances", "/acceptances");
        asked.put("/acceptances/{id}", "/acceptances/" + acceptance);
        asked.put("/findings/{id}/acceptances", "/findings/" + finding + "/acceptances");
        asked.put("/findings/{id}/priority", "/findings/" + finding + "/priority");
        for (String path :
                List.of("/acceptances", "/acceptances/{id}", "/findings/{id}/acceptances", "/findings/{id}/priority"))
            check("get", path, get(asked.get(path)), 200);
        assertThat(json(get(asked.get("/acceptances/{id}"))).isTrue("verified")).isTrue();
        assertThat(json(get(asked.get("/findings/{id}"))).text("state")).isEqualTo("accepted");
        assertThat(json(get(asked.get("/findings/{id}/priority"))).text("priority"))
                .isEqualTo(json(get(asked.get("/findings/{id}"))).text("priority"));
        HttpResponse<String> stated = change("POST", "/vex", """
                {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/v/1", "author": "Vendor",
                 "timestamp": "2026-01-01T00:00:00Z", "version": 1, "statements": [
                   {"vulnerability": {"name": "GHSA-2222-2222-2222"}, "products": [{"@id": "pkg:npm/left-pad@1.0.0"}],
                    "status": "under_investigation"}]}""");
        check("post", "/vex", stated, 201);
        asked.put("/vex", "/vex?vulnerability=GHSA-2222-2222-2222");
        asked.put("/findings/{id}/statements", "/findings/" + finding + "/statements");
        asked.put("/artifacts/{digest}/vex", "/artifacts/" + DIGEST + "/vex?format=csaf");
        for (String path : List.of("/vex", "/findings/{id}/statements")) check("get", path, get(asked.get(path)), 200);
        assertThat(json(get(asked.get("/findings/{id}/statements"))).items("items"))
                .singleElement()
                .satisfies(one -> assertThat(one.isTrue("counts")).isTrue());
        check(
                "delete",
                "/vex/{digest}",
                change("DELETE", "/vex/" + json(stated).text("digest") + "?reason=wrong", ""),
                200);
        String verdict = String.valueOf(
                json(get("/gate?environment=prod&artifact=" + DIGEST)).text("id"));
        check("get", "/verdicts/{id}", get("/verdicts/" + verdict), 200);
        check("get", "/verdicts/{id}/replay", get("/verdicts/" + verdict + "/replay"), 200);
        check("get", "/gate", get("/gate?environment=prod&artifact=" + digest('7')), 200);
        check("patch", "/findings/{id}", change("PATCH", "/findings/" + finding, "{\"comment\": \"looked at\"}"), 200);
        HttpResponse<String> pushed = push("other", digest('b'), bill("pkg:npm/left-pad@1.0.1"));
        check("post", "/documents", pushed, 201);
        check("get", "/documents/{digest}", get("/documents/" + json(pushed).text("digest")), 200);
        check("post", "/policy/check", change("POST", "/policy/check", "{\"policy\": \"rules: 7\"}"), 200);
        String never = """
                {"keepWaivers": true, "policy": "version: 1\\nowner: x\\nrules:\\n  - {id: never, for: scan, level: deny, when: 'true', message: no}\\n"}
                """;
        HttpResponse<String> tried = change("POST", "/policy/dry-run?last=5", never);
        check("post", "/policy/dry-run", tried, 200);
        assertThat(json(tried).items("items")).isNotEmpty();
        check("get", "/artifacts", get("/artifacts"), 400);
        check("get", "/artifacts/{digest}", get("/artifacts/sha256:" + "9".repeat(64)), 404);
        check("post", "/documents", push("shop", DIGEST, "{"), 422);
        // every list and thing there is has something in it here, but for what only an advisory brings
        List<String> read = routes().stream()
                .filter(route -> route.method() == Method.GET)
                .map(ApiRoute::path)
                .filter(path -> !path.startsWith("/verdicts/") && !path.equals("/documents/{digest}"))
                .toList();
        assertThat(asked.keySet()).containsExactlyInAnyOrderElementsOf(read);
    }

    private static void check(String method, String path, HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(status);
        Node responses = DOCUMENT.find("paths", path, method, "responses");
        Node described = responses.find(Integer.toString(status));
        Node resolved = Schema.resolved(DOCUMENT, described == null ? responses.find("default") : described);
        Mapping.Entry content = resolved.entries("content").getFirst();
        assertThat(response.headers().firstValue("Content-Type")).hasValue(content.key());
        assertThat(Schema.problems(DOCUMENT, content.value().find("schema"), json(response)))
                .as(path + " " + response.body())
                .isEmpty();
    }

    /// Has somebody else answer for the newest token.
    private void givenToSomebodyElse() {
        try (var connection = DriverManager.getConnection(
                        server.databaseUrl(),
                        TestDatabase.server().user(),
                        TestDatabase.server().password());
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into pomona.person (tenant_id, issuer, subject, name, roles)
                    select id, 'local', 'owner', 'owner', '{MANAGER}' from pomona.tenant where key = 'main'
                    """);
            statement.execute("""
                    update pomona.api_token set person_id = (select max(id) from pomona.person where name = 'owner')
                    where id = (select max(id) from pomona.api_token)
                    """);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
