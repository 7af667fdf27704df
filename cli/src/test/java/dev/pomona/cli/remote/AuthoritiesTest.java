// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.pomona.cli.Program;
import dev.pomona.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server with a certificate of an authority that only its people know.
class AuthoritiesTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private HttpsServer server;

    @BeforeEach
    void listen() throws Exception {
        Path store = folder.resolve("server.p12");
        var keytool = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        keytool.addAll(
                List.of("-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=ip:127.0.0.1"));
        keytool.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        assertThat(new ProcessBuilder(keytool).redirectErrorStream(true).start().waitFor())
                .isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        byte[] certificate = keys.getCertificate("server").getEncoded();
        Files.writeString(
                folder.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(Base64.getMimeEncoder().encodeToString(certificate)));
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            byte[] answer = "{\"name\": \"ci\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int whoami(String... more) {
        err.reset();
        var terminal = new Terminal(
                new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                100,
                false);
        var arguments = new ArrayList<>(List.of(
                "whoami", "--server", "https://127.0.0.1:" + server.getAddress().getPort()));
        arguments.addAll(List.of(more));
        var environment = Map.of("POMONA_TOKEN", "t", "HOME", folder.toString());
        return new Program(terminal, InputStream.nullInputStream(), Clock.systemUTC(), environment, folder)
                .run(arguments);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aNamedAuthorityIsTrustedAndNoOther() throws Exception {
        assertThat(whoami()).isEqualTo(3);
        assertThat(err()).contains("nobody that is trusted vouches for its certificate; --ca-certificate names who is");
        assertThat(whoami("--ca-certificate", "ca.pem")).as(err()).isZero();
        Files.writeString(folder.resolve("none.pem"), "no certificate");
        assertThat(whoami("--ca-certificate", "none.pem")).isEqualTo(2);
        assertThat(err()).contains("holds no certificate in PEM format");
        assertThat(whoami("--ca-certificate", "nowhere.pem")).isEqualTo(2);
        assertThat(err()).contains("can't be read");
    }
}
