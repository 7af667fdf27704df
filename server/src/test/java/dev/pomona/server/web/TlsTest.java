// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.server.ops.Metrics;
import dev.pomona.server.ops.Tracing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

    @TempDir
    Path folder;

    private TlsFiles files;

    @BeforeEach
    void place() {
        files = new TlsFiles(folder.resolve("tls.crt"), folder.resolve("tls.key"));
    }

    @Test
    void speaksTlsAndTellsBrowsersToStayWithIt() throws Exception {
        var certificate = TestCertificate.make(folder, "one", "EC");
        certificate.write(files);
        var metrics = new Metrics();
        var options = new ListenerOptions(
                "127.0.0.1", 0, null, Networks.NONE, files, new Memory(1 << 20), null, new Random(1), Tracing.NONE);
        Route route = Route.of(
                Method.GET,
                "/origin",
                request ->
                        Response.ok(json -> json.field("at", request.origin()).field("secure", request.isSecure())));
        try (HttpListener listener = HttpListener.start(options, List.of(route), metrics);
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(certificate.trusting())
                        .build()) {
            String address = "https://localhost:" + listener.port();
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(address + "/origin")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains(address, "\"secure\":true");
            assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                    .hasValueSatisfying(value -> assertThat(value).contains("max-age=31536000"));
            assertThat(answer.sslSession())
                    .hasValueSatisfying(
                            session -> assertThat(session.getProtocol()).isEqualTo("TLSv1.3"));
            assertThat(answer.headers().firstValue("X-Request-Id"))
                    .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f]{16}"));
            assertThat(metrics.text()).contains("pomona_tls_certificate_expiry_timestamp_seconds");
            assertThatThrownBy(() -> client.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + listener.port() + "/origin"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString()))
                    .as("nothing is answered in clear")
                    .isInstanceOf(IOException.class);
        }
    }

    /// The certificate that whoever connects gets to see.
    private static X509Certificate shown(SSLServerSocket server, TestCertificate trusted, String... protocols)
            throws Exception {
        Thread.ofVirtual().start(() -> {
            try (SSLSocket accepted = (SSLSocket) server.accept()) {
                accepted.startHandshake();
                accepted.getInputStream().read();
            } catch (IOException _) {
                // the client tells
            }
        });
        try (SSLSocket client =
                (SSLSocket) trusted.trusting().getSocketFactory().createSocket("127.0.0.1", server.getLocalPort())) {
            if (protocols.length > 0) client.setEnabledProtocols(protocols);
            client.startHandshake();
            return (X509Certificate) client.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void aRenewedCertificateHoldsWithoutARestartAndABrokenOneDoesNot() throws Exception {
        var first = TestCertificate.make(folder, "one", "RSA");
        var second = TestCertificate.make(folder, "two", "EC");
        first.write(files);
        try (var material = new TlsMaterial(files, Duration.ofMillis(20));
                SSLServerSocket server = material.tls().createServerSocket()) {
            server.bind(new InetSocketAddress("127.0.0.1", 0));
            assertThat(shown(server, first)).isEqualTo(first.certificate());
            assertThat(shown(server, first, "TLSv1.2")).isEqualTo(first.certificate());
            assertThatThrownBy(() -> shown(server, first, "TLSv1.1")).isInstanceOf(SSLException.class);
            // half of a renewal
            Files.writeString(
                    files.certificate(),
                    TestCertificate.pem("CERTIFICATE", second.certificate().getEncoded()));
            TestCertificate.touch(files, 1);
            Thread.sleep(200);
            assertThat(shown(server, first)).isEqualTo(first.certificate());
            second.write(files);
            TestCertificate.touch(files, 2);
            X509Certificate now = null;
            for (int i = 0; i < 200 && !second.certificate().equals(now); i++) {
                Thread.sleep(20);
                try {
                    now = shown(server, second);
                } catch (SSLException _) {
                    // still the first, which is not trusted here
                }
            }
            assertThat(now).isEqualTo(second.certificate());
            assertThat(material.notAfter())
                    .isEqualTo(second.certificate().getNotAfter().toInstant());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void readsKeysInEveryForm(String algorithm) throws Exception {
        var certificate = TestCertificate.make(folder, "one", algorithm);
        certificate.write(files);
        assertThat(Pem.read(files).key()).isEqualTo(certificate.key());
        if (algorithm.equals("Ed25519")) return;
        certificate.writeBare(files);
        assertThat(Pem.read(files).key()).isEqualTo(certificate.key());
    }

    @Test
    void saysWhatIsWrongWithTheFilesAndNothingOfTheKey() throws Exception {
        assertThatThrownBy(() -> Pem.read(files))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("tls.crt");
        var one = TestCertificate.make(folder, "one", "EC");
        var two = TestCertificate.make(folder, "two", "EC");
        one.write(files);
        Files.writeString(
                files.key(), TestCertificate.pem("PRIVATE KEY", two.key().getEncoded()));
        assertThatThrownBy(() -> Pem.read(files)).hasMessageContaining("not the one of the certificate");
        Files.writeString(files.key(), TestCertificate.pem("ENCRYPTED PRIVATE KEY", new byte[40]));
        assertThatThrownBy(() -> Pem.read(files)).hasMessageContaining("is encrypted");
        Files.writeString(files.key(), TestCertificate.pem("PRIVATE KEY", new byte[40]));
        assertThatThrownBy(() -> Pem.read(files)).hasMessageContaining("damaged");
        Files.writeString(files.key(), "nothing");
        assertThatThrownBy(() -> Pem.read(files)).hasMessageContaining("no private key");
        Files.writeString(files.certificate(), "nothing");
        assertThatThrownBy(() -> Pem.read(files)).hasMessageContaining("no certificate");
    }
}
