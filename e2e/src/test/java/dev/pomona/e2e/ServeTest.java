// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The built control plane from the first start on a fresh folder, asked by the built program,
/// killed and started again.
class ServeTest {

    private static final Pattern ADDRESS = Pattern.compile("ready at (http://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern LINK = Pattern.compile("/setup\\?key=([\\w-]+)");
    private static final Pattern TOKEN = Pattern.compile("\"token\": ?\"(pom_\\w+)\"");
    private static final Pattern CSRF = Pattern.compile("\"csrf\": ?\"(\\w+)\"");
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    @TempDir
    Path home;

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Process server;
    private String address = "";

    @AfterEach
    void stop() throws InterruptedException {
        server.destroy();
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        client.close();
    }

    private String start() throws IOException, InterruptedException {
        Path out = home.resolve("serve.out");
        Files.deleteIfExists(out);
        Path program = Pomona.program();
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                program + System.getProperty("path.separator") + program.resolveSibling("server") + "/*",
                "dev.pomona.cli.Main",
                "serve",
                "--offline",
                "--port",
                "0",
                "--metrics-port",
                "0",
                "--data-dir",
                home.resolve("data").toString()));
        server = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(home.resolve("serve.err").toFile())
                .start();
        for (int i = 0; i < 1200 && server.isAlive(); i++) {
            String text = Files.readString(out);
            Matcher ready = ADDRESS.matcher(text);
            if (ready.find() && text.contains("metrics")) {
                address = ready.group(1);
                Thread.sleep(100);
                return Files.readString(out);
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the server does not start: " + Files.readString(home.resolve("serve.err")));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    /// Makes the administrator by the link, and a token.
    private String token(String link) throws IOException, InterruptedException {
        HttpResponse<String> made = send(to("/setup")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("key=" + link + "&name=admin&password=long+enough+to+keep")));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
        String cookie = made.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        String csrf =
                found(CSRF, send(to("/api/v1/me").header("Cookie", cookie)).body());
        return found(
                TOKEN,
                send(to("/api/v1/tokens")
                                .header("Cookie", cookie)
                                .header("X-CSRF-Token", csrf)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        """
                                        {"name": "e2e", "expiresAt": "%s",
                                         "scopes": ["read", "push", "deploy", "report", "gate", "policy", "admin"]}
                                        """.formatted(Instant.now().plusSeconds(3600)))))
                        .body());
    }

    @Test
    void whatWasAnsweredIsThereAfterAKill() throws Exception {
        String token = token(found(LINK, start()));
        var pomona = new Pomona(home, folder).with(Map.of("POMONA_TOKEN", token, "POMONA_SERVER", address));
        pomona.write("requirements.txt", "flask==3.0.0\n");
        Pomona.Run bill = pomona.run("sbom");
        pomona.write("bill.cdx.json", bill.out());
        assertThat(send(to("/api/v1/environments/prod")
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .PUT(HttpRequest.BodyPublishers.ofString("{\"production\": true}")))
                        .statusCode())
                .isEqualTo(200);
        Pomona.Run pushed =
                pomona.run("push", "bill.cdx.json", "--project", "shop", "--kind", "image", "--artifact", DIGEST);
        assertThat(pushed.err()).isEmpty();
        assertThat(pushed.out()).contains("taken " + DIGEST + ": 1 components").contains("in prod");
        assertThat(pushed.code()).isZero();
        Pomona.Run recorded =
                pomona.run("deploy", "record", DIGEST, "--environment", "prod", "--workload", "web", "--host", "h1");
        assertThat(recorded.out()).isEqualTo("recorded\n");
        Pomona.Run gate = pomona.run("gate", DIGEST, "--environment", "prod");
        assertThat(gate.code()).as(gate.toString()).isIn(0, 1, 3);

        server.destroyForcibly();
        server.waitFor();
        String again = start();
        assertThat(again).doesNotContain("setup");
        var after = pomona.with(Map.of("POMONA_TOKEN", token, "POMONA_SERVER", address));
        Pomona.Run who = after.run("who", "pkg:pypi/flask@<3.0.1");
        assertThat(who.out())
                .contains(DIGEST)
                .contains("pkg:pypi/flask@3.0.0")
                .contains("web in prod at h1 since")
                .endsWith("1 places\n");
        assertThat(after.run("gate", DIGEST, "--environment", "prod").code()).isEqualTo(gate.code());
        assertThat(after.run("gate", "sha256:" + "b".repeat(64), "--environment", "prod")
                        .code())
                .as("what nobody pushed is not clean")
                .isEqualTo(3);
        assertThat(after.run("audit", "verify").out()).contains("all of them what they were");
        Pomona.Run scan =
                after.run("scan", ".", "--offline", "--push", address, "--project", "shop", "--exit-code-map", "1=0");
        assertThat(scan.err()).as("refused, since offline forbids asking").contains("--offline forbids it");
        assertThat(after.with(Map.of("POMONA_SERVER", address))
                        .run("who", "pkg:pypi/flask")
                        .err())
                .contains("set POMONA_TOKEN");
        assertThat(after.with(Map.of("POMONA_SERVER", address, "POMONA_TOKEN", "pom_" + "0".repeat(46)))
                        .run("who", "pkg:pypi/flask")
                        .code())
                .isEqualTo(2);
        assertThat(after.with(Map.of("POMONA_SERVER", "http://example.org", "POMONA_TOKEN", token))
                        .run("who", "pkg:pypi/flask")
                        .err())
                .contains("not sent in clear");
        assertThat(Files.readString(home.resolve("serve.err")))
                .doesNotContain(token)
                .doesNotContain("long enough");
    }

    @Test
    void theAgentTellsWhatRunsHere() throws Exception {
        String token = token(found(LINK, start()));
        assertThat(send(to("/api/v1/environments/prod")
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .PUT(HttpRequest.BodyPublishers.ofString("{\"production\": true}")))
                        .statusCode())
                .isEqualTo(200);
        var pomona = new Pomona(home, folder).with(Map.of("POMONA_TOKEN", token, "POMONA_SERVER", address));
        Pomona.Run printed = pomona.run("agent", "--environment", "prod", "--host", "here", "--print");
        assertThat(printed.out()).contains("\"bootedAt\"").contains("\"full\": true");
        Pomona.Run once = pomona.run("agent", "--environment", "prod", "--host", "here", "--owner", "ops", "--once");
        assertThat(once.out()).as(once.toString()).contains(" instances on here");
        assertThat(once.code()).as("complete, or with what it could not see").isIn(0, 3);
        String host = send(to("/api/v1/hosts/here").header("Authorization", "Bearer " + token))
                .body();
        assertThat(host).contains("\"state\":\"reporting\"").contains("\"owners\":[\"ops\"]");
        assertThat(send(to("/api/v1/instances?host=here").header("Authorization", "Bearer " + token))
                        .body())
                .contains("\"kind\":\"process\"");
        assertThat(pomona.run("agent", "--environment", "nowhere", "--once").code())
                .as("an environment nobody made")
                .isEqualTo(3);
        assertThat(pomona.run("agent", "--once").err()).contains("--environment is missing");
    }
}
