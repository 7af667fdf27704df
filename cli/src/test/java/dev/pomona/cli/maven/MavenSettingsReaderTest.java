// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pomona.cli.settings.UsageException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MavenSettingsReaderTest {

    private static final String WHOLE = """
            <settings xmlns="http://maven.apache.org/SETTINGS/1.2.0">
              <localRepository>${user.home}/repo</localRepository>
              <offline>true</offline>
              <mirrors>
                <mirror><id>m</id><url>https://${env.HOST}/m2</url><mirrorOf>*,!own</mirrorOf></mirror>
                <mirror><id>b</id><url>http://0.0.0.0/</url><mirrorOf>external:http:*</mirrorOf>
                  <blocked>true</blocked></mirror>
              </mirrors>
              <servers>
                <server><id>m</id><username>me</username><password>s3cret</password></server>
                <server><id>e</id><username>me</username><password>{COQLCE6DU6GtcS5P=}</password></server>
                <server><id>v</id><username>me</username><password>${env.NOT_SET}</password></server>
                <server><id>h</id><configuration><httpHeaders/></configuration></server>
                <server><id>q</id><username>me</username><password>a\\{b\\}c</password></server>
              </servers>
              <profiles>
                <profile><id>one</id>
                  <activation><activeByDefault>true</activeByDefault></activation>
                  <repositories><repository><id>own</id><url>file:///srv/repo</url>
                    <snapshots><enabled>false</enabled></snapshots></repository></repositories>
                </profile>
                <profile><id>two</id>
                  <repositories><repository><id>r2</id><url>https://r2.example/</url></repository></repositories>
                </profile>
                <profile><id>three</id>
                  <repositories><repository><id>r3</id><url>https://r3.example/</url></repository></repositories>
                </profile>
              </profiles>
              <activeProfiles><activeProfile>two</activeProfile></activeProfiles>
            </settings>
            """;

    @Test
    void readsWhatMattersForReading() {
        MavenSettings settings = read(WHOLE);
        assertThat(settings.localRepository()).contains("/home/me/repo");
        assertThat(settings.offline()).isTrue();
        assertThat(settings.mirrors())
                .containsExactly(
                        new Mirror("m", "https://mirror.example/m2", "*,!own", false),
                        new Mirror("b", "http://0.0.0.0/", "external:http:*", true));
        assertThat(settings.repositories())
                .containsExactly(
                        new Repository("own", "file:///srv/repo", true, false),
                        new Repository("r2", "https://r2.example/", true, true));
        assertThat(settings.server("m")).map(Server::password).contains("s3cret");
        assertThat(settings.server("q")).map(Server::password).contains("a{b}c");
        assertThat(settings.server("q")).map(Server::isUsable).contains(true);
    }

    @Test
    void saysWhyALoginCannotBeUsed() {
        MavenSettings settings = read(WHOLE);
        assertThat(settings.server("e").orElseThrow().problem()).contains("'e'", "encrypted");
        assertThat(settings.server("v").orElseThrow().problem()).contains("'v'", "not set");
        assertThat(settings.server("h").orElseThrow().problem()).contains("'h'", "headers");
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void valuesOfVariablesAreNotLookedAtAgain() {
        var placeholders = new Placeholders(Map.of("A", "${env.B}", "B", "b", "HOME", "/h"));
        assertThat(placeholders.replace("x${env.A}y${env.B}${user.home}${other}${env.C}${"))
                .isEqualTo("x${env.B}yb/h${other}${env.C}${");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<settings>",
                "<project/>",
                "<settings><mirrors><mirror><id>a</id><mirrorOf>*</mirrorOf></mirror></mirrors></settings>",
                "<settings><servers><server/></servers></settings>",
                "<!DOCTYPE s [<!ENTITY e 'x'>]><settings><localRepository>&e;</localRepository></settings>"
            })
    void refusesWhatItCannotUse(String text) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> read(text))
                .withMessageStartingWith("settings.xml");
    }

    @Test
    void theNearerFileWins() {
        MavenSettings user = read("""
                <settings><mirrors><mirror><id>m</id><url>https://u/</url><mirrorOf>*</mirrorOf></mirror></mirrors>
                <activeProfiles><activeProfile>p</activeProfile></activeProfiles></settings>""");
        MavenSettings global = read("""
                <settings><localRepository>/g</localRepository><mirrors>
                <mirror><id>m</id><url>https://g/</url><mirrorOf>*</mirrorOf></mirror>
                <mirror><id>n</id><url>https://n/</url><mirrorOf>*</mirrorOf></mirror></mirrors>
                <profiles><profile><id>p</id><repositories><repository><id>r</id><url>https://r/</url></repository>
                </repositories></profile></profiles></settings>""");
        MavenSettings both = user.over(global);
        assertThat(both.localRepository()).contains("/g");
        assertThat(both.mirrors()).extracting(Mirror::url).containsExactly("https://u/", "https://n/");
        assertThat(both.repositories()).extracting(Repository::id).containsExactly("r");
    }

    @Test
    void survivesDamage() {
        long seed = 20_260_131;
        var random = new Random(seed);
        byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = whole.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] =
                        (byte) (random.nextInt(50) == 0 ? random.nextInt(256) : 32 + random.nextInt(95));
            }
            try {
                var settings = new MavenSettingsReader("settings.xml", Map.of("HOME", "/home/me")).read(damaged);
                settings.repositories().forEach(repository -> Mirror.of(repository, settings.mirrors()));
            } catch (UsageException e) {
                // the documented one
            } catch (RuntimeException e) {
                throw new AssertionError("seed %d, round %d".formatted(seed, i), e);
            }
        }
    }

    private static MavenSettings read(String text) {
        return new MavenSettingsReader("settings.xml", Map.of("HOME", "/home/me", "HOST", "mirror.example"))
                .read(text.getBytes(StandardCharsets.UTF_8));
    }
}
