// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.oidc;

import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.pomona.server.Plant.Hands;
import dev.pomona.server.TestServer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// People and pipelines that an identity provider vouches for, and those that only say so.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OidcTest {

    private static final String AUDIENCE = "pomona-of-acme";

    @TempDir
    static Path folder;

    private LocalIssuer issuer;
    private TestServer server;

    @BeforeAll
    void start() throws Exception {
        issuer = new LocalIssuer();
        server = TestServer.start(folder.resolve("data")).withAdministrator();
        trust("pipeline", AUDIENCE, """
                [{"claim": "repository", "value": "acme/*", "gives": ["push", "gate", "read"]}], "project": "project\"""");
        trust("login", "client", """
                [{"claim": "groups", "value": "security", "gives": ["SECURITY"]}], "clientSecret": "s3cret\"""");
    }

    private void trust(String kind, String clientId, String rules) {
        HttpResponse<String> set = server.send(
                server.asAdministrator("PUT", "/api/v1/issuers", """
                {"url": "%s", "kind": "%s", "clientId": "%s", "rules": %s}
                """.formatted(issuer.url(), kind, clientId, rules)));
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(set.body()).doesNotContain("s3cret");
    }

    @AfterAll
    void stop() {
        server.close();
        issuer.close();
    }

    private JWTClaimsSet.Builder claims() {
        Instant now = Clock.systemUTC().instant();
        return new JWTClaimsSet.Builder()
                .issuer(issuer.url())
                .subject("repo:acme/shop:ref:main")
                .audience(AUDIENCE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("repository", "acme/shop")
                .claim("project", "shop");
    }

    private int status(String token) {
        return server.get(token, "/api/v1/me").statusCode();
    }

    @Test
    void aJobsOwnTokenIsEnough() {
        String token = LocalIssuer.signed(issuer.key(), claims().build());
        HttpResponse<String> me = server.get(token, "/api/v1/me");
        assertThat(me.statusCode()).as(me.body()).isEqualTo(200);
        assertThat(json(me).text("name")).isEqualTo("pipeline:repo:acme/shop:ref:main");
        assertThat(json(me).text("project")).isEqualTo("shop");
        assertThat(json(me).items("scopes").stream().map(scope -> scope.text()))
                .containsExactly("gate", "push", "read");
        HttpResponse<String> pushed = server.send(
                server.as(token, "POST", "/api/v1/documents?project=shop", TestServer.bill("pkg:npm/a@1.0.0")));
        assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(201);
        assertThat(server.send(server.as(
                                token, "POST", "/api/v1/documents?project=other", TestServer.bill("pkg:npm/a@1.0.0")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.get(token, "/api/v1/tokens").statusCode()).isEqualTo(403);
    }

    @Test
    void whatOnlyLooksLikeATokenIsRefused() {
        Instant now = Clock.systemUTC().instant();
        String good = LocalIssuer.signed(issuer.key(), claims().build());
        String[] parts = good.split("\\.", -1);
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("no signature", LocalIssuer.unsigned(claims().build()));
        bad.put("a signature cut off", parts[0] + "." + parts[1] + ".");
        bad.put("a public key taken for a secret", LocalIssuer.confused(issuer.key(), claims().build()));
        bad.put(
                "somebody else's key of the same name",
                LocalIssuer.signed(LocalIssuer.freshKey("one"), claims().build()));
        bad.put("somebody else's key", LocalIssuer.signed(LocalIssuer.freshKey("other"), claims().build()));
        bad.put(
                "other claims under the signature",
                parts[0] + "."
                        + LocalIssuer.signed(
                                        issuer.key(),
                                        claims().claim("repository", "acme/other")
                                                .build())
                                .split("\\.", -1)[1]
                        + "." + parts[2]);
        bad.put(
                "another audience",
                LocalIssuer.signed(issuer.key(), claims().audience("somebody").build()));
        bad.put(
                "no audience",
                LocalIssuer.signed(issuer.key(), claims().audience(List.of()).build()));
        bad.put(
                "over",
                LocalIssuer.signed(
                        issuer.key(),
                        claims().expirationTime(Date.from(now.minus(Duration.ofMinutes(2))))
                                .build()));
        bad.put(
                "for ever",
                LocalIssuer.signed(issuer.key(), claims().expirationTime(null).build()));
        bad.put(
                "not yet",
                LocalIssuer.signed(
                        issuer.key(),
                        claims().notBeforeTime(Date.from(now.plus(Duration.ofMinutes(5))))
                                .build()));
        bad.put(
                "an issuer nobody trusts",
                LocalIssuer.signed(
                        issuer.key(), claims().issuer("http://127.0.0.1:1").build()));
        bad.put(
                "about nobody",
                LocalIssuer.signed(issuer.key(), claims().subject(null).build()));
        bad.put(
                "another repository",
                LocalIssuer.signed(
                        issuer.key(), claims().claim("repository", "evil/shop").build()));
        bad.put(
                "a repository that only ends alike",
                LocalIssuer.signed(
                        issuer.key(),
                        claims().claim("repository", "evil-acme/shop").build()));
        bad.put(
                "no repository",
                LocalIssuer.signed(
                        issuer.key(), claims().claim("repository", null).build()));
        bad.put(
                "no project",
                LocalIssuer.signed(issuer.key(), claims().claim("project", null).build()));
        bad.put(
                "several projects",
                LocalIssuer.signed(
                        issuer.key(),
                        claims().claim("project", List.of("a", "b")).build()));
        bad.put(
                "a key that it brings along",
                LocalIssuer.bringing(LocalIssuer.freshKey("own"), claims().build(), issuer.url()));
        bad.put("a demand that nobody knows", LocalIssuer.critical(issuer.key(), claims().build()));
        for (String id : List.of("../../../../dev/null", "' or 1=1 --", "", "x".repeat(3000))) {
            bad.put("a key named " + id, LocalIssuer.signed(LocalIssuer.freshKey(id), claims().build()));
        }
        bad.put(
                "an issuer by another spelling",
                LocalIssuer.signed(
                        issuer.key(), claims().issuer(issuer.url() + "/").build()));
        bad.put(
                "no issuer",
                LocalIssuer.signed(issuer.key(), claims().issuer(null).build()));
        bad.put(
                "issued tomorrow",
                LocalIssuer.signed(
                        issuer.key(),
                        claims().issueTime(Date.from(now.plus(Duration.ofDays(1))))
                                .build()));
        bad.put("a nest", LocalIssuer.of("{\"alg\":\"RS256\"}", "[".repeat(8_000)));
        bad.put("a nest of objects", LocalIssuer.of("{\"alg\":\"RS256\"}", "{\"iss\":".repeat(1_500)));
        bad.put("a nest for a header", LocalIssuer.of("{\"a\":".repeat(1_500), "{}"));
        bad.put("something huge", parts[0] + "." + "A".repeat(100_000) + "." + parts[2]);
        bad.put("five parts", good + ".." + "a");
        bad.put(
                "none in capitals",
                LocalIssuer.of("{\"alg\":\"NONE\"}", "{\"iss\":\"%s\",\"sub\":\"x\"}".formatted(issuer.url())));
        bad.put("nonsense", "a.b.c");
        bad.put("more nonsense", "eyJhbGciOiJub25lIn0..");
        assertThat(status(good)).isEqualTo(200);
        bad.forEach((what, token) -> assertThat(status(token))
                .as(what)
                .isIn(token.length() > 10_000 ? List.of(400, 401, 431) : List.of(401)));
    }

    /// Whoever takes a key away takes all its tokens with it, as soon as keys are asked for again.
    @Test
    void keysThatAreGoneVouchForNobody() throws Exception {
        var clock = new Hands();
        try (var rotating = new LocalIssuer();
                var other = TestServer.start(folder.resolve("rotated"), clock).withAdministrator()) {
            assertThat(other.send(other.asAdministrator(
                                    "PUT", "/api/v1/issuers", """
                            {"url": "%s", "kind": "pipeline", "clientId": "%s",
                             "rules": [{"claim": "repository", "value": "acme/shop", "gives": ["read"]}]}
                            """.formatted(rotating.url(), AUDIENCE)))
                            .statusCode())
                    .isEqualTo(200);
            JWTClaimsSet claims = claims().issuer(rotating.url())
                    .issueTime(Date.from(clock.instant()))
                    .expirationTime(Date.from(clock.instant().plus(Duration.ofDays(1))))
                    .build();
            String token = LocalIssuer.signed(rotating.key(), claims);
            assertThat(other.get(token, "/api/v1/me").statusCode()).isEqualTo(200);
            rotating.change(LocalIssuer.freshKey("two"));
            // the provider as a whole is asked anew after an hour
            clock.forward(Duration.ofMinutes(61));
            assertThat(other.get(token, "/api/v1/me").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void keysThatChangeAreFollowedAndNotAskedForAgainAndAgain() throws Exception {
        try (var rotating = new LocalIssuer()) {
            HttpResponse<String> set = server.send(
                    server.asAdministrator("PUT", "/api/v1/issuers", """
                    {"url": "%s", "kind": "pipeline", "clientId": "%s",
                     "rules": [{"claim": "repository", "value": "acme/shop", "gives": ["read"]}]}
                    """.formatted(rotating.url(), AUDIENCE)));
            assertThat(set.statusCode()).isEqualTo(200);
            JWTClaimsSet claims = claims().issuer(rotating.url()).build();
            assertThat(status(LocalIssuer.signed(rotating.key(), claims))).isEqualTo(200);
            rotating.change(LocalIssuer.freshKey("two"));
            assertThat(status(LocalIssuer.signed(rotating.key(), claims))).isEqualTo(200);
            int asked = rotating.keysAskedFor.get();
            for (int i = 0; i < 20; i++) {
                assertThat(status(LocalIssuer.signed(LocalIssuer.freshKey("none" + i), claims)))
                        .isEqualTo(401);
            }
            assertThat(rotating.keysAskedFor.get()).isLessThanOrEqualTo(asked + 2);
        }
    }

    /// What a browser has after it was sent to the identity provider.
    private record Begun(Map<String, String> asked, String cookie) {}

    private Begun begin() {
        HttpResponse<String> page = server.send(server.request("/login"));
        String path = page.body()
                .split("href=\"/login/with", -1)[1]
                .split("\"", -1)[0]
                .replace("&amp;", "&");
        HttpResponse<String> sent = server.send(server.request("/login/with" + path));
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        URI address = URI.create(sent.headers().firstValue("Location").orElseThrow());
        assertThat(address.toString()).startsWith(issuer.url() + "/authorize?");
        return new Begun(LocalIssuer.form(address.getRawQuery()), TestServer.cookie(sent));
    }

    private HttpResponse<String> end(Begun begun, String code, String state) {
        return server.send(server.request("/login/callback?code=%s&state=%s".formatted(code, state))
                .header("Cookie", begun.cookie()));
    }

    private JWTClaimsSet.Builder person(Begun begun) {
        return claims().audience("client")
                .subject("ada")
                .claim("preferred_username", "ada")
                .claim("groups", List.of("staff", "security"))
                .claim("nonce", begun.asked().get("nonce"));
    }

    @Test
    void peopleLogInWithTheRolesOfTheirGroups() {
        Begun begun = begin();
        assertThat(begun.asked())
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("client_id", "client");
        issuer.gives(
                "c1",
                begun.asked().get("code_challenge"),
                LocalIssuer.signed(issuer.key(), person(begun).build()));
        HttpResponse<String> in = end(begun, "c1", begun.asked().get("state"));
        assertThat(in.statusCode()).as(in.body()).isEqualTo(303);
        // who has the same address and the same cookie comes too late
        issuer.gives(
                "c1",
                begun.asked().get("code_challenge"),
                LocalIssuer.signed(issuer.key(), person(begun).build()));
        assertThat(end(begun, "c1", begun.asked().get("state")).statusCode())
                .as("replayed")
                .isEqualTo(401);
        String session = in.headers().allValues("Set-Cookie").getFirst();
        assertThat(session).contains("HttpOnly", "SameSite=Lax");
        var me = json(server.send(server.request("/api/v1/me").header("Cookie", session.split(";", 2)[0])));
        assertThat(me.text("name")).isEqualTo("person:ada");
        assertThat(me.items("scopes").stream().map(scope -> scope.text()))
                .containsExactly("gate", "policy", "push", "read", "triage");
    }

    @Test
    void loginsThatWereNotBegunHereEndNowhere() {
        Begun begun = begin();
        String challenge = begun.asked().get("code_challenge");
        String state = begun.asked().get("state");
        String good = LocalIssuer.signed(issuer.key(), person(begun).build());
        issuer.gives("c2", challenge, good);
        assertThat(end(begun, "c2", "other").statusCode()).as("another state").isEqualTo(401);
        assertThat(end(begin(), "c2", state).statusCode()).as("another browser").isEqualTo(401);
        assertThat(end(begun, "wrong", state).statusCode()).as("another code").isEqualTo(401);
        issuer.gives("c2", "other", good);
        assertThat(end(begun, "c2", state).statusCode())
                .as("without the verifier")
                .isEqualTo(401);
        Map<String, JWTClaimsSet> bad = new LinkedHashMap<>();
        bad.put("another login's nonce", person(begun).claim("nonce", "other").build());
        bad.put("no nonce", person(begun).claim("nonce", null).build());
        bad.put("for a pipeline", person(begun).audience(AUDIENCE).build());
        bad.put("another party", person(begun).claim("azp", "somebody").build());
        bad.put(
                "several audiences and no party",
                person(begun).audience(List.of("client", "x")).build());
        bad.put(
                "no group that counts",
                person(begun).claim("groups", List.of("staff")).build());
        bad.forEach((what, claims) -> {
            issuer.gives("c2", challenge, LocalIssuer.signed(issuer.key(), claims));
            assertThat(end(begun, "c2", state).statusCode()).as(what).isEqualTo(401);
        });
        issuer.gives("c2", challenge, LocalIssuer.unsigned(person(begun).build()));
        assertThat(end(begun, "c2", state).statusCode()).as("unsigned").isEqualTo(401);
        assertThat(server.send(server.request("/login/callback?code=c2&state=" + state)
                                .header("Cookie", "pomona-login=AAAA"))
                        .statusCode())
                .as("a made-up cookie")
                .isEqualTo(401);
    }

    @Test
    void whatNobodyShouldTrustIsNotTakenOn() {
        for (String body : List.of(
                "{\"url\": \"http://issuer.example.org\", \"kind\": \"login\", \"clientId\": \"c\", \"rules\": []}",
                "{\"url\": \"https://i.example.org\", \"kind\": \"pipeline\", \"clientId\": \"c\", \"rules\": [{\"gives\": [\"push\"]}]}",
                "{\"url\": \"https://i.example.org\", \"kind\": \"pipeline\", \"clientId\": \"c\","
                        + " \"rules\": [{\"claim\": \"repository\", \"value\": \"*\", \"gives\": [\"push\"]}]}",
                "{\"url\": \"https://i.example.org\", \"kind\": \"login\", \"clientId\": \"c\", \"rules\": [{\"gives\": [\"KING\"]}]}")) {
            assertThat(server.send(server.asAdministrator("PUT", "/api/v1/issuers", body))
                            .statusCode())
                    .as(body)
                    .isEqualTo(422);
        }
    }
}
