// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import static dev.pomona.server.TestServer.DIGEST;
import static dev.pomona.server.TestServer.bill;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.TestServer;
import dev.pomona.server.World;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.store.estate.FreshnessStore;
import dev.pomona.store.reading.Tallies;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A running server with something in everything that can be asked for, and a token that may do all of it. One for all
/// tests of a class.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApiWorld {

    static final ServerKey KEY = key();

    TestServer server;
    String token;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
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
        change("PUT", "/answer-levels", """
                {"items": [{"within": "PT10M"}, {"severity": "critical", "within": "PT1M"}]}""");
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

    static String digest(char digit) {
        return "sha256:" + Character.toString(digit).repeat(64);
    }

    HttpResponse<String> push(String project, String artifact, String document) {
        return server.send(server.as(
                token,
                "POST",
                "/api/v1/documents?project=%s&name=%s&kind=image&artifact=%s".formatted(project, project, artifact),
                document));
    }

    HttpResponse<String> change(String method, String path, String body) {
        HttpResponse<String> response = server.send(server.as(token, method, "/api/v1" + path, body));
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
        return response;
    }

    HttpResponse<String> get(String path) {
        return server.get(token, "/api/v1" + path);
    }

    int status(HttpRequest.Builder request) {
        return server.send(request).statusCode();
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
    static List<ApiRoute> routes() {
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

    static String example(ApiRoute route) {
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
}
