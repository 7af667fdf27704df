// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--verify` by the program as people run it. The issuer is a server on this machine with a certificate of its own:
/// the
/// rule names it, and the program trusts it as anybody makes Java trust a certificate. Every other host is out of
/// reach.
class VerifySecretsTest {

    private static final String PASSWORD = "orchard";
    private static final String LIVE = "apple_" + "Zq8Kw2Nx7Lm4Rt9Vb3Yc6Hd1";
    private static final String DEAD = "apple_" + "Pf5Gj0Xc8Bn3Ty6Wm1Kd9Rs2";
    private static final String ODD = "apple_" + "Hv4Jq7Zs2Fk9Lp6Cx1Ng8Tb5";

    @TempDir
    Path home;

    @TempDir
    Path folder;

    private final List<String> questions = Collections.synchronizedList(new ArrayList<>());
    private HttpsServer issuer = null;
    private String rules = "";

    @BeforeEach
    void prepare() throws Exception {
        Path store = home.resolve("issuer.p12");
        makeCertificate(store);
        issuer = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        issuer.setHttpsConfigurator(new HttpsConfigurator(tls(store)));
        issuer.createContext("/", this::answer);
        issuer.start();
        rules = Files.writeString(home.resolve("rules.yaml"), """
                        id: apple-token
                        provider: Orchard
                        category: saas
                        summary: Orchard token
                        severity: high
                        confidence: high
                        keywords: [apple_]
                        pattern: '\\b(?<secret>apple_[0-9A-Za-z]{24})\\b'
                        revoke: Cut the branch.
                        references: [https://example.org/]
                        verify:
                          method: GET
                          url: https://127.0.0.1:%d/me
                          headers: {Authorization: 'Bearer {{secret}}'}
                          live: {status: [200]}
                          dead: {status: [401]}
                        examples: ['t = apple_¦aB3dE6gH9jK2mN5pQ8sT1vW4']
                        counterexamples: ['apple_pie']
                        """.formatted(
                                issuer.getAddress().getPort()))
                .toString();
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    private static void makeCertificate(Path store) throws IOException, InterruptedException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "issuer",
                "-keyalg",
                "EC",
                "-dname",
                "CN=issuer",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
    }

    private static SSLContext tls(Path store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        questions.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + token);
        byte[] body = ("you are " + token).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(token.endsWith(LIVE) ? 200 : token.endsWith(DEAD) ? 401 : 503, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private Pomona pomona(String... javaOptions) {
        var options = new ArrayList<String>(
                List.of("-Dhttps.proxyHost=127.0.0.1", "-Dhttps.proxyPort=1", "-Dhttp.nonProxyHosts=127.0.0.1"));
        options.addAll(List.of(javaOptions));
        return new Pomona(home, folder).withJava(options.toArray(String[]::new));
    }

    private Pomona trusting() {
        return pomona(
                "-Djavax.net.ssl.trustStore=" + home.resolve("issuer.p12"),
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    private Pomona.Run scan(Pomona pomona, String... more) {
        var words = new ArrayList<>(List.of("scan", "--only", "secrets", "--rules", rules, "-f", "json"));
        words.addAll(List.of(more));
        return pomona.run(words.toArray(String[]::new));
    }

    private void plant() {
        Pomona here = new Pomona(home, folder);
        here.write("a.env", "A=" + LIVE + "\nB=" + DEAD + "\n");
        here.write("b.env", "A=" + LIVE + "\nC=" + ODD + "\n");
    }

    @Test
    void asksEachSecretOnceAndOnlyOnRequest() throws IOException {
        plant();
        Pomona.Run silent = scan(trusting());
        assertThat(silent.code()).as(silent.err()).isEqualTo(1);
        assertThat(questions).isEmpty();
        assertThat(silent.out()).doesNotContain("\"live\"", "\"dead\"");

        Pomona.Run asked = scan(trusting(), "--verify", "--verify-interval", "10ms");
        assertThat(asked.code()).as(asked.err()).isEqualTo(1);
        assertThat(questions)
                .containsExactlyInAnyOrder("GET /me Bearer " + LIVE, "GET /me Bearer " + DEAD, "GET /me Bearer " + ODD);
        assertThat(asked.out())
                .contains("\"live\"", "\"dead\"", "\"unknown\"", "127.0.0.1 accepts it", "503")
                .doesNotContain("you are");
        nothingIsKeptOf(asked);
    }

    @Test
    void keepsTheIntervalAndTheLimit() {
        plant();
        long start = System.nanoTime();
        Pomona.Run run = scan(trusting(), "--verify", "--verify-interval", "700ms", "--verify-limit", "2");
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isGreaterThan(700);
        assertThat(questions).hasSize(2);
        assertThat(run.out()).contains("was asked often enough in one run");
    }

    @Test
    void believesNobodyWhomJavaDoesNotTrust() throws IOException {
        plant();
        Pomona.Run run = scan(pomona(), "--verify", "--verify-interval", "10ms");
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(questions).isEmpty();
        assertThat(run.out()).contains("could not be asked").doesNotContain("\"live\"", "\"dead\"");
        nothingIsKeptOf(run);
    }

    /// What was asked is in no output, log or cache.
    private void nothingIsKeptOf(Pomona.Run run) throws IOException {
        var kept = new StringBuilder(run.out()).append(run.err());
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                kept.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        for (String secret : List.of(LIVE, DEAD, ODD)) {
            assertThat(kept.indexOf(secret.substring("apple_".length()))).isNegative();
        }
    }
}
