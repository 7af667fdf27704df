// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hooks that the real git runs. The program is the one under test, started by a script.
class HooksTest {

    @TempDir
    private Path home;

    private GitFolder git = null;
    private Running pomona = null;
    private Map<String, String> environment = Map.of();

    @BeforeEach
    void prepare() throws IOException {
        git = GitFolder.init(home.resolve("orchard"));
        pomona = new Running(home);
        Path bin = Files.createDirectories(home.resolve("bin"));
        Path script = bin.resolve("pomona");
        Files.writeString(script, """
                #!/bin/sh
                exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' dev.pomona.cli.Main "$@"
                """.formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"), System.getProperty("java.class.path")));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        environment = Map.of("PATH", bin + ":" + System.getenv("PATH"), "HOME", home.toString());
    }

    @Test
    void aCommitWithASecretIsRefused() {
        git.write("readme", "An orchard\n").commit("begin");
        assertThat(pomona.run(git.folder(), "secrets", "hook", "pre-commit").code())
                .isZero();
        git.write("app.env", "A=1\nTOKEN=" + Planted.gitHub(1) + "\n");
        git.git("add", "-A");
        GitFolder.Run refused = git.tryGit(environment, "commit", "-q", "-m", "plant");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err())
                .contains("the commit is refused", "app.env:2:7", "secret-github-personal-access-token", "pomona:allow")
                .doesNotContain(Planted.gitHub(1));
        git.write("app.env", "A=1\nTOKEN=$TOKEN\n");
        git.git("add", "-A");
        GitFolder.Run accepted = git.tryGit(environment, "commit", "-q", "-m", "plant");
        assertThat(accepted.code()).as(accepted.err()).isZero();
        assertThat(accepted.err()).isEmpty();
    }

    @Test
    void aPushWithASecretIsRefused() {
        GitFolder server = GitFolder.init(home.resolve("server.git"), "--bare");
        git.write("readme", "An orchard\n").commit("begin");
        git.git("push", "-q", server.folder().toString(), "main");
        assertThat(pomona.run(home, "secrets", "hook", "pre-receive", "server.git")
                        .code())
                .isZero();
        git.write("app.env", "TOKEN=" + Planted.gitHub(1) + "\n");
        String planted = git.commit("plant");
        git.git("rm", "-q", "app.env");
        git.commit("fell");
        GitFolder.Run refused =
                git.tryGit(environment, "push", "-q", server.folder().toString(), "main");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err())
                .contains(
                        "the push is refused",
                        "app.env:1:7",
                        "secret-github-personal-access-token",
                        planted,
                        "pomona:allow")
                .doesNotContain(Planted.gitHub(1));
        git.git("reset", "-q", "--hard", "HEAD~2");
        git.write("tree", "ring").commit("grow");
        GitFolder.Run accepted =
                git.tryGit(environment, "push", "-q", server.folder().toString(), "main");
        assertThat(accepted.code()).as(accepted.err()).isZero();
        assertThat(git.tryGit(environment, "push", "-q", server.folder().toString(), ":main", "HEAD:refs/heads/x")
                        .code())
                .isNotEqualTo(2);
    }

    @Test
    void aPushIsToldWhatMarksLetPass() throws IOException {
        GitFolder server = GitFolder.init(home.resolve("server.git"), "--bare");
        assertThat(pomona.run(home, "secrets", "hook", "pre-receive", "server.git")
                        .code())
                .isZero();
        git.write("app.env", "TOKEN=" + Planted.gitHub(1) + " # pomona:allow reason=\"a dummy\"\n");
        String planted = git.commit("plant");
        String address = server.folder().toString();
        GitFolder.Run accepted = git.tryGit(environment, "push", "-q", address, "main");
        assertThat(accepted.code()).as(accepted.err()).isZero();
        assertThat(accepted.err())
                .contains("let pass, as marks in the files allow it: a secret", "app.env:1:7", planted)
                .doesNotContain("refused", Planted.gitHub(1));
        // a policy that gives marks no weight refuses the same
        Path policy = home.resolve("strict.yaml");
        Files.writeString(policy, """
                version: 1
                owner: keeper@example.org
                marks: ignore
                rules:
                  - id: no-secrets
                    for: finding
                    level: deny
                    when: finding.kind == "secret"
                    message: a secret
                """);
        Files.delete(server.folder().resolve("hooks/pre-receive"));
        Path hook = server.folder().resolve("hooks/pre-receive");
        Files.writeString(hook, "#!/bin/sh\nexec pomona secrets pre-receive --policy '" + policy + "'\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        git.write("app.env", "TOKEN=" + Planted.gitHub(2) + " # gitleaks:allow\n")
                .commit("plant more");
        GitFolder.Run refused = git.tryGit(environment, "push", "-q", address, "main");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains("the push is refused").doesNotContain("let pass");
    }

    @Test
    void looksAtNothingButWhatIsStaged() {
        git.write("old.env", "TOKEN=" + Planted.gitHub(1)).commit("old");
        git.write("loose.env", "TOKEN=" + Planted.gitHub(2));
        assertThat(pomona.run(git.folder(), "secrets", "staged").code()).isZero();
        git.write("clean.txt", "nothing");
        git.git("add", "clean.txt");
        assertThat(pomona.run(git.folder(), "secrets", "staged").code()).isZero();
        git.git("add", "loose.env");
        Running.Run run = pomona.run(git.folder(), "secrets", "staged", "-o", "json=report.json");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("loose.env").doesNotContain("old.env");
        assertThat(git.folder().resolve("report.json")).isRegularFile();
        git.write("loose.env", "TOKEN=" + Planted.gitHub(2) + " # pomona:allow reason=dummy\n");
        git.git("add", "loose.env");
        assertThat(pomona.run(git.folder(), "secrets", "staged").code()).isZero();
    }

    @Test
    void looksBeforeTheFirstCommitToo() {
        git.write("app.env", "TOKEN=" + Planted.gitHub(1));
        git.git("add", "-A");
        assertThat(pomona.run(git.folder(), "secrets", "staged").code()).isEqualTo(1);
    }

    @Test
    void neverChangesAHookThatIsThere() throws IOException {
        Path hook = git.folder().resolve(".git/hooks/pre-commit");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\nexit 0\n");
        Running.Run run = pomona.run(git.folder(), "secrets", "hook", "pre-commit");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("pomona secrets staged");
        assertThat(Files.readString(hook)).isEqualTo("#!/bin/sh\nexit 0\n");
        assertThat(pomona.run(git.folder(), "secrets", "hook", "post-merge").code())
                .isEqualTo(2);
        git.git("config", "core.hooksPath", "elsewhere");
        assertThat(pomona.run(git.folder(), "secrets", "hook", "pre-receive").err())
                .contains("core.hooksPath");
    }

    @Test
    void refusesWhatNoHookSays() {
        git.write("readme", "An orchard\n").commit("begin");
        for (String input : List.of("nonsense\n", "0 1 refs/heads/main\n")) {
            Running.Run run = pomona.runWithInput(input, git.folder(), "secrets", "pre-receive");
            assertThat(run.code()).as(input).isEqualTo(2);
        }
        assertThat(pomona.runWithInput("", git.folder(), "secrets", "pre-receive")
                        .code())
                .isZero();
    }

    @Test
    void readsTheFoldersThatGitQuotes() {
        assertThat(Repositories.alternates("/a:\"/b\\\"c:d\":e", Path.of("/base")))
                .containsExactly(Path.of("/a"), Path.of("/b\"c:d"), Path.of("/base/e"));
        assertThat(Repositories.alternates("", Path.of("/base"))).isEmpty();
    }
}
