// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.mark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.finding.AllowMark;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowancesTest {

    private static final String SECRET = "kX9vQ2mZ7pL4";

    @Test
    void readsAllOfOurMark() {
        AllowMark mark = covering("""
                a
                key = "%s" # pomona:allow secret-one, two until=2027-01-31 owner=ann@example.org reason=only for the demo
                """).orElseThrow();
        assertThat(mark.syntax()).isEqualTo("pomona:allow");
        assertThat(mark.rules()).containsExactly("secret-one", "two");
        assertThat(mark.until()).isEqualTo(LocalDate.of(2027, 1, 31));
        assertThat(mark.owner()).isEqualTo("ann@example.org");
        assertThat(mark.reason()).isEqualTo("only for the demo");
        assertThat(mark.at()).hasToString("dir/file:2:24");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pomona:allow", "gitleaks:allow"})
    void countsInALongLineOnlyNearTheSecret(String mark) {
        String code = "a(b);";
        assertThat(covering("x=%s;" + code.repeat(40) + "/* " + mark + " */")).isPresent();
        assertThat(covering("/* " + mark + " */" + code.repeat(40) + "x=%s;")).isPresent();
        assertThat(covering("x=%s;" + code.repeat(60) + "/* " + mark + " */")).isEmpty();
        assertThat(covering("/* " + mark + " */" + code.repeat(60) + "x=%s;")).isEmpty();
    }

    @Test
    void takesFieldsInAnyOrderAndQuoted() {
        AllowMark mark = covering("x=%s /* pomona:allow reason=\"a, owner=b\" until=2027-01-31 owner=größe */")
                .orElseThrow();
        assertThat(mark.rules()).isEmpty();
        assertThat(mark.reason()).isEqualTo("a, owner=b");
        assertThat(mark.owner()).isEqualTo("größe");
        assertThat(mark.until()).isEqualTo(LocalDate.of(2027, 1, 31));
    }

    @ParameterizedTest
    @CsvSource({
        "one, true",
        "secret-one, true",
        "two, true",
        "secret-two, true",
        "three, false",
        "secret-on, false",
    })
    void knowsRulesWithAndWithoutTheirArea(String rule, boolean covered) {
        byte[] text = ("x=" + SECRET + " // pomona:allow secret-one,two").getBytes(UTF_8);
        assertThat(Allowances.none()
                        .covers("f", 1, rule, text, 2, 2 + SECRET.length())
                        .isPresent())
                .isEqualTo(covered);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x=%s # pomona:allow",
                "x=%s # pomona:allow secret-one",
                "x=%s # gitleaks:allow",
                "x=%s #gitleaks:allow",
                "x=%s // betterleaks:allow because",
                "x=%s trufflehog:ignore",
                "x=%s # ggignore",
                "x=%s // secretlint-disable-line",
                "x=%s # pragma: allowlist secret",
                "x=%s  #pragma:allowlist-secret",
                "x=%s // pragma: whitelist secret",
                "x=%s /* pragma: allowlist secret */",
                "x=%s ' pragma: allowlist secret",
                "x=%s -- pragma: allowlist secret",
                "x=%s <!-- pragma: allowlist secret -->",
                "# pomona:allow\nx=%s",
                "  // pomona:allow secret-one reason=x\r\nx=%s\r\n",
                "<!-- pomona:allow -->\nx=%s",
                "REM pomona:allow\nx=%s",
                "/* pomona:allow */\nx=%s",
                "# gitleaks:allow\nx=%s",
                "# pragma: allowlist nextline secret\nx=%s",
                "// pragma: allowlist-nextline-secret\nx=%s",
                "// secretlint-disable-next-line\nx=%s",
            })
    void seesMarks(String text) {
        assertThat(covering(text)).as(text).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x=%s",
                "x=%s # pomona:allow secret-two",
                "x=%s # pomona:allow until=2027-02-31",
                "x=%s # pomona:allow until=soon",
                "x=%s # pomona:allow until=+999999999-12-31",
                "x=%s # pomona:allow untill=2027-01-31",
                "x=%s # pomona:allow reason=\"open",
                "x=%s # pomona:allow it's fine",
                "x=%s pragma: allowlist secret",
                "x=%s # pragma: allow secret",
                "x=%s # pragma: allowlist nextline secret",
                "x=%s // secretlint-disable-next-line",
                "y=1 # pomona:allow\nx=%s",
                "y=1 # gitleaks:allow\nx=%s",
                "y=1 # pragma: allowlist nextline secret\nx=%s",
                "# pomona:allow\n\nx=%s",
                "x=%s\n# pomona:allow",
                "# see pomona:allow\nx=%s",
                "x=%s # nosecret",
                "x=%s # loggignore",
            })
    void seesNoMarkWhereNoneIs(String text) {
        assertThat(covering(text)).as(text).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithOurMark() {
        assertThat(problem("x=%s # pomona:allow until=2027-02-31"))
                .contains("pomona:allow: until='2027-02-31' is no date like 2027-01-31");
        assertThat(problem("# pomona:allow untill=2027-01-31\nx=%s"))
                .contains("pomona:allow: there is no field 'untill'");
        assertThat(problem("x=%s # pomona:allow until=2027-01-31")).isEmpty();
        assertThat(problem("x=%s")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/* pomona:allow reason=why */ x=%s;",
                "/* pomona:allow reason=why */ x=%s; y=%s;",
                "{\"c\": \"pomona:allow reason=why\", \"x\": \"%s\"}",
                "{\"c\": \"pomona:allow reason=why\", \"x\": \"%s\", \"y\": \"%s\"}",
                "<!-- pomona:allow reason=why --><x>%s</x>",
                "x=%s /* pomona:allow reason=why */ y=%s;",
            })
    void showsNothingOfSecretsInReasons(String text) {
        byte[] bytes = text.replace("%s", SECRET).getBytes(UTF_8);
        int start = text.indexOf("%s");
        int last = text.replace("%s", SECRET).lastIndexOf(SECRET);
        for (int at : new int[] {start, last}) {
            AllowMark mark = Allowances.none()
                    .covers("f", 1, "one", bytes, at, at + SECRET.length())
                    .orElseThrow();
            assertThat(mark.reason()).as(text).startsWith("why").doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# pomona:allow %s\nx=%s",
                "# pomona:allow until=%s\nx=%s",
                "# pomona:allow until=2027-01-31 or %s\nx=%s",
                "# pomona:allow Passwordlongerthanafield=%s\nx=%s",
                "# pomona:allow \"%s\"\nx=%s",
                "# pomona:allow reason=\"%s\nx=%s",
            })
    void showsNothingOfSecretsInProblems(String text) {
        byte[] bytes = text.replace("%s", SECRET).getBytes(UTF_8);
        int start = text.replace("%s", SECRET).lastIndexOf(SECRET);
        assertThat(Allowances.none().problem(bytes, start, start + SECRET.length()))
                .hasValueSatisfying(
                        problem -> assertThat(problem).doesNotContain(SECRET).doesNotContain("Password"));
    }

    @Test
    void takesNoMarkOutOfTheSecretItself() {
        String secret = "a pomona:allow b";
        byte[] bytes = ("x=\"" + secret + "\"").getBytes(UTF_8);
        assertThat(Allowances.none().covers("f", 1, "one", bytes, 3, 3 + secret.length()))
                .isEmpty();
        byte[] beside = ("x=\"" + secret + "\" # pomona:allow").getBytes(UTF_8);
        assertThat(Allowances.none().covers("f", 1, "one", beside, 3, 3 + secret.length()))
                .isPresent();
    }

    @Test
    @Timeout(10)
    void readsMarksThatAreMadeToTakeLongInNoTime() {
        for (String part : new String[] {"*)", "a-", "a=", " ", "\"", "pomona:allow", "pragma:", ",", "until="}) {
            byte[] bytes = ("x=" + SECRET + " pomona:allow " + part.repeat(100_000)).getBytes(UTF_8);
            for (int end : new int[] {2 + SECRET.length(), bytes.length}) {
                Allowances.none().covers("f", 1, "one", bytes, 2, end);
                Allowances.none().problem(bytes, 2, end);
            }
            Allowances.none().covers("f", 1, "one", bytes, bytes.length - 9, bytes.length);
        }
    }

    @Test
    void seesMarksAtBothEndsOfASecretOfSeveralLines() {
        String key = "-----BEGIN X-----\nabc\n-----END X-----";
        for (String text : new String[] {key + " # gitleaks:allow", "# pomona:allow\n" + key}) {
            byte[] bytes = text.getBytes(UTF_8);
            int start = text.indexOf(key);
            AllowMark mark = Allowances.none()
                    .covers("f", text.startsWith("#") ? 2 : 1, "one", bytes, start, start + key.length())
                    .orElseThrow();
            assertThat(mark.at().line()).isEqualTo(text.startsWith("#") ? 1 : 3);
        }
    }

    @Test
    void readsFingerprintsOfGitleaks() {
        Allowances allowances = Allowances.of(Map.of(".gitleaksignore", """
                # known
                src/a.py:generic-api-key:12

                .\\src\\b.py:aws:3
                0123456789abcdef0123456789abcdef01234567:src/c.py:aws:4
                C:/x/d.py:aws:5
                nonsense
                a:b:c
                """.getBytes(UTF_8)));
        assertThat(file(allowances, null, "src/a.py", 12).orElseThrow()).satisfies(mark -> {
            assertThat(mark.syntax()).isEqualTo(".gitleaksignore");
            assertThat(mark.rules()).isEmpty();
            assertThat(mark.reason()).isEqualTo("ignored there as generic-api-key");
            assertThat(mark.at()).hasToString(".gitleaksignore:2:1");
        });
        assertThat(file(allowances, null, "src/a.py", 13)).isEmpty();
        assertThat(file(allowances, null, "src/b.py", 3)).isPresent();
        assertThat(file(allowances, null, "src/c.py", 4)).isEmpty();
        assertThat(file(allowances, "0123456789abcdef0123456789abcdef01234567", "src/c.py", 4))
                .isPresent();
        assertThat(file(allowances, "f".repeat(40), "src/c.py", 4)).isEmpty();
        assertThat(file(allowances, "f".repeat(40), "src/a.py", 12)).isPresent();
        assertThat(allowances.problems())
                .containsExactly(
                        ".gitleaksignore:7: not a fingerprint: file:rule:line is expected",
                        ".gitleaksignore:8: not a fingerprint: file:rule:line is expected");
    }

    @Test
    void readsBaselinesOfDetectSecrets() throws Exception {
        String baseline = """
                {"version": "1.5.0", "results": {
                  "src/a.py": [
                    {"type": "Secret Keyword", "filename": "src/a.py", "hashed_secret": "%s", "is_verified": false, "line_number": 9}
                  ],
                  "src/b.py": [{"type": "Secret Keyword", "hashed_secret": "%s", "line_number": 9, "is_secret": true}],
                  "src/c.py": [{"type": "Secret Keyword", "hashed_secret": "%s", "line_number": 9, "is_secret": false}],
                  "src/d.pem": [{"type": "Private Key", "hashed_secret": "%s", "line_number": 1}]
                }}
                """.formatted(sha1(SECRET), sha1(SECRET), sha1(SECRET), sha1("BEGIN X KEY"));
        Allowances allowances = Allowances.of(Map.of(".secrets.baseline", baseline.getBytes(UTF_8)));
        assertThat(file(allowances, null, "src/a.py", 1).orElseThrow()).satisfies(mark -> {
            assertThat(mark.syntax()).isEqualTo(".secrets.baseline");
            assertThat(mark.reason()).isEqualTo("known there as Secret Keyword");
            assertThat(mark.at()).hasToString(".secrets.baseline:3:5");
        });
        assertThat(file(allowances, null, "src/b.py", 9)).isEmpty();
        assertThat(file(allowances, null, "src/c.py", 9).orElseThrow().reason())
                .startsWith("audited there as no secret");
        assertThat(file(allowances, null, "src/x.py", 9)).isEmpty();
        byte[] pem = "-----BEGIN X KEY-----\nabc".getBytes(UTF_8);
        assertThat(allowances.covers("src/d.pem", 1, "x", pem, 0, pem.length)).isPresent();
        assertThat(allowances.problems()).isEmpty();
    }

    @Test
    void saysWhatItCouldNotRead() {
        assertThat(Allowances.of(Map.of(".secrets.baseline", "{".getBytes(UTF_8)))
                        .problems())
                .hasSize(1);
        assertThat(Allowances.of(Map.of(".secrets.baseline", "[]".getBytes(UTF_8)))
                        .problems())
                .hasSize(1);
        assertThat(Allowances.of(Map.of("other", "{".getBytes(UTF_8))).problems())
                .isEmpty();
    }

    @Test
    void hasADigestOfWhatItRead() {
        String none = Allowances.none().digest();
        String one = Allowances.of(Map.of(".gitleaksignore", "a:b:1".getBytes(UTF_8)))
                .digest();
        assertThat(none).hasSize(64).isNotEqualTo(one);
        assertThat(one)
                .isEqualTo(Allowances.of(Map.of(".gitleaksignore", "a:b:1".getBytes(UTF_8), "other", new byte[1]))
                        .digest());
        assertThat(one)
                .isNotEqualTo(Allowances.of(Map.of(".gitleaksignore", "a:b:2".getBytes(UTF_8)))
                        .digest());
        assertThat(one)
                .isNotEqualTo(Allowances.of(Map.of(".betterleaksignore", "a:b:1".getBytes(UTF_8)))
                        .digest());
    }

    @Test
    void takesAnyBytesAndLinesOfAnyLength() {
        Random random = new Random(7);
        String[] pieces = {
            "pomona:allow",
            " ",
            "until=",
            "2027-01-31",
            "\"",
            ",",
            "reason=",
            "a-b",
            "\n",
            "#",
            "pragma: allowlist",
            "secret",
            "=",
            "*/",
            "é",
            "\r",
            "owner="
        };
        for (int round = 0; round < 20_000; round++) {
            StringBuilder built = new StringBuilder();
            for (int i = random.nextInt(16); i >= 0; i--) built.append(pieces[random.nextInt(pieces.length)]);
            byte[] text = built.toString().getBytes(UTF_8);
            int start = random.nextInt(text.length + 1);
            int end = start + random.nextInt(text.length - start + 1);
            Optional<AllowMark> mark = Allowances.none().covers("f", 1, "one", text, start, end);
            if (mark.isPresent()) assertThat(mark.get().at().line()).isPositive();
            assertThat(Allowances.none().problem(text, start, end)).isNotNull();
        }
        byte[] line = new byte[10 << 20];
        java.util.Arrays.fill(line, (byte) 'x');
        long before = System.nanoTime();
        for (int at = 0; at + 20 < line.length; at += 4096) Allowances.none().covers("f", 1, "one", line, at, at + 20);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void readsBrokenIgnoreFilesWithoutThrowing() {
        Random random = new Random(8);
        byte[] whole = "{\"results\": {\"a\": [{\"hashed_secret\": \"x\", \"type\": 1}]}}".getBytes(UTF_8);
        for (int round = 0; round < 5_000; round++) {
            byte[] cut = java.util.Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            if (cut.length > 0) cut[random.nextInt(cut.length)] = (byte) random.nextInt(256);
            assertThat(Allowances.of(Map.of(".secrets.baseline", cut, ".gitleaksignore", cut))
                            .digest())
                    .hasSize(64);
        }
    }

    private static Optional<AllowMark> file(Allowances allowances, String commit, String path, int line) {
        byte[] text = ("x=" + SECRET).getBytes(UTF_8);
        return allowances.covers(commit, path, line, "one", text, 2, text.length);
    }

    private static Optional<AllowMark> covering(String template) {
        String text = template.replace("%s", SECRET);
        int start = text.indexOf(SECRET);
        int line = 1
                + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
        return Allowances.none().covers("dir/file", line, "one", text.getBytes(UTF_8), start, start + SECRET.length());
    }

    private static Optional<String> problem(String template) {
        String text = template.replace("%s", SECRET);
        int start = text.indexOf(SECRET);
        return Allowances.none().problem(text.getBytes(UTF_8), start, start + SECRET.length());
    }

    private static String sha1(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
    }
}
