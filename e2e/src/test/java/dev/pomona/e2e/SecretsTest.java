// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets, by the program as people run it.
class SecretsTest {

    private static final String PASSWORD = "kX9v!pQ2" + "mL7wTz";
    private static final String TOKEN = token("Zq8Kw2Nx7Lm4Rt9Vb3Yc6Hd1Pf5Gj0");
    private static final String TIME = "2026-02-03T04:05:06Z";

    @TempDir
    Path home;

    @TempDir
    Path folder;

    private Pomona pomona;

    /// In GitHub's form, with a checksum that holds; nobody issued it.
    private static String token(String body) {
        String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        var checksum = new StringBuilder();
        for (int i = 0; i < 6; i++, rest /= 62) checksum.insert(0, digits.charAt((int) (rest % 62)));
        return "gh" + "p_" + body + checksum;
    }

    @BeforeEach
    void plant() {
        pomona = new Pomona(home, folder);
        pomona.write("conf/app.env", "TOKEN=" + TOKEN + "\nDB_PASSWORD='" + PASSWORD + "'\n");
        pomona.write("src/a.py", "import os\nTOKEN = os.environ['TOKEN']\n");
    }

    private void git(String... words) {
        try {
            var command = new java.util.ArrayList<>(List.of("git"));
            command.addAll(List.of(words));
            var builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "GIT_CONFIG_NOSYSTEM", "1",
                            "GIT_CONFIG_GLOBAL", "/dev/null",
                            "GIT_AUTHOR_NAME", "Jane",
                            "GIT_AUTHOR_EMAIL", "jane@example.org",
                            "GIT_COMMITTER_NAME", "Jane",
                            "GIT_COMMITTER_EMAIL", "jane@example.org",
                            "GIT_AUTHOR_DATE", "1700000000 +0000",
                            "GIT_COMMITTER_DATE", "1700000000 +0000"));
            Path out = Files.createTempFile(home, "git", ".txt");
            builder.redirectErrorStream(true).redirectOutput(out.toFile());
            assertThat(builder.start().waitFor()).as(String.join(" ", words)).isZero();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void commit() {
        git("init", "-q", "-b", "main");
        git("add", "-A");
        git("commit", "-q", "-m", "plant");
        git("rm", "-q", "conf/app.env");
        git("commit", "-q", "-m", "fell");
    }

    @Test
    void aScanFindsAndReplaysThem() {
        Pomona.Run run = pomona.run("scan", "--offline", "--only", "secrets", "-o", "json=report.json");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("2 secrets in 2 files", "GitHub personal access token", "conf/app.env");
        Pomona.Run replay = pomona.run("replay", "report.json");
        assertThat(replay.out()).contains("byte for byte");
        assertThat(replay.code()).isZero();
    }

    @Test
    void aHistoryIsTheSameInEveryPlaceAndByMemory() {
        commit();
        String[] history = {"secrets", "history", "--as-of", TIME, "-f", "json"};
        String expected = pomona.run(history).out();
        assertThat(expected).contains("secret-github-personal-access-token", "jane@example.org");
        assertThat(pomona.run(history).out()).isEqualTo(expected);
        assertThat(pomona.withJava("-Duser.language=tr", "-Duser.country=TR", "-Duser.timezone=Asia/Kathmandu")
                        .run("secrets", "history", "--as-of", TIME, "-f", "json", "--threads", "5", "--no-cache")
                        .out())
                .isEqualTo(expected);
    }

    @Test
    void nothingOfThemIsShownKeptOrLogged() throws IOException {
        commit();
        pomona.write("conf/app.env", "TOKEN=" + TOKEN + "\nDB_PASSWORD='" + PASSWORD + "'\n");
        Files.writeString(home.resolve("rules.yaml"), """
                id: apple-password
                provider: Orchard
                category: saas
                summary: Orchard password
                severity: critical
                confidence: high
                keywords: [db_password]
                value: '[!-~]{8,40}'
                revoke: Cut the branch.
                references: [https://example.org/]
                verify:
                  method: GET
                  url: https://127.0.0.1:1/?password={{secret}}
                  live: {status: [200]}
                  dead: {status: [401]}
                examples: ["DB_PASSWORD='kX9v!¦pQ2mL7w'"]
                counterexamples: ['DB_PASSWORD=x']
                """);
        String rules = home.resolve("rules.yaml").toString();
        var shown = new StringBuilder();
        // asks only this machine, where nobody answers: gitleaks' notation leaves the rules of issuers out
        String only = home.resolve("only.toml").toString();
        Files.writeString(Path.of(only), "[[rules]]\nid = \"t\"\nregex = '''ghp_[0-9A-Za-z]{36}'''\n");
        for (String[] words : List.of(
                new String[] {"scan", "--offline", "--debug"},
                new String[] {"scan", "--offline", "--only", "secrets", "--no-cache", "--rules", rules},
                new String[] {"scan", "--offline", "--only", "secrets", "--rules", only},
                new String[] {"secrets", "history", "--debug"},
                new String[] {"secrets", "history", "--rules", rules},
                new String[] {"secrets", "staged"},
                new String[] {"config", "show"})) {
            for (String format : List.of("table", "json", "sarif", "html", "gitlab-secrets", "cyclonedx", "spdx")) {
                var all = new java.util.ArrayList<>(List.of(words));
                if (words[0].equals("scan") || words[1].equals("history")) all.addAll(List.of("-f", format));
                Pomona.Run run = pomona.run(all.toArray(String[]::new));
                assertThat(run.code()).as(String.join(" ", all)).isNotEqualTo(4);
                shown.append(run.out()).append(run.err());
                if (!all.contains("-f")) break;
            }
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                shown.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(shown.indexOf(TOKEN.substring(4, 20))).as("the token").isNegative();
        assertThat(shown.indexOf(PASSWORD)).as("the password").isNegative();
        assertThat(shown.indexOf("secret-github-personal-access-token")).isPositive();
    }
}
