// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.History;
import dev.pomona.model.report.Gap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The history of repositories that the real git made.
class HistoryCommandTest {

    private static final String AS_OF = "2026-01-31T00:00:00Z";

    @TempDir
    private Path home;

    private GitFolder git = null;
    private Running pomona = null;

    @BeforeEach
    void prepare() {
        git = GitFolder.init(home.resolve("orchard"));
        pomona = new Running(home);
    }

    private Running.Run history(String... more) {
        var words = new ArrayList<>(List.of("secrets", "history", "-f", "json", "--as-of", AS_OF));
        words.addAll(List.of(more));
        return pomona.run(git.folder(), words.toArray(String[]::new));
    }

    private static History historyOf(Finding finding) {
        History history = ((Detail.Secret) finding.detail()).history();
        if (history == null) throw new AssertionError("no history");
        return history;
    }

    private static String first(Finding finding) {
        History.Commit commit = historyOf(finding).first();
        return commit == null ? "none" : commit.id();
    }

    private static String last(Finding finding) {
        History.Commit commit = historyOf(finding).last();
        return commit == null ? "none" : commit.id();
    }

    private static String path(Finding finding) {
        return finding.locations().getFirst().path();
    }

    @Test
    void findsWhatWasDeletedLongAgo() {
        git.write("app.env", "A=1\nTOKEN=" + Planted.gitHub(1) + "\n");
        String came = git.commit("plant");
        for (int i = 0; i < 20; i++) git.write("tree.txt", "ring " + i).commit("grow " + i);
        String still = git.git("rev-parse", "HEAD");
        git.git("rm", "-q", "app.env");
        git.commit("fell");

        Running.Run run = history();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.secrets()).singleElement().satisfies(finding -> {
            assertThat(finding.rule().value()).isEqualTo("secret-github-personal-access-token");
            assertThat(finding.locations()).hasSize(1);
            assertThat(finding.locations().getFirst()).hasToString("app.env:2:7");
            assertThat(first(finding)).isEqualTo(came);
            assertThat(last(finding)).isEqualTo(still);
            assertThat(historyOf(finding).isReachable()).isTrue();
            assertThat(historyOf(finding).isPresent()).isFalse();
            assertThat(historyOf(finding).first().author()).isEqualTo("Jane <jane@example.org>");
        });
        assertThat(run.report().completeness().filesSeen()).isEqualTo(21);
        assertThat(pomona.run(git.folder(), "secrets", "history").out())
                .contains("1 secret in 21 contents", "gone since", "app.env");
    }

    @Test
    void findsWhatNoBranchLeadsTo() throws IOException {
        git.write("readme", "An orchard\n").commit("begin");
        git.git("checkout", "-q", "-b", "secret");
        git.write("branch.env", "TOKEN=" + Planted.gitHub(1)).commit("on a branch");
        git.git("checkout", "-q", "main");
        git.git("branch", "-q", "-D", "secret");
        git.write("stash.env", "TOKEN=" + Planted.gitHub(2));
        git.git("add", "-A");
        git.git("stash", "-q");
        git.write("staged.env", "TOKEN=" + Planted.gitHub(3));
        git.git("add", "-A");
        git.git("reset", "-q", "--hard");

        List<Finding> found = history().secrets();
        assertThat(found).hasSize(3);
        Finding branch = found.stream()
                .filter(one -> path(one).equals("branch.env"))
                .findFirst()
                .orElseThrow();
        assertThat(historyOf(branch).isReachable()).isFalse();
        Finding stash = found.stream()
                .filter(one -> path(one).equals("stash.env"))
                .findFirst()
                .orElseThrow();
        assertThat(historyOf(stash).isReachable()).isTrue();
        Finding staged = found.stream()
                .filter(one -> path(one).startsWith(".git/objects/"))
                .findFirst()
                .orElseThrow();
        assertThat(historyOf(staged).first()).isNull();
        Files.deleteIfExists(git.folder().resolve(".git/logs/HEAD"));
        assertThat(history().secrets()).hasSize(3);
        assertThat(pomona.run(git.folder(), "secrets", "history").out())
                .contains("on no branch any more", "in no commit");
        for (String format : List.of("sarif", "html", "gitlab-secrets")) {
            assertThat(pomona.run(git.folder(), "secrets", "history", "-f", format)
                            .code())
                    .as(format)
                    .isEqualTo(1);
        }
    }

    @Test
    void tellsOneSecretOnceWhateverItsVersionsAndNames() {
        for (int i = 0; i < 12; i++)
            git.write("app.env", "N=" + i + "\nTOKEN=" + Planted.gitHub(1)).commit("v" + i);
        git.git("mv", "app.env", "conf.env");
        git.commit("move");
        List<Finding> found = history().secrets();
        assertThat(found).hasSize(2);
        Finding present = found.stream()
                .filter(one -> historyOf(one).isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(path(present)).isEqualTo("conf.env");
        Finding scanned = pomona.run(git.folder(), "scan", "--only", "secrets", "-f", "json")
                .secrets()
                .getFirst();
        assertThat(present.fingerprint()).isEqualTo(scanned.fingerprint());
    }

    @Test
    void tellsGuessablePasswordsApart() {
        git.write("db.ini", "password = kX9v!pQ2mL7w\n").commit("first");
        git.write("db.ini", "password = Tz4#rW8nB1cY\n").commit("second");
        List<Finding> found = history().secrets();
        assertThat(found).hasSize(2);
        assertThat(found).extracting(Finding::fingerprint).doesNotHaveDuplicates();
    }

    @Test
    void givesTheSameReportFromWhatItRemembers() {
        git.write("app.env", "TOKEN=" + Planted.gitHub(1)).commit("plant");
        for (int i = 0; i < 10; i++)
            git.write("tree" + i, "ring ".repeat(i + 1)).commit("grow");
        String fresh = history().out();
        assertThat(history().out()).isEqualTo(fresh);
        assertThat(history("--no-cache").out()).isEqualTo(fresh);

        git.write("more.env", "TOKEN=" + Planted.gitHub(2)).commit("plant again");
        git.git("rm", "-q", "app.env");
        git.commit("fell");
        Running.Run more = history();
        assertThat(more.secrets()).hasSize(2);
        assertThat(more.out()).isEqualTo(history("--no-cache").out());

        git.git("gc", "-q", "--prune=now");
        assertThat(history().out()).isEqualTo(history("--no-cache").out());
        assertThat(history().secrets()).hasSize(2);
        assertThat(history("--secret-decode-depth", "0").out())
                .isEqualTo(history("--secret-decode-depth", "0", "--no-cache").out());
    }

    @Test
    void looksAtARangeOnly() {
        git.write("old.env", "TOKEN=" + Planted.gitHub(1)).commit("old");
        git.git("tag", "v1");
        git.write("new.env", "TOKEN=" + Planted.gitHub(2)).commit("new");
        assertThat(history("v1..").secrets())
                .singleElement()
                .satisfies(one -> assertThat(path(one)).isEqualTo("new.env"));
        assertThat(history("v1").secrets())
                .singleElement()
                .satisfies(one -> assertThat(path(one)).isEqualTo("old.env"));
        assertThat(pomona.run(home, "secrets", "history", "v1..main", "orchard", "-f", "json")
                        .secrets())
                .hasSize(1);
        Running.Run run = history("v2..");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("v2");
    }

    @Test
    void opensArchivesAndKnowsRulesByTheirPaths() throws IOException {
        Path zip = git.folder().resolve("fruit.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                var entries = new ZipOutputStream(out)) {
            entries.putNextEntry(new ZipEntry("conf/app.env"));
            entries.write(("TOKEN=" + Planted.gitHub(1)).getBytes(StandardCharsets.UTF_8));
        }
        String pass = "db.example.com:5432:orchard:keeper:" + "Vq7x" + "Rt2nLm9Zp4" + "\n";
        git.write(".pgpass", pass).write("notes/lines.txt", pass).commit("pack");
        git.git("rm", "-q", "fruit.zip", ".pgpass");
        git.commit("unpack");
        assertThat(history().secrets())
                .extracting(HistoryCommandTest::path)
                .containsExactlyInAnyOrder("fruit.zip!/conf/app.env", ".pgpass");
        assertThat(history("--max-archive-depth", "0").secrets()).hasSize(1);
    }

    @Test
    void appliesRulesThatGoByPathsAlone() throws IOException {
        git.write("keys/orchard.kdbx", "nothing that a rule knows\n").write("notes/orchard.txt", "text\n");
        String came = git.commit("plant");
        git.git("rm", "-q", "keys/orchard.kdbx");
        git.commit("fell");
        Files.writeString(home.resolve("paths.toml"), """
                [[rules]]
                id = "password-store"
                description = "Password store"
                path = \"\"\"\\.kdbx$\"\"\"
                """.replace("\"\"\"", "\'\'\'"));
        Running.Run run = history("--rules", home.resolve("paths.toml").toString());
        assertThat(run.secrets()).singleElement().satisfies(finding -> {
            assertThat(finding.rule().value()).isEqualTo("secret-password-store");
            assertThat(path(finding)).isEqualTo("keys/orchard.kdbx");
            assertThat(first(finding)).isEqualTo(came);
            assertThat(historyOf(finding).isPresent()).isFalse();
        });
        assertThat(history("--rules", home.resolve("paths.toml").toString()).out())
                .isEqualTo(run.out());
        assertThat(history().secrets()).isEmpty();
    }

    @Test
    void saysWhatIsNotThere() {
        for (int i = 0; i < 5; i++) git.write("tree", "ring " + i).commit("grow");
        Path clone = home.resolve("clone");
        git.git("clone", "-q", "--depth", "1", "file://" + git.folder(), clone.toString());
        Running.Run run = pomona.run(clone, "secrets", "history", "-f", "json");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.report().completeness().gaps())
                .anySatisfy(gap -> assertThat(gap.message()).contains("a shallow clone"));
        git.write("large.txt", "x".repeat(10_000)).commit("large");
        assertThat(history("--max-object-size", "4KB").report().completeness().gaps())
                .anySatisfy(gap -> assertThat(gap.kind()).isEqualTo(Gap.Kind.LIMIT));
        assertThat(pomona.run(home, "secrets", "history").code()).isEqualTo(2);
    }

    @Test
    void aFolderThatIsNotThereIsNoRange() {
        for (String folder : List.of("/no/such/folder", "./no-such-folder", "../no-such-folder", "no-such-folder/")) {
            Running.Run run = history(folder);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("there is no folder '%s'".formatted(folder));
        }
        assertThat(history("no-such-branch").err()).contains("the range 'no-such-branch'");
    }

    @Test
    void noticesAMissingContent() throws IOException {
        git.write("tree", "ring").commit("grow");
        String id = git.git("rev-parse", "HEAD:tree");
        Files.delete(git.folder().resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2)));
        assertThat(history().report().completeness().gaps())
                .anySatisfy(gap -> assertThat(gap.message()).contains("contents of files are missing"));
    }

    @Test
    void staysInsideOfTheFolder() throws IOException {
        git.write("app.env", "TOKEN=" + Planted.gitHub(1)).commit("plant");
        Path hostile = Files.createDirectories(home.resolve("hostile"));
        Files.writeString(hostile.resolve(".git"), "gitdir: " + git.folder().resolve(".git") + "\n");
        Running.Run run = pomona.run(hostile, "secrets", "history");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--outside");
        assertThat(pomona.run(hostile, "secrets", "history", "--outside", "-f", "json")
                        .secrets())
                .hasSize(1);
    }

    @Test
    void countsMarksOfTheNewestVersion() {
        git.write("app.env", "TOKEN=" + Planted.gitHub(1) + "\n").commit("plant");
        git.write("app.env", "TOKEN=" + Planted.gitHub(1) + " # pomona:allow reason=\"a dummy\"\n")
                .commit("mark");
        Running.Run run = history();
        assertThat(run.secrets())
                .singleElement()
                .satisfies(one -> assertThat(one.marks()).hasSize(1));
        assertThat(run.code()).isZero();
        assertThat(pomona.run(git.folder(), "secrets", "history").out())
                .contains("waived: ", "(a dummy)")
                .doesNotContain("null");
    }

    @Test
    void keepsAndShowsNothingOfASecret() throws IOException {
        String token = Planted.gitHub(1);
        String password = "kX9v!pQ2" + "mL7w";
        git.write("app.env", "TOKEN=" + token + "\nDB_PASSWORD='" + password + "'\n")
                .commit("plant");
        var shown = new StringBuilder();
        for (String format : List.of("table", "json", "sarif", "html", "gitlab-secrets")) {
            Running.Run run = pomona.run(git.folder(), "secrets", "history", "-f", format);
            assertThat(run.code()).isEqualTo(1);
            shown.append(run.out()).append(run.err());
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                if (!file.startsWith(git.folder())) shown.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(shown)
                .doesNotContain(token)
                .doesNotContain(token.substring(4, 20))
                .doesNotContain(password);
        assertThat(history().secrets()).hasSize(2);
    }

    @Test
    void matchesAPrivateKeyWithTheCertificateThatStoodBesideIt() throws Exception {
        KeyPair first = keyPair();
        KeyPair second = keyPair();
        git.write("tls/one.key", pem("PRIVATE KEY", first.getPrivate()))
                .write("tls/one.pub", pem("PUBLIC KEY", first.getPublic()))
                .write("two.key", pem("PRIVATE KEY", second.getPrivate()))
                .commit("keys, one of them alone");
        git.write("two.pub", pem("PUBLIC KEY", second.getPublic())).commit("the other public key");
        git.git("rm", "-q", "-r", ".");
        git.commit("fell");

        assertThat(history().secrets())
                .extracting(one -> ((Detail.Secret) one.detail()).proofReason())
                .containsExactlyInAnyOrder(
                        "its secret is in its curve's range, and it matches the public key in one.pub",
                        "its secret is in its curve's range, and it matches the public key in two.pub");
        git.write("three.key", pem("PRIVATE KEY", first.getPrivate()))
                .write("three.pub", pem("PUBLIC KEY", first.getPublic()));
        git.git("add", "-A");
        assertThat(pomona.run(git.folder(), "secrets", "staged", "-o", "json=staged.json")
                        .code())
                .isEqualTo(1);
        assertThat(Files.readString(git.folder().resolve("staged.json")))
                .contains("and it matches the public key in three.pub");
    }

    @Test
    void looksThroughFoldersOfManyKeys() throws Exception {
        KeyPair last = keyPair();
        for (int i = 0; i < 40; i++)
            git.write("tls/a%d.key".formatted(i), pem("PRIVATE KEY", keyPair().getPrivate()));
        git.write("tls/y.key", pem("PRIVATE KEY", last.getPrivate()))
                .write("tls/z.pub", pem("PUBLIC KEY", last.getPublic()))
                .commit("many keys");

        var run = history();
        assertThat(run.report().completeness().gaps()).isEmpty();
        assertThat(run.secrets())
                .hasSize(41)
                .extracting(one -> ((Detail.Secret) one.detail()).proofReason())
                .filteredOn(reason -> reason.contains("matches"))
                .containsExactly("its secret is in its curve's range, and it matches the public key in z.pub");
    }

    private static KeyPair keyPair() throws NoSuchAlgorithmException {
        return KeyPairGenerator.getInstance("EC").generateKeyPair();
    }

    private static String pem(String label, Key key) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
    }
}
