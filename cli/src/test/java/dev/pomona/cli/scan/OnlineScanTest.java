// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.cli.Program;
import dev.pomona.cli.maven.RepositoryServer;
import dev.pomona.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnlineScanTest {

    @TempDir
    private Path home;

    private final RepositoryServer server = new RepositoryServer();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path project = Path.of("");

    @BeforeEach
    void write() throws IOException {
        project = Files.createDirectories(home.resolve("project"));
        Files.writeString(project.resolve("pom.xml"), """
                <project><modelVersion>4.0.0</modelVersion>
                <groupId>org.example</groupId><artifactId>app</artifactId><version>1</version>
                <dependencies><dependency><groupId>org.example</groupId><artifactId>lib</artifactId>
                <version>2.5</version></dependency></dependencies></project>""");
        server.publish("org/example/lib/2.5/lib-2.5.pom", """
                <project><modelVersion>4.0.0</modelVersion>
                <parent><groupId>org.example</groupId><artifactId>parent</artifactId><version>7</version></parent>
                <artifactId>lib</artifactId><version>2.5</version>
                <dependencies><dependency><groupId>org.example</groupId><artifactId>deep</artifactId>
                </dependency></dependencies></project>""");
        server.publish("org/example/parent/7/parent-7.pom", """
                <project><modelVersion>4.0.0</modelVersion>
                <groupId>org.example</groupId><artifactId>parent</artifactId><version>7</version>
                <packaging>pom</packaging><dependencyManagement><dependencies><dependency>
                <groupId>org.example</groupId><artifactId>deep</artifactId><version>3.1</version>
                </dependency></dependencies></dependencyManagement></project>""");
        server.publish("org/example/deep/3.1/deep-3.1.pom", """
                <project><modelVersion>4.0.0</modelVersion>
                <groupId>org.example</groupId><artifactId>deep</artifactId><version>3.1</version></project>""");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void resolvesAPomFromTheNetwork() {
        assertThat(run("--online", "--maven-central", server.base())).as(err()).isZero();
        assertThat(out()).contains("pkg:maven/org.example/lib@2.5", "pkg:maven/org.example/deep@3.1");
        int asked = server.requests().size();
        assertThat(asked).isEqualTo(6);
        assertThat(run("--online", "--maven-central", server.base())).isZero();
        assertThat(run("--offline", "--maven-central", server.base())).isZero();
        assertThat(out()).contains("pkg:maven/org.example/deep@3.1");
        assertThat(server.requests()).hasSize(asked);
        assertThat(home.resolve(".m2")).doesNotExist();
    }

    @Test
    void withoutOnlineNobodyIsAsked() {
        assertThat(run("--maven-central", server.base())).isEqualTo(3);
        assertThat(out()).contains("pkg:maven/org.example/lib@2.5").doesNotContain("deep");
        assertThat(err()).contains("--online");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aFailingServerMakesTheResultIncomplete() {
        for (String path : List.of("lib/2.5/lib-2.5.pom", "deep/3.1/deep-3.1.pom")) {
            server.on("org/example/" + path, RepositoryServer.status(403));
        }
        assertThat(run("--online", "--maven-central", server.base())).isEqualTo(3);
        assertThat(err()).contains("HTTP status 403");
    }

    @Test
    void onlineAndOfflineContradict() {
        assertThat(run("--online", "--offline")).isEqualTo(2);
        assertThat(err()).contains("--online", "--offline");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void wrongMavenSettingsAreWrongUse() throws IOException {
        assertThat(run("--maven-settings", "none.xml")).isEqualTo(2);
        assertThat(err()).contains("none.xml");
        Files.createDirectories(home.resolve(".m2"));
        Files.writeString(home.resolve(".m2/settings.xml"), "<settings><mirrors>");
        assertThat(run()).isEqualTo(2);
        assertThat(err()).contains("settings.xml");
    }

    @Test
    void theScannedRepositoryHasNoSayInThis() throws IOException {
        Files.createDirectories(project.resolve(".pomona"));
        for (String setting : List.of("online: true", "maven-central: http://evil", "maven-settings: x.xml")) {
            Files.writeString(project.resolve(".pomona/config.yaml"), setting + "\n");
            assertThat(run()).as(setting).isEqualTo(2);
        }
    }

    private int run(String... flags) {
        out.reset();
        err.reset();
        var terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                120,
                false);
        var arguments = new ArrayList<>(List.of("sbom", project.toString(), "--no-progress"));
        arguments.addAll(List.of(flags));
        return new Program(
                        terminal,
                        InputStream.nullInputStream(),
                        Clock.systemUTC(),
                        Map.of("HOME", home.toString()),
                        home)
                .run(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
