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

/// The main job, by the program as people run it.
class ScanTest {

    private static final String LOCK = """
            {
              "name": "shop", "version": "1.0.0", "lockfileVersion": 3,
              "packages": {
                "": {"name": "shop", "version": "1.0.0", "dependencies": {"middle": "^1.0.0"}},
                "node_modules/left-out": {"version": "1.3.0"},
                "node_modules/middle": {"version": "1.0.0", "dependencies": {"left-out": "^1.0.0"}}
              }
            }
            """;

    private static final String MANIFEST = """
            {"name": "shop", "version": "1.0.0", "dependencies": {"middle": "^1.0.0"}}
            """;

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
        pomona.write("package.json", MANIFEST);
        pomona.write("package-lock.json", LOCK);
    }

    @Test
    void findsWhatIsWrongAndSaysHowToFixIt() {
        Pomona.Run run = pomona.run("scan", ".");
        assertThat(run.out())
                .contains("left-out 1.3.0  → 1.4.0")
                .contains("via shop 1.0.0 › middle 1.0.0 › left-out 1.3.0")
                .contains("CRITICAL  CVE-2026-1000        9.8, fixed in 1.4.0")
                .contains("VIOLATED  policy default")
                .doesNotContain("\u001b");
        assertThat(run.err()).contains("refreshing advisories for npm (--offline stops this)");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void passesWhenNothingIsWrong() {
        pomona.write("package-lock.json", LOCK.replace("1.3.0", "1.4.0"));
        Pomona.Run run = pomona.run("scan");
        assertThat(run.out()).contains("No known vulnerability").contains("PASSES");
        assertThat(run.code()).isZero();
    }

    @Test
    void neverCallsAFirstScanWithoutDataClean() {
        pomona.write("package-lock.json", LOCK.replace("1.3.0", "1.4.0"));
        Pomona.Run run = pomona.run("scan", "--offline");
        assertThat(run.out()).contains("starter pack").contains("INCOMPLETE");
        assertThat(run.code()).isEqualTo(3);
    }

    @Test
    void saysWhatABrokenLockFileHides() {
        pomona.write("package-lock.json", "{ this is no JSON");
        Pomona.Run run = pomona.run("scan");
        assertThat(run.out()).contains("! malformed: package-lock.json: line 1").contains("INCOMPLETE");
        assertThat(run.code()).isEqualTo(3);
    }

    @Test
    void letsThePolicyOfTheRepositoryDecide() {
        pomona.write(".pomona/policy.yaml", """
                version: 1
                owner: security@example.org
                rules:
                  - id: all-is-well
                    for: finding
                    level: warn
                    when: finding.severity >= HIGH
                    message: seen and accepted
                """);
        assertThat(pomona.run("scan").code()).isZero();
        pomona.write(".pomona/policy.yaml", "version: 1\nrules: [{id: broken}]\n");
        Pomona.Run run = pomona.run("scan");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(".pomona/policy.yaml:2:").contains("^");
    }

    @Test
    void honoursWaiversUntilTheirLastDay() {
        pomona.write(".pomona/waivers.yaml", """
                version: 1
                waivers:
                  - id: CVE-2026-1000
                    owner: jane@example.org
                    reason: the function is not called
                    expires: 2026-06-30
                """);
        Pomona.Run before = pomona.run("scan", "--as-of", "2026-06-30T23:59:59Z");
        assertThat(before.code()).isZero();
        assertThat(before.out()).contains("waived until 2026-06-30 by jane@example.org");
        Pomona.Run after = pomona.run("scan", "--as-of", "2026-07-01T00:00:00Z");
        assertThat(after.out()).contains("waiver expired on 2026-06-30");
        assertThat(after.code()).isEqualTo(1);
    }

    @Test
    void mapsExitCodes() {
        assertThat(pomona.run("scan", "--exit-code-map", "1=0").code()).isZero();
        assertThat(pomona.run("scan", "--exit-code-map=1=42,3=7").code()).isEqualTo(42);
        assertThat(pomona.run("scan", "--exit-code-map", "x").code()).isEqualTo(2);
    }

    @Test
    void escapesWhatHostileNamesHold() {
        pomona.write("::error file=x::boom\u001b[31m/package-lock.json", LOCK);
        Pomona.Run run = pomona.run("scan");
        assertThat(run.out()).doesNotContain("\u001b");
        assertThat(run.out().lines()).noneMatch(line -> line.strip().startsWith("::"));
    }

    @Test
    void writesSeveralFormatsInOneRun() {
        Pomona.Run run = pomona.run("scan", "-q", "-o", "json=a.json", "-o", "sarif=b.sarif", "-o", "cyclonedx=c.json");
        assertThat(run.code()).isEqualTo(1);
        assertThat(pomona.read("a.json")).contains("CVE-2026-1000");
        assertThat(pomona.read("b.sarif")).contains("CVE-2026-1000");
        assertThat(pomona.read("c.json")).contains("pkg:npm/left-out@1.3.0");
        assertThat(run.err()).isEmpty();
        assertThat(pomona.run("scan", "-o", "nothing=x").code()).isEqualTo(2);
        assertThat(pomona.run("scan", "-o", "json=nowhere/x").code()).isEqualTo(2);
    }

    @Test
    void givesTheSameBytesWhateverTheLocaleZoneAndThreads() {
        pomona.run("advisories", "update", "--ecosystem", "npm");
        String[] scan = {"scan", "--offline", "--as-of", "2026-02-03T04:05:06Z", "-f", "json"};
        String expected = pomona.run(scan).out();
        assertThat(expected).contains("CVE-2026-1000");
        assertThat(pomona.withJava("-Duser.language=tr", "-Duser.country=TR", "-Duser.timezone=Asia/Kathmandu")
                        .run(
                                "scan",
                                "--offline",
                                "--as-of",
                                "2026-02-03T04:05:06Z",
                                "-f",
                                "json",
                                "--threads",
                                "7",
                                "--no-cache")
                        .out())
                .isEqualTo(expected);
        assertThat(pomona.run(scan).out()).isEqualTo(expected);
    }

    @Test
    void replaysAStoredVerdict() {
        pomona.run("scan", "-q", "-o", "json=report.json");
        Pomona.Run same = pomona.run("replay", "report.json");
        assertThat(same.out()).contains("byte for byte");
        assertThat(same.code()).isZero();
        pomona.write("report.json", pomona.read("report.json").replace("critical", "low"));
        assertThat(pomona.run("replay", "report.json").code()).isEqualTo(1);
        pomona.write(".pomona/waivers.yaml", "version: 1\nwaivers: []\n");
        assertThat(pomona.run("replay", "report.json").code()).isEqualTo(2);
    }

    @Test
    void doesNotSayThatNothingWasFoundWhereALockFileIsBroken() {
        pomona.write("broken/package-lock.json", "{");
        pomona.write("none/README.md", "nothing");
        Pomona.Run broken = pomona.run("scan", "broken");
        assertThat(broken.out())
                .contains("nothing else to judge in what was seen")
                .doesNotContain("no manifest");
        assertThat(broken.code()).isEqualTo(3);
        assertThat(pomona.run("scan", "none").out()).contains("no manifest, lock file or package");
    }

    @Test
    void replaysAVerdictWhoseFilesAreNamedFromElsewhere() {
        pomona.write("sub/package-lock.json", pomona.read("package-lock.json"));
        pomona.write("sub/.pomona/policy.yaml", """
                version: 1
                owner: us
                rules:
                  - {id: all, for: finding, level: deny, when: "true", message: none may stay}
                """);
        pomona.write("sub/.pomona/waivers.yaml", """
                version: 1
                waivers:
                  - {id: CVE-2026-1000, owner: ann, reason: not reached, expires: 2099-01-01}
                """);
        pomona.run("scan", "sub", "-q", "-o", "json=report.json");
        assertThat(pomona.run("replay", "report.json").code()).isEqualTo(2);
        Pomona.Run named = pomona.run(
                "replay",
                "report.json",
                "--policy",
                "sub/.pomona/policy.yaml",
                "--waivers",
                "sub/.pomona/waivers.yaml");
        assertThat(named.out()).contains("byte for byte");
    }

    @Test
    void saysSoWhenTheDiskIsFull() {
        if (!Files.exists(Path.of("/dev/full"))) {
            System.out.println("no /dev/full on this machine: the full disk was not tried");
            return;
        }
        Pomona.Run run = pomona.intoFile(Path.of("/dev/full")).run("scan", "-q", "-f", "json");
        assertThat(run.code()).isNotIn(0, 1);
        assertThat(run.err()).contains("standard output took only a part");
    }

    @Test
    void refusesWhatIsNotThere() {
        Pomona.Run run = pomona.run("scan", "nowhere");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("there is no readable file or folder");
    }
}
