// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import static dev.pomona.server.TestServer.DIGEST;
import static dev.pomona.server.TestServer.bill;
import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.TestServer;
import dev.pomona.server.World;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemType;
import dev.pomona.store.estate.FreshnessStore;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.reading.Tallies;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Yaml;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The API as its document says it is, on a running server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTest {

    private static final Node DOCUMENT = Yaml.read(Api.document());

    private static final ServerKey KEY = key();

    @TempDir
    static Path folder;

    private TestServer server;
    private String token;

    @BeforeAll
    void start() throws Exception {
        new World(folder, Clock.systemUTC())
                .learns("GHSA-2222-2222-2222", "left-pad", "2.0.0", "2026-01-01T00:00:00Z")
                .fetch();
        server = TestServer.start(folder.resolve("cache")).withAdministrator();
        token = server.token("read", "push", "deploy", "report", "gate", "triage", "accept", "policy", "admin");
        push("shop", DIGEST, bill("pkg:npm/left-pad@1.0.0", "pkg:npm/right-pad@1.0.0"));
        change("PUT", "/environments/prod", """
                {"name": "Production", "production": true, "maxReverseUptime": "P7D", "maxImageAge": "P30D"}""");
        change("PUT", "/deployments", """
                {"artifact": "%s", "environment": "prod", "workload": "shop", "account": "aws/1", "host": "h1"}""".formatted(DIGEST));
        change("PUT", "/hosts/h1/report", """
                {"environment": "prod", "bootedAt": "2026-01-01T00:00:00Z",
                 "image": {"name": "golden", "builtAt": "2025-12-01T00:00:00Z"}, "nextWithin": "PT6M",
                 "gaps": ["docker: no permission"], "labels": {"rack": "7"}, "owners": ["ops"],
                 "running": [{"workload": "cart", "digests": ["%s"], "labels": {"tier": "1"}}]}""".formatted("sha256:" + "c".repeat(64)));
        change("PUT", "/environments/prod/checks", "{\"items\": [{\"name\": \"signed\", \"maxAge\": \"P7D\"}]}");
        change("PUT", "/artifacts/" + DIGEST + "/checks/signed", "{\"passed\": true, \"message\": \"fine\"}");
        change("PUT", "/service-levels", """
                {"items": [{"severity": "critical", "environment": "prod", "days": 7}, {"severity": "high", "days": 30}]}""");
        change("PUT", "/teams/web", "{\"name\": \"Web\", \"members\": [1]}");
        change("PUT", "/projects/shop", """
                {"name": "The shop", "repository": "acme/shop", "team": "web", "labels": {"owner": "@web, @ops", "tier": "1"}}""");
        change("PUT", "/projects/shop/owners/codeowners", "*.ts @frontend\n");
        change("PUT", "/catalogue", "kind: Component\nmetadata: {name: shop}\nspec: {owner: 'group:web'}\n");
        change("PUT", "/clusters/c1", "{\"account\": \"aws/1\"}");
        change("PUT", "/accounts/aws/1", "{\"name\": \"Main\"}");
        change("POST", "/webhooks", "{\"url\": \"https://example.org/hook\", \"topics\": [\"verdict\"]}");
        count();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /// What jobs count every few minutes.
    private void count() {
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
        var postgres = TestDatabase.server();
        try (var database = Database.open(server.databaseUrl(), postgres.user(), postgres.password(), 1)) {
            database.runInTenant(new TenantId(1), tx -> {
                new Tallies(tx).count(now);
                new FreshnessStore(tx).keepDay(LocalDate.ofInstant(now, ZoneOffset.UTC), now);
            });
        }
    }

    private static String digest(char digit) {
        return "sha256:" + Character.toString(digit).repeat(64);
    }

    private HttpResponse<String> push(String project, String artifact, String document) {
        return server.send(server.as(
                token,
                "POST",
                "/api/v1/documents?project=%s&name=%s&kind=image&artifact=%s".formatted(project, project, artifact),
                document));
    }

    private HttpResponse<String> change(String method, String path, String body) {
        HttpResponse<String> response = server.send(server.as(token, method, "/api/v1" + path, body));
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
        return response;
    }

    private HttpResponse<String> get(String path) {
        return server.get(token, "/api/v1" + path);
    }

    private static ServerKey key() {
        try {
            Path folder = Files.createTempDirectory("pomona-key");
            Path file = folder.resolve("key");
            try {
                return ServerKey.open(file, null, new SecureRandom());
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What they stand on is not asked while they are listed.
    private static List<ApiRoute> routes() {
        try {
            var constructor = ApiServices.class.getDeclaredConstructors()[0];
            Object[] services = Arrays.stream(constructor.getParameterTypes())
                    .map(type -> type == ServerKey.class ? KEY : type == long.class ? 1L : null)
                    .toArray();
            return ((ApiServices) constructor.newInstance(services)).routes();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

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
        asked.put("/projects/{project}/owners", "/projects/shop/owners");
        asked.put("/teams", "/teams");
        asked.put("/teams/{team}", "/teams/web");
        asked.put("/people", "/people");
        asked.put("/search", "/search?q=sh");
        asked.put("/who", "/who?purl=" + TestServer.encoded("pkg:npm/left-pad@<2.0.0"));
        asked.put("/freshness", "/freshness");
        asked.put("/portfolio", "/portfolio");
        asked.put("/portfolio/days", "/portfolio/days?days=7");
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

    private static String example(ApiRoute route) {
        String path = route.path()
                .replace("{digest}", DIGEST)
                .replace("{id}", "1")
                .replace("{project}", "shop")
                .replace("{environment}", "prod")
                .replace("{host}", "h1")
                .replace("{team}", "web")
                .replace("{provider}", "aws")
                .replace("{account}", "1")
                .replace("{cluster}", "c1")
                .replace("{vulnerability}", "GHSA-2222-2222-2222")
                .replace("{check}", "signed")
                .replace("{registry}", "builds");
        String query = route.parameters().contains("artifact") && route.path().equals("/gate")
                ? "?environment=prod&artifact=" + DIGEST
                : route.parameters().contains("purl") && route.path().equals("/who")
                        ? "?purl=pkg:npm/left-pad"
                        : route.path().equals("/search") ? "?q=left-pad" : "";
        return "/api/v1" + path + query;
    }

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

    private int status(HttpRequest.Builder request) {
        return server.send(request).statusCode();
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
                assertThat(answer.body()).as(route.path()).doesNotContain("left-pad", "shop/", "Production", "golden");
                if (answer.statusCode() == 200
                        && !route.path().startsWith("/audit")
                        && !route.path().equals("/policy")) {
                    boolean isOwn = route.path().equals("/tokens");
                    assertThat(json(answer).items("items")).as(route.path()).hasSize(isOwn ? 1 : 0);
                }
            }
        }
    }

    @Test
    void listsAreReadPageByPage() {
        for (int i = 0; i < 5; i++) push("page", "sha256:" + Integer.toString(i).repeat(64), bill("pkg:npm/x@1." + i));
        var seen = new ArrayList<String>();
        String cursor = "";
        do {
            Node page = json(get("/artifacts?project=page&limit=2" + cursor));
            page.items("items").forEach(item -> seen.add(item.text("digest")));
            String next = page.text("next");
            cursor = next == null ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        String next =
                String.valueOf(json(get("/artifacts?project=page&limit=2")).text("next"));
        assertThat(get("/artifacts?project=shop&cursor=" + next).statusCode())
                .as("a cursor of another list")
                .isEqualTo(400);
        assertThat(get("/artifacts?project=page&cursor=AAAA").statusCode()).isEqualTo(400);
        assertThat(get("/artifacts?project=page&limit=201").statusCode()).isEqualTo(400);
        assertThat(get("/artifacts?project=page&nonsense=1").statusCode()).isEqualTo(400);
        for (String sort : List.of("priority", "severity", "epss", "newest", "due")) {
            var ids = new ArrayList<String>();
            String more = "";
            do {
                Node page = json(get("/findings?limit=1&sort=" + sort + more));
                page.items("items").forEach(item -> ids.add(item.text("id")));
                String after = page.text("next");
                more = after == null ? "" : "&cursor=" + after;
            } while (!more.isEmpty());
            assertThat(ids).as(sort).doesNotHaveDuplicates();
            if (!sort.equals("due")) assertThat(ids).as(sort).isNotEmpty();
        }
    }

    @Test
    void theSameKeyDoesItOnce() throws Exception {
        String body = "{\"name\": \"once\", \"scopes\": [\"read\"], \"expiresAt\": \"%s\"}"
                .formatted(Clock.systemUTC().instant().plusSeconds(600));
        Callable<HttpResponse<String>> ask = () ->
                server.send(server.as(token, "POST", "/api/v1/tokens", body).header("Idempotency-Key", "k1"));
        HttpResponse<String> first = ask.call();
        HttpResponse<String> second = ask.call();
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replay")).hasValue("true");
        HttpResponse<String> other =
                server.send(server.as(token, "POST", "/api/v1/tokens", body.replace("once", "twice"))
                        .header("Idempotency-Key", "k1"));
        assertThat(other.statusCode()).isEqualTo(409);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<HttpResponse<String>> racing = () ->
                    server.send(server.as(token, "POST", "/api/v1/tokens", body).header("Idempotency-Key", "k2"));
            var answers = threads.invokeAll(List.of(racing, racing, racing, racing));
            var bodies = new TreeSet<String>();
            for (var answer : answers) {
                if (answer.get().statusCode() == 201) bodies.add(answer.get().body());
                else assertThat(answer.get().statusCode()).isEqualTo(409);
            }
            assertThat(bodies).hasSize(1);
        }
    }

    @Test
    void whatIsKnownIsNotSentAgain() {
        HttpResponse<String> first = get("/artifacts/" + DIGEST);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> second = server.send(
                server.as(token, "GET", "/api/v1/artifacts/" + DIGEST, "").header("If-None-Match", tag));
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
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

    /// What each guarded change sends; the rest sends nothing.
    private static String body(ApiRoute route) {
        return switch (route.method()) {
            case GET, DELETE -> "";
            case PATCH -> "{\"comment\": \"seen\"}";
            case POST, PUT ->
                route.path().endsWith("/checks") || route.path().equals("/service-levels") ? "{\"items\": []}" : "{}";
        };
    }

    @Test
    void nobodyUndoesAChangeThatTheyDidNotSee() {
        for (ApiRoute route : routes()) {
            String method = route.method().name();
            var request = server.as(token, method, example(route), body(route));
            if (route.isGuarded()) {
                assertThat(server.send(request.header("If-Match", "\"nonsense\""))
                                .statusCode())
                        .as(method + " " + route.path())
                        .isEqualTo(412);
            } else if (route.method() != Method.GET) {
                assertThat(server.send(request.header("If-Match", "\"nonsense\""))
                                .statusCode())
                        .as(method + " " + route.path())
                        .isEqualTo(400);
            }
        }
        String path = "/api/v1/environments/guarded";
        var make = server.as(token, "PUT", path, "{\"name\": \"one\"}").header("If-None-Match", "*");
        assertThat(status(make)).isEqualTo(200);
        assertThat(status(make)).isEqualTo(412);
        String seen = get("/environments/guarded").headers().firstValue("ETag").orElseThrow();
        assertThat(status(server.as(token, "PUT", path, "{\"name\": \"two\"}").header("If-Match", seen)))
                .isEqualTo(200);
        assertThat(status(server.as(token, "PUT", path, "{\"name\": \"three\"}").header("If-Match", seen)))
                .isEqualTo(412);
        assertThat(json(get("/environments/guarded")).text("name")).isEqualTo("two");
        assertThat(status(server.as(token, "DELETE", path, "").header("If-Match", "*")))
                .isEqualTo(204);
        assertThat(status(server.as(token, "DELETE", path, ""))).isEqualTo(404);
    }

    @Test
    void ofChangesAtOnceFromTheSameStateOneIsMade() throws Exception {
        change("PUT", "/environments/raced", "{\"name\": \"start\"}");
        String seen = get("/environments/raced").headers().firstValue("ETag").orElseThrow();
        var racing = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 6; i++) {
            String name = "{\"name\": \"racer %d\"}".formatted(i);
            racing.add(() -> status(
                    server.as(token, "PUT", "/api/v1/environments/raced", name).header("If-Match", seen)));
        }
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(racing)) statuses.add(answer.get());
        }
        assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
    }

    @Test
    void oneBoxFindsEverythingThatHasAName() {
        Map<String, String> found = Map.of(
                "sho",
                "projects",
                "shop",
                "artifacts",
                DIGEST.substring(0, 20),
                "artifacts",
                "left",
                "packages",
                "pkg:npm/left-pad@1.0.0",
                "packages",
                "ghsa-2222-2222-2222",
                "vulnerabilities",
                "pro",
                "environments",
                "aws/1",
                "accounts",
                "we",
                "teams",
                "adm",
                "people");
        found.forEach((asked, kind) -> assertThat(json(get("/search?q=" + TestServer.encoded(asked)))
                        .find(kind)
                        .items("items"))
                .as(asked)
                .isNotEmpty());
        assertThat(json(get("/search?q=h1")).find("hosts").items("items")).hasSize(1);
        assertThat(json(get("/search?q=c1")).find("clusters").items("items")).hasSize(1);
        assertThat(get("/search?q=").statusCode()).isEqualTo(400);
    }

    @Test
    void projectsHaveTeamsLabelsAndOwners() {
        change("PUT", "/projects/shop/owners/codeowners", "*.ts @frontend\n");
        Node project = json(get("/projects/shop"));
        assertThat(project.text("team")).isEqualTo("web");
        assertThat(project.find("labels", "tier").text()).isEqualTo("1");
        assertThat(json(get("/projects?team=web")).items("items")).hasSize(1);
        assertThat(json(get("/projects?team=nobody")).items("items")).isEmpty();
        assertThat(json(get("/projects/shop/owners")).items("items"))
                .extracting(rule -> rule.text("source") + " "
                        + rule.items("owners").stream().map(Node::text).toList())
                .containsExactly("catalogue [web]", "label [@web, @ops]", "CODEOWNERS [@frontend]");
        Node gate = json(get("/gate?environment=prod&artifact=" + DIGEST));
        assertThat(gate.items("owners")).extracting(Node::text).containsExactly("@ops", "@web");
        assertThat(gate.items("checks"))
                .extracting(check -> check.text("state"))
                .containsExactly("passed");
        assertThat(json(get("/deployments?account=aws/1&host=h1&project=shop")).items("items"))
                .isNotEmpty();
        assertThat(json(get("/deployments?account=aws/2")).items("items")).isEmpty();
        assertThat(server.send(server.as(token, "DELETE", "/api/v1/teams/web", ""))
                        .statusCode())
                .isEqualTo(409);
        assertThat(server.send(server.as(token, "PUT", "/api/v1/teams/web", "{\"members\": [999]}"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void changesAreReadOnFromWhereOneWas() throws InterruptedException {
        Node first = json(get("/changes?limit=1"));
        assertThat(first.items("items")).hasSize(1);
        Node rest = json(get("/changes?after=" + first.text("after")));
        assertThat(rest.items("items").stream().map(item -> item.text("id")))
                .doesNotContain(first.items("items").getFirst().text("id"));
        Node end = json(get("/changes?after=" + rest.text("after")));
        assertThat(end.items("items")).isEmpty();
        assertThat(end.text("after")).isNotNull();
        push("feed", digest('d'), bill("pkg:npm/left-pad@1.0.0"));
        change("PUT", "/deployments", """
                {"artifact": "%s", "environment": "prod", "workload": "feed"}""".formatted(digest('d')));
        // what still runs anywhere in the database server may hold a change back for a moment
        Node news = json(get("/changes?after=" + end.text("after")));
        for (int i = 0; i < 100 && news.items("items").isEmpty(); i++) {
            Thread.sleep(50);
            news = json(get("/changes?after=" + end.text("after")));
        }
        assertThat(news.items("items"))
                .anySatisfy(change -> assertThat(change.text("topic")).isEqualTo("verdict"));
    }

    @Test
    void mistakesInPoliciesHavePlacesAndChangeNothing() {
        HttpResponse<String> set =
                server.send(server.as(token, "PUT", "/api/v1/policy", "{\"policy\": \"rules:\\n  - nonsense: 1\\n\"}"));
        assertThat(set.statusCode()).isEqualTo(422);
        assertThat(json(set).items("problems"))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.text("line")).isNotNull());
        assertThat(json(get("/policy")).isTrue("builtIn")).isTrue();
    }

    @Test
    void hostileBodiesAreRefused() throws IOException {
        Map<String, Integer> bodies = Map.of(
                "[]",
                400,
                "{\"name\": 1}",
                400,
                "{\"name\": \"x\", \"nonsense\": 1}",
                400,
                "{\"a\":".repeat(100_000),
                400,
                "\u0000\u0001",
                400,
                "",
                400);
        bodies.forEach((body, status) -> assertThat(status(server.as(token, "POST", "/api/v1/tokens", body)))
                .as(body.substring(0, Math.min(20, body.length())))
                .isEqualTo(status));
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) gzip.write(zeros);
        }
        HttpResponse<String> bomb = server.send(server.request("/api/v1/documents?project=shop")
                .header("Authorization", "Bearer " + token)
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray())));
        assertThat(bomb.statusCode()).as(bomb.body()).isEqualTo(413);
        var honest = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(honest)) {
            gzip.write(bill("pkg:npm/zipped@1.0.0").getBytes(StandardCharsets.UTF_8));
        }
        HttpResponse<String> taken = server.send(server.request("/api/v1/documents?project=zip")
                .header("Authorization", "Bearer " + token)
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(honest.toByteArray())));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
        HttpResponse<String> damaged = server.send(server.request("/api/v1/documents?project=shop")
                .header("Authorization", "Bearer " + token)
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString("no gzip")));
        assertThat(damaged.statusCode()).isEqualTo(400);
        // a colour, a carriage return, a half character and markup come back as they were sent, and escaped
        String name = "\u001b[31m<script>\r\n\u202eé";
        change("PUT", "/environments/odd", "{\"name\": \"\\u001b[31m<script>\\r\\n\\u202eé\"}");
        HttpResponse<String> odd = get("/environments/odd");
        assertThat(json(odd).text("name")).isEqualTo(name);
        assertThat(odd.body()).doesNotContain("\u001b").doesNotContain("\u202e");
    }

    @Test
    void answersTellBrowsersToBeCareful() {
        HttpResponse<String> page = server.send(server.request("/login"));
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(status(server.request("/nothing"))).isEqualTo(404);
        assertThat(status(server.request("/login").DELETE())).isEqualTo(405);
    }

    @Test
    void theGateWaitsForWhatWasPushedAndIsNotJudgedYet() throws Exception {
        String digest = "sha256:" + "9".repeat(64);
        var postgres = TestDatabase.server();
        try (Database database = Database.open(server.databaseUrl(), postgres.user(), postgres.password(), 2);
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            TenantId tenant =
                    database.as(Purpose.FEED, tx -> new TenantStore(tx).all()).getFirst();
            database.runInTenant(tenant, tx -> tx.update("""
                    insert into document (tenant_id, identity, kind, digest, size, content, state, received_at,
                        received_from, request, due_at)
                    values (current_tenant(), ?, 'UNREAD', 'd', 1, 'c', 'RECEIVED', now(), 'x', '{}', now() + interval '1 day')
                    """, digest));
            var answer = pool.submit(() -> server.get(token, "/api/v1/gate?environment=prod&artifact=" + digest));
            Thread.sleep(500);
            assertThat(answer.isDone()).as("it is not judged yet").isFalse();
            database.runInTenant(
                    tenant, tx -> tx.update("update document set state = 'REFUSED' where identity = ?", digest));
            assertThat(json(answer.get()).text("verdict")).isEqualTo("not-scanned");
        }
    }
}
