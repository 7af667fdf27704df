// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher of a release, with a Java that only says what it was started with.
class LauncherTest {

    @TempDir
    Path folder;

    private Path home;
    private Path jdk;

    @BeforeEach
    void layOut() throws IOException {
        home = Files.createDirectories(folder.resolve("home dir"));
        jdk = jdk("jdk", "25.0.1");
        Path root = Path.of("..").toAbsolutePath().normalize();
        Files.createDirectories(folder.resolve("release/scripts"));
        Files.createDirectories(folder.resolve("release/lib"));
        Files.copy(root.resolve("pomona"), folder.resolve("release/pomona"));
        Files.copy(root.resolve("scripts/find-jdk.sh"), folder.resolve("release/scripts/find-jdk.sh"));
        Files.writeString(folder.resolve("release/lib/pomona.jar"), "");
        Files.writeString(folder.resolve("release/lib/version.txt"), "1.2.3\n");
    }

    private Path jdk(String name, String version) throws IOException {
        Path jdk = folder.resolve(name);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        for (String tool : List.of("java", "javac")) {
            Path file = Files.writeString(
                    jdk.resolve("bin").resolve(tool), "#!/bin/sh\nfor each in \"$@\"; do echo \"$each\"; done\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return jdk;
    }

    private Pomona.Run run(Map<String, String> environment, String... arguments) throws Exception {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process = start(environment, out, err, arguments);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Pomona.Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Process start(Map<String, String> environment, Path out, Path err, String... arguments) throws IOException {
        var command = new ArrayList<>(
                List.of("/bin/sh", folder.resolve("release/pomona").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        "/usr/bin:/bin",
                        "HOME",
                        home.toString(),
                        "JAVA_HOME",
                        jdk.toString(),
                        "POMONA_NO_AOT",
                        "1"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    @Test
    void passesArgumentsOnAsTheyAre() throws Exception {
        Pomona.Run run = run(Map.of(), "scan", "a b", "--skip", "*.js", "");
        assertThat(run.out()).endsWith("pomona.jar\nscan\na b\n--skip\n*.js\n\n");
        assertThat(run.out()).doesNotContain("-Xmx");
    }

    @Test
    void startsShortCommandsWithTheQuickCompiler() throws Exception {
        assertThat(run(Map.of(), "query", "pkg:npm/a@1").out()).contains("-XX:TieredStopAtLevel=1");
        assertThat(run(Map.of(), "--no-color", "scan").out()).doesNotContain("TieredStopAtLevel");
    }

    @Test
    void boundsTheHeapByFlagVariableAndConfiguration() throws Exception {
        assertThat(run(Map.of(), "scan", "--max-memory", "512MB").out()).contains("-Xmx512M\n");
        assertThat(run(Map.of(), "scan", "--max-memory=1GiB").out()).contains("-Xmx1G\n");
        assertThat(run(Map.of("POMONA_MAX_MEMORY", "300m"), "scan").out()).contains("-Xmx300m\n");
        Files.createDirectories(home.resolve(".config/pomona"));
        Files.writeString(home.resolve(".config/pomona/config.yaml"), "timeout: 5m\nmax-memory: \"256MB\" # enough\n");
        assertThat(run(Map.of(), "scan").out()).contains("-Xmx256M\n");
        assertThat(run(Map.of("POMONA_MAX_MEMORY", "300m"), "scan").out()).contains("-Xmx300m\n");
        Path other = Files.writeString(folder.resolve("other.yaml"), "max-memory: 1g");
        assertThat(run(Map.of(), "scan", "--config", other.toString()).out()).contains("-Xmx1g\n");
        assertThat(run(Map.of("POMONA_CONFIG", other.toString()), "scan").out()).contains("-Xmx1g\n");
    }

    @Test
    void theAgentTakesLittleUnlessItIsGivenMore() throws Exception {
        assertThat(run(Map.of(), "agent", "--print").out()).contains("-Xmx128m\n");
        assertThat(run(Map.of(), "agent", "--max-memory", "512MB").out())
                .contains("-Xmx512M\n")
                .doesNotContain("-Xmx128m");
        assertThat(run(Map.of(), "serve").out()).doesNotContain("-Xmx");
        assertThat(run(Map.of(), "serve", "--max-memory", "2GB").out()).contains("-Xmx2G\n");
    }

    @Test
    void answersTheVersionWithoutJava() throws Exception {
        assertThat(run(Map.of(), "--version")).isEqualTo(new Pomona.Run(0, "pomona 1.2.3\n", ""));
    }

    @Test
    void passesOverAJavaThatIsTooOld() throws Exception {
        Path old = jdk("old", "17.0.9");
        Path path = jdk("on-path", "26");
        var environment = Map.of("JAVA_HOME", old.toString(), "PATH", path.resolve("bin") + ":/usr/bin:/bin");
        Files.writeString(path.resolve("bin/java"), "#!/bin/sh\necho from the path\n");
        assertThat(run(environment, "scan").out()).isEqualTo("from the path\n");
    }

    @Test
    void endsWithWrongUseWhereThereIsNoJava() throws Exception {
        Path finder = folder.resolve("release/scripts/find-jdk.sh");
        Files.writeString(finder, Files.readString(finder).replace("-ge 25", "-ge 99"));
        Pomona.Run run = run(Map.of(), "scan");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("Pomona needs a JDK 25 or newer, and found none");
    }

    @Test
    void endsWithWrongUseWhereJavaCannotStart() throws Exception {
        Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\nexit 1\n");
        Pomona.Run run = run(Map.of(), "scan", "--max-memory", "1m");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Java can't start with '1m'");
    }

    /// Turns the release into a checkout whose build takes a second and writes down when it runs.
    private Path checkOut() throws IOException {
        Path log = folder.resolve("builds.txt");
        Files.writeString(folder.resolve("release/pom.xml"), "");
        Files.createDirectories(folder.resolve("release/cli"));
        Path maven = Files.writeString(folder.resolve("release/mvnw"), """
                #!/bin/sh
                echo begins >>'%s'
                sleep 1
                mkdir -p cli/target/pomona
                : >cli/target/pomona/pomona.jar
                echo ends >>'%s'
                """.formatted(log, log));
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        return log;
    }

    @Test
    void buildsOnceHoweverManyStartTogether() throws Exception {
        Path log = checkOut();
        var processes = new ArrayList<Process>();
        for (int i = 0; i < 3; i++) {
            processes.add(start(Map.of(), folder.resolve(i + ".out"), folder.resolve(i + ".err"), "scan"));
        }
        for (int i = 0; i < 3; i++) {
            assertThat(processes.get(i).waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(processes.get(i).exitValue()).isZero();
            assertThat(Files.readString(folder.resolve(i + ".out"))).endsWith("pomona.jar\nscan\n");
        }
        assertThat(log).hasContent("begins\nends\n");
        assertThat(folder.resolve("release/cli/.building.lock")).doesNotExist();
    }

    @Test
    void buildsAgainAfterOneThatWasKilled() throws Exception {
        Path log = checkOut();
        Path lock = Files.createDirectories(folder.resolve("release/cli/.building.lock"));
        Process gone = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
        gone.waitFor();
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");
        assertThat(run(Map.of(), "scan").code()).isZero();
        assertThat(log).hasContent("begins\nends\n");
    }

    @Test
    void saysThatTheBuildFailed() throws Exception {
        checkOut();
        Files.writeString(folder.resolve("release/mvnw"), "#!/bin/sh\nexit 1\n");
        Pomona.Run run = run(Map.of(), "scan");
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("the build failed");
        assertThat(folder.resolve("release/cli/.building.lock")).doesNotExist();
    }
}
