// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The built control plane from the first start on a fresh folder, asked by the built program,
/// killed and started again.
class ServeTest {

    private static final Pattern VERDICT = Pattern.compile("\"id\": ?(\\d+)");
    private static final Pattern PAYLOAD = Pattern.compile("\"payload\": ?\"([^\"]+)\"");
    private static final Pattern SIGNATURE = Pattern.compile("\"sig\": ?\"([^\"]+)\"");
    private static final Pattern KEY = Pattern.compile("\"publicKey\": ?\"([^\"]+)\"");
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    @TempDir
    Path home;

    @TempDir
    Path folder;

    private Served server;

    @AfterEach
    void stop() throws InterruptedException {
        server.close();
    }

    private void start() throws IOException, InterruptedException {
        server = Served.start(home, List.of(), Map.of(), "--offline");
    }

    /// Verifies an envelope with another program, by what the envelope's specification says is signed.
    ///
    /// @return the statement
    private String verifiedByOpenSsl(String envelope, String token) throws IOException, InterruptedException {
        byte[] statement = Base64.getDecoder().decode(Served.found(PAYLOAD, envelope));
        String type = "application/vnd.in-toto+json";
        var signed = new ByteArrayOutputStream();
        signed.writeBytes("DSSEv1 %d %s %d "
                .formatted(type.length(), type, statement.length)
                .getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(statement);
        Files.write(folder.resolve("signed"), signed.toByteArray());
        Files.write(folder.resolve("signature"), Base64.getDecoder().decode(Served.found(SIGNATURE, envelope)));
        String key =
                server.send(server.as(token, "GET", "/api/v1/gate/key", "")).body();
        Files.writeString(folder.resolve("key.pem"), Served.found(KEY, key).replace("\\n", "\n"));
        Process openssl = new ProcessBuilder(
                        List.of(("openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in signed -sigfile signature")
                                .split(" ", -1)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(openssl.waitFor()).as(said).isZero();
        return new String(statement, StandardCharsets.UTF_8);
    }

    @Test
    void whatWasAnsweredIsThereAfterAKill() throws Exception {
        start();
        String token = server.token();
        String address = server.address();
        var pomona = new Pomona(home, folder).with(Map.of("POMONA_TOKEN", token, "POMONA_SERVER", address));
        pomona.write("requirements.txt", "flask==3.0.0\n");
        Pomona.Run bill = pomona.run("sbom");
        pomona.write("bill.cdx.json", bill.out());
        assertThat(server.send(server.as(token, "PUT", "/api/v1/environments/prod", "{\"production\": true}"))
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

        Pomona.Run kept =
                pomona.run("gate", DIGEST, "--environment", "prod", "--summary", "summary.json", "-f", "json");
        assertThat(pomona.run("replay", Served.found(VERDICT, kept.out())).out())
                .isEqualTo("the same verdict, byte for byte\n");
        assertThat(verifiedByOpenSsl(Files.readString(folder.resolve("summary.json")), token))
                .contains("https://slsa.dev/verification_summary/v1")
                .contains(DIGEST.substring(7));
        assertThat(pomona.run("deployments").out())
                .startsWith("ENVIRONMENT")
                .contains("prod")
                .contains("web");
        assertThat(pomona.run("environments", "-f", "json").out()).contains("\"key\": \"prod\"");
        assertThat(pomona.run("whoami").out()).contains("scopes:");
        assertThat(pomona.run("freshness", "--thing", "instance").out()).contains("web");
        assertThat(pomona.run("freshness", "next").code()).isZero();

        server.kill();
        start();
        address = server.address();
        assertThat(server.out()).doesNotContain("setup");
        var after = pomona.with(Map.of("POMONA_TOKEN", token, "POMONA_SERVER", address));
        Pomona.Run who = after.run("who", "pkg:pypi/flask@<3.0.1");
        assertThat(who.out())
                .contains(DIGEST)
                .contains("pkg:pypi/flask@3.0.0")
                .containsPattern("prod +web ")
                .contains(" h1 ");
        assertThat(who.err()).contains("1 place\n");
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
        assertThat(server.log()).doesNotContain(token).doesNotContain("long enough");
    }

    @Test
    void theAgentTellsWhatRunsHere() throws Exception {
        start();
        String token = server.token();
        assertThat(server.send(server.as(token, "PUT", "/api/v1/environments/prod", "{\"production\": true}"))
                        .statusCode())
                .isEqualTo(200);
        var pomona = new Pomona(home, folder).with(Map.of("POMONA_TOKEN", token, "POMONA_SERVER", server.address()));
        Pomona.Run printed = pomona.run("agent", "--environment", "prod", "--host", "here", "--print");
        assertThat(printed.out()).contains("\"bootedAt\"").contains("\"full\": true");
        Pomona.Run once = pomona.run("agent", "--environment", "prod", "--host", "here", "--owner", "ops", "--once");
        assertThat(once.out()).as(once.toString()).contains(" instances on here");
        assertThat(once.code()).as("complete, or with what it could not see").isIn(0, 3);
        assertThat(server.send(server.as(token, "GET", "/api/v1/hosts/here", ""))
                        .body())
                .contains("\"state\":\"reporting\"")
                .contains("\"owners\":[\"ops\"]");
        assertThat(server.send(server.as(token, "GET", "/api/v1/instances?host=here", ""))
                        .body())
                .contains("\"kind\":\"process\"");
        assertThat(pomona.run("agent", "--environment", "nowhere", "--once").code())
                .as("an environment nobody made")
                .isEqualTo(3);
        assertThat(pomona.run("agent", "--once").err()).contains("--environment is missing");
    }
}
