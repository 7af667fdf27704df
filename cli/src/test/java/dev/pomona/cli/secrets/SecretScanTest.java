// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.cli.history.Planted;
import dev.pomona.cli.history.Running;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a scan of files does with the settings for secrets.
class SecretScanTest {

    @TempDir
    private Path home;

    private Path folder = Path.of("");
    private Running pomona = null;

    @BeforeEach
    void prepare() throws IOException {
        folder = Files.createDirectories(home.resolve("orchard"));
        pomona = new Running(home);
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Running.Run scan(String... more) {
        var words = new java.util.ArrayList<>(List.of("scan", "--offline", "-f", "json"));
        words.addAll(List.of(more));
        return pomona.run(folder, words.toArray(String[]::new));
    }

    private static String digest(Finding finding) {
        String digest = ((Detail.Secret) finding.detail()).digest();
        return digest == null ? "none" : digest;
    }

    @Test
    void findsSecretsByDefaultAndAlone() throws IOException {
        write("app.env", "TOKEN=" + Planted.gitHub(1));
        assertThat(scan().secrets()).hasSize(1);
        Running.Run run = scan("--only", "secrets");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.report().inputs().advisories()).isEqualTo("none");
        assertThat(pomona.run(folder, "scan", "--only", "secrets").out())
                .contains("orchard  1 secret in 1 file")
                .doesNotContain("component", "Advisories");
        Files.delete(folder.resolve("app.env"));
        write("readme", "An orchard");
        assertThat(pomona.run(folder, "scan", "--only", "secrets").out()).contains("No secret", "0 secrets in 1 file");
        assertThat(pomona.run(folder, "scan", "--offline", "--only", "npm").out())
                .contains("Nothing to judge");
    }

    @Test
    void keepsDigestsToThoseWhoHaveTheKey() throws IOException {
        write("app.env", "TOKEN=" + Planted.gitHub(1));
        String published = digest(scan().secrets().getFirst());
        pomona.with("POMONA_SECRET_HASH_KEY", "pippin and russet");
        assertThat(digest(scan().secrets().getFirst())).isNotEqualTo(published).isNotEqualTo("none");
        Running.Run shown = pomona.run(folder, "config", "show");
        assertThat(shown.out()).containsPattern("secret-hash-key +\\(set, not shown\\) +\\(POMONA_SECRET_HASH_KEY\\)");
        assertThat(shown.out()).doesNotContain("pippin");
        Running.Run flag = scan("--secret-hash-key", "pippin");
        assertThat(flag.code()).isEqualTo(2);
        assertThat(flag.err()).contains("POMONA_SECRET_HASH_KEY").doesNotContain("pippin");
        assertThat(scan("--secret-hash-key=pippin").err()).doesNotContain("pippin");
        write(".pomona/config.yaml", "secret-hash-key: pippin\n");
        Running.Run own = scan();
        assertThat(own.code()).isEqualTo(2);
        assertThat(own.err()).contains("can't be set by the repository").doesNotContain("pippin");
    }

    @Test
    void takesRulesOfItsOwnInBothForms() throws IOException {
        write("app.env", "T=" + "apple_" + "Zq8Kw2Nx7Lm4Rt9Vb3Yc6Hd1" + "\nTOKEN=" + Planted.gitHub(1) + "\n");
        Files.writeString(home.resolve("own.yaml"), """
                id: apple-token
                provider: Orchard
                category: saas
                summary: Orchard token
                severity: high
                confidence: high
                keywords: [apple_]
                pattern: '\\b(?<secret>apple_[0-9A-Za-z]{24})\\b'
                revoke: Cut the branch.
                references: [https://example.org/apple]
                examples: ['t = apple_¦aB3dE6gH9jK2mN5pQ8sT1vW4']
                counterexamples: ['apple_pie']
                """);
        assertThat(scan("--rules", "../own.yaml").secrets())
                .extracting(finding -> finding.rule().value())
                .containsExactlyInAnyOrder("secret-apple-token", "secret-github-personal-access-token");
        Files.writeString(home.resolve("own.toml"), """
                title = "orchard"
                [[rules]]
                id = "apple"
                description = "Apple token"
                regex = '''apple_[0-9A-Za-z]{24}'''
                keywords = ["apple_"]
                """);
        assertThat(scan("--rules", "../own.toml").secrets())
                .extracting(finding -> finding.rule().value())
                .containsExactly("secret-apple");
        assertThat(scan("--rules", "../own.toml,../own.yaml").secrets()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(pomona.run(folder, "secrets", "rules", "--rules", "../own.toml")
                        .out())
                .startsWith("apple ");
    }

    @Test
    void extendsGitleaksFilesFromHereOrBesideThem() throws IOException {
        write("app.env", "T=" + "apple_" + "Zq8Kw2Nx7Lm4Rt9Vb3Yc6Hd1\nT=" + "apple_" + "QQQQw2Nx7Lm4Rt9Vb3Yc6Hd1\n");
        write("old.env", "T=" + "apple_" + "Pf5Gj0Xc8Bn3Ty6Wm1Kd9Rs2\n");
        Path rules = Files.createDirectories(home.resolve("rules"));
        Files.writeString(rules.resolve("base.toml"), """
                [[rules]]
                id = "apple"
                regex = '''apple_[0-9A-Za-z]{24}'''
                keywords = ["apple_"]
                [[rules]]
                id = "any"
                regex = '''T=\\w+'''
                """);
        for (String path : List.of("base.toml", "../rules/base.toml")) {
            Files.writeString(rules.resolve("top.toml"), """
                    [extend]
                    path = "%s"
                    disabledRules = ["any"]
                    [[rules]]
                    id = "apple"
                    [[rules.allowlists]]
                    regexes = ['''QQQQ''']
                    [[allowlists]]
                    paths = ['''old\\.env$''']
                    """.formatted(path));
            Running.Run run = scan("--only", "secrets", "--rules", "../rules/top.toml");
            assertThat(run.secrets()).as(run.err()).singleElement().satisfies(finding -> {
                assertThat(finding.rule().value()).isEqualTo("secret-apple");
                assertThat(finding.locations().getFirst()).hasToString("app.env:1:3");
            });
        }
    }

    @Test
    void pointsAtWhatIsWrongInRules() throws IOException {
        Files.writeString(home.resolve("bad.yaml"), """
                id: apple-token
                provider: Orchard
                category: saas
                summary: Orchard token
                severity: high
                confidence: high
                keywords: [apple_]
                pattern: 'apple_(x'
                revoke: Cut the branch.
                """);
        Running.Run run = scan("--rules", "../bad.yaml");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).containsPattern("bad.yaml:8:\\d+: ").contains("^");
        Files.writeString(home.resolve("bad.toml"), "[[rules]]\nid = \"x\"\nregex = '''a(b'''\n");
        assertThat(scan("--rules", "../bad.toml").code()).isEqualTo(2);
        assertThat(scan("--rules", "../bad.toml").err()).contains("bad.toml:3");
        assertThat(scan("--rules", "../none.yaml").code()).isEqualTo(2);
        Files.writeString(home.resolve("slow.toml"), """
                [[rules]]
                id = "slow"
                regex = '''(a+)+b(a|aa)*c'''
                keywords = ["aaaa"]
                """);
        write("a.txt", "a".repeat(200_000));
        long start = System.nanoTime();
        scan("--rules", "../slow.toml", "--only", "secrets");
        assertThat((System.nanoTime() - start) / 1_000_000_000L).isLessThan(60);
    }

    @Test
    void readsWhatOtherToolsAllow() throws IOException {
        write("app.env", "TOKEN=" + Planted.gitHub(1) + "\n");
        assertThat(scan("--only", "secrets").code()).isEqualTo(1);
        write(".gitleaksignore", "app.env:github-pat:1\n");
        Running.Run run = scan("--only", "secrets");
        assertThat(run.code()).isZero();
        assertThat(run.secrets().getFirst().marks())
                .singleElement()
                .satisfies(mark -> assertThat(mark.syntax()).isEqualTo(".gitleaksignore"));
        write(".gitleaksignore", "nonsense\n");
        assertThat(scan("--only", "secrets").err()).contains(".gitleaksignore:1");
    }

    @Test
    void asksNobodyWhileOffline() throws IOException {
        write("app.env", "TOKEN=" + Planted.gitHub(1));
        Running.Run run = scan("--verify");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--verify", "--offline");
        assertThat(scan("--secret-decode-depth", "99").code()).isEqualTo(2);
    }

    @Test
    void tellsWhyWhatMatchesIsNotReported() throws IOException {
        String refuted = Planted.gitHub(1).substring(0, 39) + (Planted.gitHub(1).endsWith("0") ? "1" : "0");
        write("app.env", "TOKEN=" + refuted + "\nDB_PASSWORD=${DB_PASSWORD}\n");
        write("real.env", "TOKEN=" + Planted.gitHub(2));
        write(".pomona/config.yaml", "only: [npm]\n");
        Running.Run run = pomona.run(folder, "secrets", "suppressed");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("app.env:1:7  secret-github-personal-access-token  its checksum does not hold")
                .doesNotContain("real.env", refuted.substring(4, 20));
        Running.Run json = pomona.run(folder, "secrets", "suppressed", "-f", "json");
        assertThat(json.out()).contains("\"path\": \"app.env\"", "\"reason\": \"");
        assertThat(pomona.run(folder, "secrets", "suppressed", "-f", "xml").code())
                .isEqualTo(2);
        write("many.env", ("TOKEN=" + refuted + "\n").repeat(130));
        assertThat(pomona.run(folder, "secrets", "suppressed").out())
                .contains("396 suppressed in 2 files; 290 more are not listed");
    }

    @Test
    void listsAndExplainsRules() {
        assertThat(pomona.run(folder, "secrets", "rules").out().lines().count()).isGreaterThan(300);
        assertThat(pomona.run(folder, "secrets", "rules", "-f", "json").out())
                .contains("\"id\": \"github-personal-access-token\"");
        assertThat(pomona.run(folder, "secrets", "explain", "secret-github-personal-access-token")
                        .out())
                .contains("GitHub", "github-checksum", "asks api.github.com");
        assertThat(pomona.run(folder, "secrets", "explain", "no-such").code()).isEqualTo(2);
        assertThat(pomona.run(folder, "secrets", "rules", "-f", "xml").code()).isEqualTo(2);
    }

    @Test
    void replaysAReportWithSecrets() throws IOException {
        write("app.env", "TOKEN=" + Planted.gitHub(1));
        Files.writeString(home.resolve("r.json"), scan("--only", "secrets").out());
        assertThat(pomona.run(folder, "replay", "../r.json").out()).contains("byte for byte");
        Files.writeString(home.resolve("s.json"), scan().out());
        assertThat(pomona.run(folder, "replay", "../s.json").out()).contains("byte for byte");
    }
}
