// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands beside the main job.
class CommandsTest {

    @TempDir
    Path home;

    @TempDir
    Path folder;

    private Pomona pomona;

    @BeforeEach
    void prepare() throws IOException {
        Path bucket = TestAdvisories.bucket(Files.createDirectories(home.resolve("bucket")));
        pomona = new Pomona(home, folder)
                .with(Map.of(
                        "POMONA_OSV_SOURCE", bucket.toString(),
                        "POMONA_KEV_SOURCE", "none",
                        "POMONA_EPSS_SOURCE", "none"));
    }

    @Test
    void saysItsVersion() {
        assertThat(pomona.run("--version")).isEqualTo(new Pomona.Run(0, "pomona 0.1.0\n", ""));
    }

    @Test
    void helpsWithEveryCommandItNames() {
        Pomona.Run overview = pomona.run("help");
        assertThat(overview.code()).isZero();
        assertThat(overview.out()).contains("Exit codes");
        assertThat(pomona.run("scan", "--help").out()).startsWith("Usage: pomona scan [PATH]");
        assertThat(pomona.run("help", "policy", "test").out()).startsWith("Usage: pomona policy test [DIR]");
    }

    @Test
    void helpsWithTheFirstWordOfCommands() {
        Pomona.Run help = pomona.run("help", "secrets");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("secrets history", "secrets suppressed").doesNotContain("policy test");
        assertThat(pomona.run("secrets", "--help")).isEqualTo(help);
        assertThat(pomona.run("secrets").code()).isEqualTo(2);
        Pomona.Run unknown = pomona.run("secrets", "find");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no command 'secrets find'; there are: secrets explain");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(pomona.run().code()).isEqualTo(2);
        assertThat(pomona.run("scna").err()).contains("there is no command 'scna'");
        Pomona.Run run = pomona.run("scan", "--no-such-flag");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--no-such-flag");
    }

    @Test
    void refusesASwitchThatIsNeitherOnNorOff() {
        Pomona.Run run = pomona.with(Map.of("POMONA_OFFLINE", "maybe")).run("config", "show");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("POMONA_OFFLINE is true or false, but got 'maybe'");
    }

    @Test
    void refusesMemoryThatIsNoneOrThatJavaDoesNotKeepTo() {
        Pomona.Run misspelt = pomona.run("scan", "--max-memory", "12x");
        assertThat(misspelt.code()).isEqualTo(2);
        assertThat(misspelt.err()).contains("takes a size such as");
        Pomona.Run agent = pomona.withJava("-Xmx256m").run("agent", "--max-memory", "64MB");
        assertThat(agent.code()).isEqualTo(2);
        assertThat(agent.err()).contains("Java was started with more");
        Pomona.Run unbounded = pomona.withJava("-Xmx256m").run("scan", "--max-memory", "64MB");
        assertThat(unbounded.code()).isEqualTo(2);
        assertThat(unbounded.err()).contains("Java was started with more");
        assertThat(pomona.withJava("-Xmx64m")
                        .run("scan", "--offline", "--max-memory", "64MB")
                        .err())
                .doesNotContain("Java was started");
    }

    @Test
    void comparesVersionsAsTheirEcosystemDoes() {
        Pomona.Run run = pomona.runWithInput("1.10.0 1.9.0\n1.0 1.0.0\n1.0rc1 1.0\n", "version-order", "PyPI");
        assertThat(run.out()).isEqualTo(">\n=\n<\n");
        assertThat(run.code()).isZero();
        Pomona.Run broken = pomona.runWithInput("one\n", "version-order", "npm");
        assertThat(broken.out()).startsWith("?");
        assertThat(broken.code()).isEqualTo(2);
    }

    @Test
    void doesNotAnswerCleanFromTheStarterPack() {
        Pomona.Run table = pomona.run("query", "pkg:npm/nobody-knows-it@1.0.0");
        assertThat(table.out()).contains("only the starter pack").doesNotContain("no known vulnerability");
        assertThat(table.code()).isEqualTo(3);
        assertThat(pomona.run("query", "-f", "jsonl", "pkg:npm/nobody-knows-it@1.0.0")
                        .out())
                .contains("\"gaps\":[\"only the starter pack");
    }

    @Test
    void answersQueries() {
        pomona.run("advisories", "update", "--ecosystem", "npm");
        Pomona.Run table = pomona.run("query", "pkg:npm/left-out@1.3.0");
        assertThat(table.out())
                .contains("CVE-2026-1000")
                .contains("fixed in 1.4.0")
                .contains("data: osv/npm, confirmed within the hour");
        Pomona.Run lines = pomona.runWithInput(
                "pkg:npm/right-in@2.3.0\npkg:npm/right-in@2.3.1\nnonsense\n", "query", "-f", "jsonl");
        assertThat(lines.out().lines()).hasSize(3);
        assertThat(lines.out().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains("CVE-2026-1001"));
        assertThat(lines.code()).isEqualTo(2);
        assertThat(pomona.run("query", "pkg:gem/rails@1.0").code()).isEqualTo(3);
    }

    @Test
    void keepsAdvisoryDataAsSnapshots() {
        Pomona.Run update = pomona.run("advisories", "update", "--ecosystem", "npm");
        assertThat(update.out()).contains("osv/npm").contains("updated").contains("snapshot ");
        assertThat(pomona.run("advisories", "update", "--ecosystem", "npm").out())
                .contains("unchanged");
        assertThat(pomona.run("advisories", "status").out()).contains("osv/npm").contains("kept, newest first");
        assertThat(pomona.run("advisories", "explain", "CVE-2026-1000").out())
                .contains("GHSA-aaaa-bbbb-cccc")
                .contains(">=0 <1.4.0");
        assertThat(pomona.run("advisories", "explain", "CVE-1999-0001").code()).isEqualTo(3);
        assertThat(pomona.run("advisories", "prune", "--keep", "1").out()).contains("0 removed");
        assertThat(pomona.run("advisories", "update", "--from", "nowhere").code())
                .isEqualTo(3);
    }

    @Test
    void showsWhereEverySettingCameFrom() {
        pomona.write(".pomona/config.yaml", "timeout: 5m\nskip: [vendor/, legacy/]\n");
        Pomona.Run run = pomona.with(Map.of("POMONA_THREADS", "3")).run("config", "show", "--offline");
        assertThat(run.out())
                .containsPattern("offline +true +\\(--offline\\)")
                .containsPattern("skip +vendor/,legacy/ +\\(\\.pomona/config\\.yaml:2\\)")
                .containsPattern("threads +3 +\\(POMONA_THREADS\\)")
                .containsPattern("timeout +5m +\\(\\.pomona/config\\.yaml:1\\)")
                .containsPattern("format +table +\\(default\\)");
    }

    @Test
    void letsARepositorySetOnlyWhatStaysInside() {
        pomona.write(".pomona/config.yaml", "cache-dir: /tmp/elsewhere\nno-such: 1\n");
        Pomona.Run run = pomona.run("config", "show");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains(".pomona/config.yaml:1: 'cache-dir' can't be set by the repository that is scanned")
                .contains(".pomona/config.yaml:2: there is no setting 'no-such'");
    }

    @Test
    void checksShowsAndTestsPolicies() {
        assertThat(pomona.run("policy", "check").out()).contains("the built-in one holds");
        pomona.write(".pomona/policy.yaml", pomona.run("policy", "show").out());
        assertThat(pomona.run("policy", "check").out()).contains("sound, 12 rules, 8 cases");
        Pomona.Run tested = pomona.run("policy", "test");
        assertThat(tested.out()).contains("8 cases, 0 failed");
        assertThat(tested.code()).isZero();
        pomona.write(
                ".pomona/policy.yaml",
                pomona.read(".pomona/policy.yaml").replace("finding.malware", "finding.malwrae"));
        Pomona.Run broken = pomona.run("policy", "check");
        assertThat(broken.out()).contains("undefined field 'malwrae'").contains("^");
        assertThat(broken.code()).isEqualTo(2);
    }

    @Test
    void writesABillOfMaterials() {
        pomona.write("requirements.txt", "flask==3.0.0\n");
        Pomona.Run run = pomona.run("sbom");
        assertThat(run.out()).contains("\"bomFormat\"").contains("pkg:pypi/flask@3.0.0");
        assertThat(pomona.run("sbom", "-f", "spdx").out()).contains("SPDX-2.3");
        assertThat(pomona.run("sbom", "-f", "sarif").code()).isEqualTo(2);
    }

    /// The launchers put the server's jars beside the program for these commands alone.
    @Test
    void launchersKnowEveryCommandOfTheServer() throws IOException {
        String help = pomona.run("help").out();
        for (String launcher : new String[] {"pomona", "pomona.cmd"}) {
            String text = Files.readString(Path.of("..", launcher));
            for (String command : new String[] {"serve", "backup", "restore", "server-key", "tenant"}) {
                assertThat(help).contains("  " + command);
                assertThat(text.lines().filter(line -> line.contains("serve") && line.contains("restore")))
                        .as(launcher)
                        .anyMatch(line -> line.matches(".*[( |]" + command + "[) ].*"));
            }
        }
    }
}
