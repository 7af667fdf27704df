// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.store.estate.OwnershipStore;
import dev.pomona.store.estate.OwnershipStore.Rule;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnersTest {

    @ParameterizedTest
    @CsvSource({
        "*, a/b.js, true",
        "*.js, a/b.js, true",
        "*.js, a/b.ts, false",
        "/build/logs/, build/logs/x/y, true",
        "/build/logs/, a/build/logs/x, false",
        "docs/*, docs/getting-started.md, true",
        "docs/*, docs/build-app/troubleshooting.md, false",
        "apps/, x/apps/y/z, true",
        "/docs/, docs/a, true",
        "/docs/, x/docs/a, false",
        "**/logs, build/logs, true",
        "**/logs, deeply/nested/logs/a, true",
        "/apps/github, apps/github/x, true",
        "package.json, web/package.json, true",
        "/package.json, web/package.json, false",
        "src/**/test, src/a/b/test/c, true",
        "a?c, x/abc, true",
        "a?c, x/a/c, false",
    })
    void patternsMatchAsTheHostsHaveIt(String pattern, String path, boolean matches) {
        assertThat(CodeOwnersPattern.of(pattern).matches(path)).isEqualTo(matches);
    }

    @Test
    void theLastRuleThatMatchesCounts() {
        List<Rule> rules = CodeOwnersFile.read("""
                # everything
                *       @org/all
                *.js    @org/web jane@example.org # and a remark
                /docs/  @org/docs
                /docs/old/
                a\\ b/  @blank
                !x      @never
                """).rules();
        assertThat(Owners.of(rules, "src/a.js")).containsExactly("@org/web", "jane@example.org");
        assertThat(Owners.of(rules, "docs/a.js")).containsExactly("@org/docs");
        assertThat(Owners.of(rules, "docs/old/a")).isEmpty();
        assertThat(Owners.of(rules, "a b/c")).containsExactly("@blank");
        assertThat(Owners.of(rules, "")).containsExactly("@org/all");
        assertThat(Owners.of(rules, "pom.xml")).containsExactly("@org/all");
    }

    @Test
    void sectionsGiveTheirOwnersToLinesWithout() {
        assertThat(CodeOwnersFile.read("""
                [Docs][2] @docs
                *.md
                *.txt @txt
                ^[Optional]
                *.x
                """).rules())
                .containsExactly(
                        new Rule("*.md", List.of("@docs")),
                        new Rule("*.txt", List.of("@txt")),
                        new Rule("*.x", List.of()));
    }

    @Test
    void cataloguesNameTheOwnersOfComponents() {
        assertThat(CatalogueFile.read("""
                apiVersion: backstage.io/v1alpha1
                kind: Component
                metadata:
                  name: shop
                  annotations:
                    github.com/project-slug: acme/shop
                spec:
                  owner: group:default/team-a
                ---
                kind: System
                metadata: {name: all}
                spec: {owner: nobody}
                ---
                kind: Component
                metadata: {name: lost}
                """)).containsExactly(new CatalogueFile.Entity("shop", "team-a", "acme/shop"));
        assertThatThrownBy(() -> CatalogueFile.read("a: [")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingForeignBreaksTheReaders() {
        var random = new Random(5);
        String letters = "*/\\#[]^!@ \t\n\0a.:{}-&%\u00e4\ud83c";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) text.append(letters.charAt(random.nextInt(letters.length())));
            List<Rule> rules = CodeOwnersFile.read(text.toString()).rules();
            Owners.of(rules, "a/b.c");
            Owners.of(rules, "");
            try {
                CatalogueFile.read("kind: Component\n" + text);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
        // would take for ever if ways to match were tried one after the other
        assertThat(CodeOwnersPattern.of("*a".repeat(200) + "b").matches("a".repeat(2000)))
                .isFalse();
        assertThatThrownBy(() -> CodeOwnersFile.read("x".repeat(4 << 20))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsBeyondTheMostIsCounted() {
        String most = "*.a @a\n".repeat(OwnershipStore.MOST);
        assertThat(CodeOwnersFile.read(most).leftOut()).isZero();
        CodeOwnersFile.Rules more = CodeOwnersFile.read(most + "# a remark\n\n[Section] @s\n*.b @b\n*.c\n");
        assertThat(more.rules()).hasSize(OwnershipStore.MOST).doesNotContain(new Rule("*.b", List.of("@b")));
        assertThat(more.leftOut()).isEqualTo(2);
    }
}
