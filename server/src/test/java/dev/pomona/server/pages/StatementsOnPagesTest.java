// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import static dev.pomona.server.TestServer.DIGEST;
import static dev.pomona.server.TestServer.bill;
import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.TestServer;
import dev.pomona.server.World;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What others state about a flaw is on its page, as the API has it.
class StatementsOnPagesTest {

    @TempDir
    Path folder;

    private static void state(TestServer server, String token, String author, String at, String status, String more) {
        var answer = server.send(server.as(token, "POST", "/api/v1/vex", """
                {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/%1$s/%2$s", "author": "%1$s",
                 "timestamp": "%2$s", "version": 1, "statements": [{"vulnerability": {"name": "GHSA-2222-2222-2222"},
                 "products": [{"@id": "pkg:npm/left-pad"}], "status": "%3$s"%4$s}]}
                """.formatted(author, at, status, more)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static String page(TestServer server, String id) {
        var page = server.send(server.request("/findings/" + id).header("Cookie", server.session()));
        assertThat(page.statusCode()).isEqualTo(200);
        String body = page.body();
        int begin = body.indexOf("id=\"statements\"");
        return body.substring(begin, body.indexOf("</section>", begin));
    }

    @Test
    void sourceDateStatusAndJustificationAreShown() throws Exception {
        new World(folder, Clock.systemUTC())
                .learns("GHSA-2222-2222-2222", "left-pad", "2.0.0", "2026-01-01T00:00:00Z")
                .fetch();
        try (TestServer server =
                TestServer.start(folder.resolve("cache"), Clock.systemUTC()).withAdministrator()) {
            String token = server.token("read", "push", "triage", "admin");
            assertThat(server.send(server.as(
                                    token,
                                    "POST",
                                    "/api/v1/documents?wait=30s&project=shop&name=shop&kind=image&artifact=" + DIGEST,
                                    bill("pkg:npm/left-pad@1.0.0")))
                            .statusCode())
                    .isEqualTo(201);
            String id = String.valueOf(json(server.get(token, "/api/v1/findings"))
                    .items("items")
                    .getFirst()
                    .text("id"));
            assertThat(page(server, id)).contains("Nobody whom you believe");
            state(
                    server,
                    token,
                    "Vendor",
                    "2026-02-01T00:00:00Z",
                    "not_affected",
                    ", \"justification\": \"vulnerable_code_not_present\", \"impact_statement\": \"<script>alert(1)</script>\"");
            assertThat(page(server, id))
                    .contains(
                            "It is cleared",
                            "Not affected",
                            "vulnerable code not present",
                            "Vendor",
                            "datetime=\"2026-02-01T00:00:00Z\"",
                            "pkg:npm/left-pad",
                            "&lt;script&gt;alert(1)&lt;/script&gt;")
                    .doesNotContain("<script>", "superseded");
            state(
                    server,
                    token,
                    "Researcher",
                    "2026-02-02T00:00:00Z",
                    "affected",
                    ", \"action_statement\": \"update\"");
            assertThat(page(server, id)).contains("It is contested", "Researcher", "Affected");
            state(server, token, "Vendor", "2026-02-03T00:00:00Z", "affected", ", \"action_statement\": \"update\"");
            assertThat(page(server, id))
                    .as("the vendor's newest word")
                    .contains("Nothing of this clears it")
                    .doesNotContain("Not affected");
        }
    }
}
