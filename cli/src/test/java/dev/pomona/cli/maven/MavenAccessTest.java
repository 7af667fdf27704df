// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import static dev.pomona.cli.maven.RepositoryServer.cut;
import static dev.pomona.cli.maven.RepositoryServer.endless;
import static dev.pomona.cli.maven.RepositoryServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pomona.advisories.feed.HttpSettings;
import dev.pomona.advisories.feed.Network;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.scan.api.PackageSource.Lookup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenAccessTest {

    private static final String PATH = "g/a/1/a-1.pom";
    private static final String POM = "<project><artifactId>a</artifactId></project>";

    @TempDir
    private Path folder;

    private final RepositoryServer server = new RepositoryServer();
    private String settings = "<settings/>";
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private boolean keep = true;
    private List<String> warnings = List.of();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void readsFromCentralAndKeepsIt() throws IOException {
        server.publish(PATH, POM);
        assertThat(online(PATH)).isEqualTo(POM + " from " + server.base() + "/" + PATH);
        assertThat(server.requests()).containsExactly("/" + PATH, "/" + PATH + ".sha1");
        now = now.plus(Duration.ofDays(400));
        assertThat(online(PATH)).isEqualTo(POM + " from " + server.base() + "/" + PATH);
        assertThat(offline(PATH)).isEqualTo(POM + " from " + server.base() + "/" + PATH);
        assertThat(server.requests()).hasSize(2);
        assertThat(folder.resolve("repository")).doesNotExist();
        try (Stream<Path> left = Files.walk(folder.resolve("cache"))) {
            assertThat(left.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void offlineOpensNoConnection() {
        server.publish(PATH, POM);
        assertThat(offline(PATH)).startsWith("unavailable: ").contains("--online");
        settings = "<settings><offline>true</offline></settings>";
        assertThat(online(PATH)).startsWith("unavailable: ").contains("settings say offline");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void theLocalRepositoryGoesFirst() throws IOException {
        server.publish(PATH, POM);
        write("repository/" + PATH, "<project/>");
        assertThat(online(PATH)).isEqualTo("<project/> from local repository");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void remembersForADayThatThereIsNothing() {
        assertThat(online(PATH)).isEqualTo("absent");
        assertThat(online(PATH)).isEqualTo("absent");
        assertThat(server.requests()).hasSize(1);
        server.publish(PATH, POM);
        now = now.plus(Duration.ofHours(25));
        assertThat(online(PATH)).startsWith(POM);
    }

    @Test
    void keepsNothingWhenToldSo() throws IOException {
        keep = false;
        server.publish(PATH, POM);
        assertThat(online(PATH)).startsWith(POM);
        assertThat(online(PATH)).startsWith(POM);
        assertThat(server.requests()).hasSize(4);
        try (Stream<Path> left = Files.walk(folder.resolve("cache"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void aDamagedCopyIsFetchedAgain() throws IOException {
        server.publish(PATH, POM);
        online(PATH);
        try (Stream<Path> kept = Files.walk(folder.resolve("cache"))) {
            Path file = kept.filter(Files::isRegularFile).findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 1]++;
            Files.write(file, bytes);
        }
        assertThat(offline(PATH)).startsWith("unavailable");
        assertThat(online(PATH)).startsWith(POM);
    }

    @Test
    void saysThatAServerGaveNoAnswer() {
        for (int code : new int[] {401, 403, 429, 500, 503}) {
            String path = "g/a/%d/a.pom".formatted(code);
            server.on(path, status(code));
            assertThat(online(path)).startsWith("unavailable: ").contains("HTTP status " + code);
        }
        assertThat(server.requests())
                .filteredOn(request -> request.contains("/401/"))
                .hasSize(1);
        assertThat(server.requests())
                .filteredOn(request -> request.contains("/500/"))
                .hasSize(3);
    }

    @Test
    void tellsWhatHadToBeRepeated() {
        server.publish(PATH, POM);
        var left = new AtomicInteger(1);
        server.on("g/a/2/a-2.pom", exchange -> {
            if (left.getAndDecrement() > 0) status(429, "Retry-After", "1").give(exchange);
            else status(404).give(exchange);
        });
        assertThat(online("g/a/2/a-2.pom")).isEqualTo("absent");
        assertThat(warnings).singleElement().asString().contains("1 requests", "127.0.0.1", "HTTP status 429");
    }

    @Test
    void neverTakesHalfAFile() {
        server.on(PATH, cut(POM));
        assertThat(online(PATH)).startsWith("unavailable: ");
        server.publish(PATH, POM);
        assertThat(online(PATH)).startsWith(POM);
    }

    @Test
    void checksTheDigestThatIsOffered() {
        server.put(PATH, POM);
        server.put(PATH + ".sha1", "0".repeat(40));
        assertThat(online(PATH)).startsWith("unavailable: ").contains("does not match its SHA-1");
        server.put(PATH + ".sha1", RepositoryServer.sha1(POM).toUpperCase(Locale.ROOT) + "  a-1.pom\n");
        assertThat(online(PATH)).startsWith(POM);
    }

    @Test
    void aLoginPageIsNoPom() {
        server.put(PATH, "<html><body>please log in</body></html>");
        assertThat(online(PATH)).startsWith("unavailable: ").contains("is a page");
        server.put(PATH, POM);
        assertThat(online(PATH)).startsWith(POM);
    }

    @Test
    void doesNotWaitForever() {
        server.on(PATH, server.silent());
        assertThat(online(PATH)).startsWith("unavailable: ").contains("nothing arrived");
    }

    @Test
    void stopsAtSixteenMegabytes() {
        server.on(PATH, endless());
        assertThat(online(PATH)).startsWith("unavailable: ").contains("16777216 bytes");
    }

    @Test
    void givesUpAHostThatKeepsFailing() {
        try (var access = open(true)) {
            for (int i = 0; i < 10; i++) {
                server.on("g/a/%d/a.pom".formatted(i), status(403));
                assertThat(access.source().read("g/a/%d/a.pom".formatted(i))).isInstanceOf(Lookup.Unavailable.class);
            }
            assertThat(access.warnings()).singleElement().asString().contains("3 times in a row");
        }
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void asksTheMirrorWithItsLogin() {
        settings = """
                <settings><mirrors><mirror><id>m</id><url>%s/mirror/</url><mirrorOf>*</mirrorOf></mirror></mirrors>
                <servers><server><id>m</id><username>me@x</username><password>a:b/ü</password></server></servers>
                </settings>""".formatted(server.base());
        server.publish("mirror/" + PATH, POM);
        assertThat(online(PATH)).isEqualTo(POM + " from " + server.base() + "/mirror/" + PATH);
        String login = Base64.getEncoder().encodeToString("me@x:a:b/ü".getBytes(StandardCharsets.UTF_8));
        assertThat(server.requests())
                .containsExactly(
                        "/mirror/" + PATH + " as Basic " + login, "/mirror/" + PATH + ".sha1 as Basic " + login);
    }

    @Test
    void aLoginNeitherGoesElsewhereNorIntoMessages() {
        try (var other = new RepositoryServer()) {
            other.publish("x", POM);
            String address = server.base().replace("//", "//me:s3cret@") + "?token=s3cret";
            settings = mirror(address, "*");
            server.on(PATH, status(302, "Location", other.base() + "/x"));
            assertThat(online(PATH)).startsWith(POM).doesNotContain("s3cret");
            assertThat(server.requests()).isNotEmpty().allMatch(request -> request.contains(" as Basic"));
            assertThat(other.requests()).containsExactly("/x");
            server.on("g/b/1/b-1.pom", status(500));
            assertThat(online("g/b/1/b-1.pom")).contains("500").doesNotContain("s3cret");
            assertThat(warnings).isNotEmpty().allMatch(warning -> !warning.contains("s3cret"));
        }
    }

    @Test
    void doesNotAskWithAPasswordThatOnlyMavenCanRead() {
        settings = """
                <settings><mirrors><mirror><id>m</id><url>%s</url><mirrorOf>*</mirrorOf></mirror></mirrors>
                <servers><server><id>m</id><username>me</username><password>{jSMOWnoPFgsHVpMvz5=}</password></server>
                </servers></settings>""".formatted(server.base());
        server.publish(PATH, POM);
        assertThat(online(PATH))
                .startsWith("unavailable: ")
                .contains("encrypted")
                .doesNotContain("jSMO");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void goesOnToTheNextRepository() {
        settings = profile("<repository><id>own</id><url>%s/own</url></repository>".formatted(server.base()));
        server.publish(PATH, POM);
        assertThat(online(PATH)).isEqualTo(POM + " from " + server.base() + "/" + PATH);
        assertThat(server.requests()).startsWith("/own/" + PATH, "/" + PATH);
        server.on("own/g/b/1/b.pom", status(403));
        assertThat(online("g/b/1/b.pom")).startsWith("unavailable: ").contains("/own/g/b/1/b.pom");
    }

    @Test
    void readsFoldersOffline() throws IOException {
        write("disk/" + PATH, POM);
        settings = profile("<repository><id>disk</id><url>%s</url></repository>"
                .formatted(folder.resolve("disk").toUri()));
        assertThat(offline(PATH)).isEqualTo(POM + " from repository 'disk'");
        settings = mirror(folder.resolve("disk").toUri().toString(), "central");
        assertThat(offline(PATH)).isEqualTo(POM + " from repository 'm'");
        assertThat(offline("g/none/1/none.pom")).isEqualTo("absent");
    }

    @Test
    void saysWhichPlacesItCannotAsk() {
        settings = profile("""
                <repository><id>s</id><url>s3://bucket/x</url></repository>
                <repository><id>w</id><url>http://</url></repository>
                <repository><id>f</id><url>file:a b</url></repository>""");
        assertThat(online(PATH)).startsWith("unavailable: ").contains("'s'", "'w'", "'f'");
        settings = """
                <settings><mirrors><mirror><id>b</id><url>http://0.0.0.0/</url><mirrorOf>*</mirrorOf>
                <blocked>true</blocked></mirror></mirrors></settings>""";
        assertThat(online(PATH)).startsWith("unavailable: ").contains("'b' is blocked");
        assertThat(server.requests()).noneMatch(request -> request.startsWith("/b"));
    }

    @Test
    void joinsListsOfVersions() throws IOException {
        server.publish("g/a/maven-metadata.xml", versions("1", "3"));
        write("repository/g/a/maven-metadata-local.xml", versions("2"));
        write("repository/g/a/maven-metadata-other.xml", "<broken");
        assertThat(online("g/a/maven-metadata.xml"))
                .contains("<version>1</version><version>2</version><version>3</version>");
        assertThat(offline("g/b/maven-metadata.xml")).startsWith("unavailable");
    }

    @Test
    void findsTheNewestBuildOfASnapshot() {
        settings = profile("<repository><id>s</id><url>%s/s</url></repository>".formatted(server.base()));
        server.publish("s/g/a/1-SNAPSHOT/maven-metadata.xml", """
                <metadata><versioning><snapshotVersions>
                <snapshotVersion><extension>jar</extension><value>1-20260101.000000-7</value></snapshotVersion>
                <snapshotVersion><extension>pom</extension><value>1-20260101.000000-8</value></snapshotVersion>
                </snapshotVersions></versioning></metadata>""");
        server.publish("s/g/a/1-SNAPSHOT/a-1-20260101.000000-8.pom", POM);
        assertThat(online("g/a/1-SNAPSHOT/a-1-SNAPSHOT.pom")).startsWith(POM);
        assertThat(server.requests()).allMatch(request -> request.startsWith("/s/"));
    }

    @Test
    void asksForNothingThatCannotBePublished() {
        for (String path : List.of("../../etc/passwd", "/etc/passwd", "http://evil.example/x", "g/a\r\nHost: x")) {
            assertThat(online(path)).isEqualTo("absent");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void refusesAnAddressThatIsNone() {
        var options = options(false, "nonsense");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> MavenAccess.open(options))
                .withMessageContaining("maven-central");
    }

    private static String profile(String repositories) {
        return """
                <settings><profiles><profile><id>p</id><activation><activeByDefault>true</activeByDefault></activation>
                <repositories>%s</repositories></profile></profiles></settings>""".formatted(repositories);
    }

    private static String mirror(String url, String mirrorOf) {
        return "<settings><mirrors><mirror><id>m</id><url>%s</url><mirrorOf>%s</mirrorOf></mirror></mirrors></settings>"
                .formatted(url, mirrorOf);
    }

    private static String versions(String... versions) {
        return "<metadata><versioning><versions><version>%s</version></versions></versioning></metadata>"
                .formatted(String.join("</version><version>", versions));
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling(".").normalize());
        Files.writeString(file, content);
    }

    private String online(String path) {
        return read(path, true);
    }

    private String offline(String path) {
        return read(path, false);
    }

    private String read(String path, boolean isOnline) {
        try (var access = open(isOnline)) {
            Lookup answer = access.source().read(path);
            warnings = access.warnings();
            return switch (answer) {
                case Lookup.Found found ->
                    new String(found.content().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8) + " from "
                            + found.origin();
                case Lookup.Absent _ -> "absent";
                case Lookup.Unavailable unavailable -> "unavailable: " + unavailable.reason();
            };
        }
    }

    private MavenAccess open(boolean isOnline) {
        return MavenAccess.open(options(isOnline, server.base()));
    }

    private MavenAccess.Options options(boolean isOnline, String central) {
        try {
            Path file = Files.writeString(folder.resolve("settings.xml"), settings);
            MavenSettings read = new MavenSettingsFiles(Map.of("HOME", folder.toString())).read(Optional.of(file));
            var patience = new HttpSettings(
                    Duration.ofSeconds(10),
                    Duration.ofMillis(700),
                    Duration.ofSeconds(20),
                    3,
                    Duration.ofMillis(1),
                    Duration.ofMillis(2),
                    Duration.ofSeconds(5));
            var network = new Network(false, patience, _ -> {}, new Random(1), () -> now);
            return new MavenAccess.Options(
                    read,
                    folder.resolve("repository"),
                    central,
                    folder.resolve("cache"),
                    keep,
                    isOnline ? Optional.of(network) : Optional.empty(),
                    () -> now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
