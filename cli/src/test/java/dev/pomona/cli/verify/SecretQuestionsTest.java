// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pomona.model.advisory.Severity;
import dev.pomona.model.component.Location;
import dev.pomona.model.finding.Confidence;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.finding.Proof;
import dev.pomona.model.finding.Verification;
import dev.pomona.scanners.secrets.detect.Found;
import dev.pomona.scanners.secrets.rule.RuleFile;
import dev.pomona.scanners.secrets.rule.RuleReader;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a server on this machine, which stands for all issuers: nothing else is ever asked here.
class SecretQuestionsTest {

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> sleeps = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server = null;
    private Instant now = Instant.EPOCH;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add("%s %s %s %s".formatted(exchange.getRequestMethod(), path, authorization, body));
        if (path.startsWith("/slow")) {
            try {
                Thread.sleep(3_000);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        if (path.startsWith("/long")) {
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                for (int i = 0; i < 1000; i++) out.write(new byte[1024]);
            } catch (IOException _) {
                // nobody listens any more
            }
            return;
        }
        if (path.startsWith("/away")) exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
        int status = path.startsWith("/away")
                ? 302
                : path.startsWith("/odd") ? 500 : authorization.contains("good") || path.contains("good") ? 200 : 401;
        byte[] answer = (status == 200 ? "{\"ok\":true}" : "{}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length);
        try (var out = exchange.getResponseBody()) {
            out.write(answer);
        }
    }

    private static SecretRule rule(String id, String verify) {
        RuleFile file =
                RuleReader.read("rule.yaml", """
                id: %s
                provider: Orchard
                category: saas
                summary: Orchard token
                severity: high
                confidence: high
                keywords: [apple_]
                pattern: '(?<secret>apple_(?<user>[a-z]{1,40}))'
                revoke: Cut the branch.
                verify:
                %s
                  live: {status: [200]}
                  dead: {status: [401]}
                """.formatted(id, verify.indent(2).stripTrailing()));
        assertThat(file.problems()).isEmpty();
        return file.rules().getFirst();
    }

    private static final SecretRule BEARER = rule("bearer", """
            method: GET
            url: https://api.orchard.example/user
            headers: {Authorization: 'Bearer {{secret}}'}""");

    private static Found found(SecretRule rule, String secret) {
        var detail = new Detail.Secret(
                rule.summary(), Proof.PLAUSIBLE, "form", "apple_…", null, null, List.of(), "Cut it.", null, null);
        var finding = new Finding(
                rule.ruleId(),
                Fingerprint.of(List.of(rule.id(), secret)),
                Severity.HIGH,
                Confidence.HIGH,
                "a token",
                List.of(Location.of("a.txt")),
                detail);
        return new Found(finding, rule, secret, Map.of("user", "a b&c"), null);
    }

    private SecretQuestions questions(int most) {
        InstantSource clock = () -> now;
        return new SecretQuestions(
                true,
                Duration.ofSeconds(1),
                most,
                () -> Issuers.at(this::local, Duration.ofSeconds(1)),
                wait -> {
                    sleeps.add(wait);
                    now = now.plus(wait);
                },
                clock);
    }

    private URI local(URI address) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + address.getRawPath()
                + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery()));
    }

    private Verification ask(SecretRule rule, String secret) {
        var questions = questions(10);
        Found found = found(rule, secret);
        questions.take(found);
        questions.ask();
        return questions.answer(found).orElseThrow();
    }

    @Test
    void tellsLiveFromDead() {
        assertThat(ask(BEARER, "apple_good"))
                .isEqualTo(new Verification(Verification.Status.LIVE, "api.orchard.example accepts it"));
        assertThat(ask(BEARER, "apple_bad"))
                .isEqualTo(new Verification(Verification.Status.DEAD, "api.orchard.example refuses it"));
        assertThat(requests).containsExactly("GET /user Bearer apple_good ", "GET /user Bearer apple_bad ");
    }

    @Test
    void asksAboutEachSecretOnceAndNotTooFast() {
        var questions = questions(10);
        for (int i = 0; i < 3; i++) {
            for (String secret : List.of("apple_good", "apple_bad", "apple_ugly"))
                questions.take(found(BEARER, secret));
        }
        questions.ask();
        questions.ask();
        assertThat(requests).hasSize(3);
        assertThat(sleeps).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
        List<Finding> answered =
                questions.answered(List.of(found(BEARER, "apple_good").finding()));
        assertThat(((Detail.Secret) answered.getFirst().detail()).verification().status())
                .isEqualTo(Verification.Status.LIVE);
        assertThat(questions.toString()).doesNotContain("good").contains("3 of 3");
    }

    @Test
    void endsAtTheMostQuestions() {
        var questions = questions(2);
        List<Found> all = List.of(found(BEARER, "apple_a"), found(BEARER, "apple_b"), found(BEARER, "apple_c"));
        all.forEach(questions::take);
        questions.ask();
        assertThat(requests).hasSize(2);
        assertThat(all.stream()
                        .map(found -> questions.answer(found).orElseThrow().reason()))
                .filteredOn(reason -> reason.equals("api.orchard.example was asked often enough in one run"))
                .hasSize(1);
    }

    @Test
    void followsNoRedirectAndEndsWhatIsSlowOrLong() {
        for (String path : List.of("away", "odd", "slow", "long")) {
            SecretRule rule =
                    rule("x-" + path, "method: GET\nurl: https://api.orchard.example/%s/{{secret}}".formatted(path));
            Verification answer = ask(rule, "apple_good");
            assertThat(answer.status()).as(path).isEqualTo(Verification.Status.UNKNOWN);
            assertThat(answer.reason()).startsWith("api.orchard.example ").doesNotContain("apple_good");
        }
        assertThat(requests).hasSize(4);
    }

    @Test
    void writesTheSecretAsEachPlaceNeedsIt() {
        SecretRule rule = rule("forms", """
                method: POST
                url: https://api.orchard.example/check?user={{user}}&key={{secret}}
                headers: {Authorization: '{{basic:user:secret}}', Content-Type: application/json}
                body: '{"key": "{{secret}}"}'""");
        ask(rule, "apple_\"q\\");
        assertThat(requests)
                .singleElement()
                .satisfies(request -> assertThat(request)
                        .startsWith("POST /check?user=a%20b%26c&key=apple_%22q%5C Basic ")
                        .endsWith(" {\"key\": \"apple_\\\"q\\\\\"}"));
    }

    @Test
    void sendsNothingThatCouldBeAnotherHeader() {
        Verification answer = ask(BEARER, "apple_good\r\nX-Evil: 1");
        assertThat(answer.status()).isEqualTo(Verification.Status.UNKNOWN);
        assertThat(answer.reason()).doesNotContain("Evil");
        assertThat(requests).isEmpty();
    }

    @Test
    void saysThatNobodyCouldBeReached() {
        server.stop(0);
        assertThat(ask(BEARER, "apple_good"))
                .isEqualTo(new Verification(Verification.Status.UNKNOWN, "api.orchard.example could not be asked"));
    }

    @Test
    void collectsNothingUnlessAsked() {
        var silent = new SecretQuestions(
                false, Duration.ZERO, 1, () -> Issuers.at(this::local, Duration.ofSeconds(1)), _ -> {}, () -> now);
        silent.take(found(BEARER, "apple_good"));
        silent.ask();
        assertThat(silent.answer(found(BEARER, "apple_good"))).isEmpty();
        assertThat(requests).isEmpty();
    }
}
