// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/// Advisory data of our own for a server, and an environment and a receiver for what follows from it.
final class Feed {

    private Feed() {}

    /// The options that make a server ask it all the time.
    static String[] options(Path home) throws IOException {
        return new String[] {
            "--osv-source",
            TestAdvisories.bucket(home.resolve("osv")).toString(),
            "--kev-source",
            "none",
            "--epss-source",
            "none",
            "--feed-interval",
            "1s"
        };
    }

    /// Waits until a server judges by it.
    static void prepare(Served node, String token, String receiver) throws IOException, InterruptedException {
        change(node, token, "PUT", "/api/v1/environments/prod", "{\"production\": true}");
        change(node, token, "POST", "/api/v1/webhooks", "{\"url\": \"%s\", \"topics\": []}".formatted(receiver));
        for (int i = 0; !ask(node, token).body().contains("CVE-2026-1000"); i++) {
            if (i > 600) throw new AssertionError("the feed never arrives: " + node.log());
            Thread.sleep(100);
        }
    }

    private static HttpResponse<String> ask(Served node, String token) throws IOException, InterruptedException {
        change(
                node,
                token,
                "POST",
                "/api/v1/documents?project=warm-up&kind=image&artifact=" + Load.digest(0),
                "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"version\": 1, \"components\": [{\"type\":"
                        + " \"library\", \"name\": \"left-out\", \"version\": \"1.0.0\", \"purl\": \"pkg:npm/left-out@1.0.0\"}]}");
        return node.send(node.as(token, "GET", "/api/v1/findings", ""));
    }

    private static void change(Served node, String token, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = node.send(node.as(token, method, path, body));
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isBetween(200, 299);
    }
}
