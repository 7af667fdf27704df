// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.gitleaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pomona.scanners.secrets.rule.SecretRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GitleaksReaderTest {

    @Test
    void readsRules() {
        GitleaksRules read = read("""
                title = "ours"
                minVersion = "v8.25.0"

                [[rules]]
                id = "Acme_Token"
                description = "Acme token"
                regex = '''acme_([a-z]+)_([0-9]{6})'''
                secretGroup = 2
                entropy = 2.5
                keywords = ["ACME_", "acme_"]
                path = '''\\.conf$'''
                tags = ["acme", "token"]

                [[rules]]
                id = "key-file"
                path = '''(^|/)id_rsa$'''
                """);
        assertThat(read.rules()).extracting(rule -> rule.rule().id()).containsExactly("acme-token", "key-file");
        ForeignRule acme = read.rules().getFirst();
        assertThat(acme.sourceId()).isEqualTo("Acme_Token");
        assertThat(acme.rule().ruleId()).hasToString("secret-acme-token");
        assertThat(acme.rule().summary()).isEqualTo("Acme token");
        assertThat(acme.rule().shape()).isEqualTo(new SecretRule.Shape.Token("acme_([a-z]+)_([0-9]{6})"));
        assertThat(acme.rule().keywords()).containsExactly("acme_");
        assertThat(acme.rule().entropy()).isGreaterThan(2.5).isLessThan(2.5001);
        assertThat(acme.secretGroup()).isEqualTo(2);
        assertThat(acme.path()).isEqualTo("\\.conf$");
        assertThat(acme.wholeFile()).isFalse();
        assertThat(acme.tags()).containsExactly("acme", "token");
        ForeignRule file = read.rules().get(1);
        assertThat(file.wholeFile()).isTrue();
        assertThat(file.rule().summary()).isEqualTo("key-file");
        assertThat(file.rule().keywords()).isEmpty();
        assertThat(read.keepsBuiltIn()).isFalse();
        assertThat(read.notes()).isEmpty();
    }

    @Test
    void readsAllowlistsOfBothForms() {
        GitleaksRules read = read("""
                [[rules]]
                id = "new"
                regex = 'x'
                [[rules.allowlists]]
                description = "one"
                condition = "AND"
                regexTarget = "line"
                regexes = ['a', 'b']
                stopWords = ["Foo"]
                [[rules.allowlists]]
                commits = ["ABCDEF"]

                [[rules]]
                id = "old"
                regex = 'y'
                [rules.allowlist]
                paths = ['go\\.sum$']

                [allowlist]
                regexes = ['c']
                """);
        assertThat(read.rules().getFirst().allowlists())
                .containsExactly(
                        new Allowlist(
                                "one",
                                true,
                                List.of(),
                                List.of(),
                                List.of("a", "b"),
                                Allowlist.Target.LINE,
                                List.of("foo"),
                                List.of()),
                        new Allowlist(
                                "",
                                false,
                                List.of("abcdef"),
                                List.of(),
                                List.of(),
                                Allowlist.Target.SECRET,
                                List.of(),
                                List.of()));
        assertThat(read.rules().get(1).allowlists()).hasSize(1);
        assertThat(read.allowlists()).hasSize(1);
    }

    @Test
    void givesAllowlistsToTheRulesThatTheyName() {
        GitleaksRules read = read("""
                [[rules]]
                id = "one"
                regex = 'x'
                [[rules]]
                id = "two"
                regex = 'x'
                [[allowlists]]
                targetRules = ["one"]
                paths = ['p']
                [[allowlists]]
                stopwords = ["q"]
                """);
        assertThat(read.rules().getFirst().allowlists()).hasSize(1);
        assertThat(read.rules().get(1).allowlists()).isEmpty();
        assertThat(read.allowlists()).hasSize(1);
    }

    @Test
    void keepsTheBuiltInRulesOn() {
        GitleaksRules read = read("""
                [extend]
                useDefault = true
                disabledRules = ["b", "a"]
                [[rules]]
                id = "generic-api-key"
                [[rules.allowlists]]
                regexes = ['x']
                [[allowlists]]
                targetRules = ["aws-access-token"]
                regexes = ['y']
                """);
        assertThat(read.keepsBuiltIn()).isTrue();
        assertThat(read.disabled()).containsExactly("a", "b");
        assertThat(read.rules()).isEmpty();
        assertThat(read.allowlists())
                .extracting(Allowlist::targetRules)
                .containsExactlyInAnyOrder(List.of("generic-api-key"), List.of("aws-access-token"));
        assertThat(read.notes()).hasSize(1).first().asString().startsWith("rules.toml:4:");
    }

    @Test
    void joinsAFileWithTheOneThatItExtends() {
        Map<String, String> files = Map.of("base.toml", """
                [[rules]]
                id = "one"
                description = "base"
                regex = 'base(x)'
                keywords = ["base"]
                secretGroup = 1
                [[rules]]
                id = "off"
                regex = 'x'
                [[rules]]
                id = "three"
                regex = 'z'
                [allowlist]
                paths = ['base']
                """);
        GitleaksRules read = GitleaksReader.read(
                "rules.toml", """
                [extend]
                path = "base.toml"
                disabledRules = ["off"]
                [[rules]]
                id = "one"
                entropy = 3
                keywords = ["own"]
                [[rules]]
                id = "two"
                regex = 'y'
                [allowlist]
                paths = ['own']
                """, path -> Optional.ofNullable(files.get(path)), JavaPatterns::compile);
        assertThat(read.rules()).extracting(ForeignRule::sourceId).containsExactly("one", "three", "two");
        ForeignRule one = read.rules().getFirst();
        assertThat(one.rule().summary()).isEqualTo("base");
        assertThat(one.rule().shape()).isEqualTo(new SecretRule.Shape.Token("base(x)"));
        assertThat(one.rule().keywords()).containsExactly("base", "own");
        assertThat(one.rule().entropy()).isGreaterThan(3);
        assertThat(one.secretGroup()).isEqualTo(1);
        assertThat(read.allowlists()).extracting(Allowlist::paths).containsExactly(List.of("own"), List.of("base"));
    }

    @Test
    void endsWhenFilesExtendEachOther() {
        String text = "[extend]\npath = 'rules.toml'\n[[rules]]\nid = 'a'\nregex = 'x'\n";
        GitleaksRules read = GitleaksReader.read("rules.toml", text, _ -> Optional.of(text), JavaPatterns::compile);
        assertThat(read.rules()).hasSize(1);
        assertThat(read.notes()).hasSize(1);
    }

    @Test
    void pointsAtWhatIsWrong() {
        GitleaksException e = catchThrowableOfType(GitleaksException.class, () -> read("""
                [[rules]]
                id = "one"
                regex = '''abc(def'''
                [[rules]]
                regex = 'x'
                [[rules]]
                id = "three"
                [[rules]]
                id = "four"
                regex = '(x)'
                secretGroup = 2
                keywords = "x"
                [[rules]]
                id = "five"
                regex = 'x'
                [[rules.allowlists]]
                condition = "XOR"
                regexTarget = "file"
                paths = ['ok', '*']
                [[rules.allowlists]]
                description = "empty"
                [[allowlists]]
                targetRules = ["six"]
                paths = ['x']
                """));
        assertThat(e.problems())
                .anySatisfy(problem -> assertThat(problem).isEqualTo("""
                        rules.toml:3:9: rule 'one': Unclosed group
                          abc(def
                                 ^"""))
                .anySatisfy(problem -> assertThat(problem).isEqualTo("rules.toml:4:3: a rule without an id"))
                .anySatisfy(problem -> assertThat(problem).contains("rule 'three': it has neither regex nor path"))
                .anySatisfy(
                        problem -> assertThat(problem).contains("rule 'four': secretGroup is 2, but its regex has 1"))
                .anySatisfy(problem ->
                        assertThat(problem).isEqualTo("rules.toml:12:12: 'keywords' must be a list of texts"))
                .anySatisfy(problem -> assertThat(problem).startsWith("rules.toml:17:13: 'condition'"))
                .anySatisfy(problem -> assertThat(problem).startsWith("rules.toml:18:15: 'regexTarget'"))
                .anySatisfy(problem -> assertThat(problem).startsWith("rules.toml:19:16: allowlist, paths: "))
                .anySatisfy(problem -> assertThat(problem).contains("an allowlist without commits"))
                .anySatisfy(problem -> assertThat(problem).contains("rules.toml:23:15: the rule 'six' does not exist"))
                .hasSize(10);
        assertThat(e).hasMessageContaining("rule 'one'").hasMessageContaining("rule 'four'");
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThatThrownBy(() -> read("[[rules]\n"))
                .isInstanceOf(GitleaksException.class)
                .hasMessageStartingWith("rules.toml:1:");
        assertThatThrownBy(() -> read("[extend]\npath = 'x'\n"))
                .hasMessageContaining("rules.toml:2:8: 'x', which rules.toml extends");
        assertThatThrownBy(() -> read("[extend]\npath = 'x'\nuseDefault = true\n"))
                .hasMessageContaining("exclude each other");
        assertThatThrownBy(() -> read("[[rules]]\nid='a-b'\nregex='x'\n[[rules]]\nid='a_b'\nregex='x'\n"))
                .hasMessageContaining("the same as 'a-b'");
        assertThatThrownBy(() -> read("rules = 1")).hasMessageContaining("list of tables");
    }

    @Test
    void saysWhatMeansNothingHere() {
        GitleaksRules read = read("""
                [[rules]]
                id = "one"
                regex = 'x'
                colour = "red"
                [[rules.required]]
                id = "two"
                [[rules]]
                id = "two"
                regex = 'x'
                skipReport = true
                """);
        assertThat(read.rules()).hasSize(1);
        assertThat(read.notes())
                .hasSize(3)
                .anySatisfy(note -> assertThat(note).isEqualTo("rules.toml:4:1: 'colour' means nothing here"));
    }

    @Test
    void letsOnlyItsOwnExceptionOut() {
        String whole = """
                [extend]
                path = "b"
                [[rules]]
                id = "one"
                regex = '''a(b)'''
                entropy = 3.5
                keywords = ["a"]
                [rules.allowlist]
                regexes = ['''x''']
                [[allowlists]]
                targetRules = ["one"]
                paths = ["y"]
                """;
        Random random = new Random(11);
        int good = 0;
        for (int round = 0; round < 4_000; round++) {
            StringBuilder text = new StringBuilder(whole.substring(0, random.nextInt(whole.length() + 1)));
            for (int i = random.nextInt(4); i > 0 && !text.isEmpty(); i--) {
                text.setCharAt(random.nextInt(text.length()), "[]'\"=\n.x1(#{".charAt(random.nextInt(12)));
            }
            try {
                GitleaksReader.read(
                        "f", text.toString(), _ -> Optional.of("[[rules]]\nid='b'\npath='x'\n"), JavaPatterns::compile);
                good++;
            } catch (GitleaksException e) {
                assertThat(e.problems()).isNotEmpty();
            }
        }
        assertThat(good).isPositive();
    }

    private static GitleaksRules read(String text) {
        return GitleaksReader.read("rules.toml", text, _ -> Optional.empty(), JavaPatterns::compile);
    }
}
