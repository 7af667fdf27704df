// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import static dev.pomona.server.TestServer.DIGEST;
import static dev.pomona.server.TestServer.bill;
import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.TestServer;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import dev.pomona.syntax.Node;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// What is found, who owns it, what happened to it, and what the gate says of it.
class EstateApiTest extends ApiWorld {

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
