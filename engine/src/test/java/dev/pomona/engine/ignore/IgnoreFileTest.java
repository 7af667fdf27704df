// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreFileTest {

    @ParameterizedTest
    @CsvSource({
        "*.log, a/b.log, true",
        "*.log, a/b.logs, false",
        "/a, a, true",
        "/a, b/a, false",
        "a/b, x/a/b, false",
        "**/a/b, x/a/b, true",
        "**/a/b, a/b, true",
        "a/**, a/x/y, true",
        "a/**, a, false",
        "a/**/b, a/b, true",
        "a/**/b, a/x/y/b, true",
        "a*/b, a/x/b, false",
        "**/bar, xbar, false",
        "[[:digit:]]x, 7x, true",
        "[, [, false",
        "a\\, a, false"
    })
    void readsPatternsAsGitDoes(String pattern, String path, boolean ignored) {
        assertThat(IgnoreRules.of(List.of(pattern)).isIgnored(path, false)).isEqualTo(ignored);
    }

    @Test
    void folderPatternsLeaveFilesAlone() {
        var rules = IgnoreRules.of(List.of("build/"));
        assertThat(rules.isIgnored("build", true)).isTrue();
        assertThat(rules.isIgnored("build", false)).isFalse();
    }

    @Test
    void pomonaIgnoreOverridesDeeperGitIgnore() {
        var rules = IgnoreRules.of(List.of())
                .withPomona(IgnoreFile.parse("", "!a/keep\nlost\n"))
                .withGit(IgnoreFile.parse("a", "keep\n!lost\n"));
        assertThat(rules.isIgnored("a/keep", false)).isFalse();
        assertThat(rules.isIgnored("a/lost", false)).isTrue();
    }

    @Test
    void ownPatternsOverrideAll() {
        var rules = IgnoreRules.of(List.of("!kept")).withPomona(IgnoreFile.parse("", "kept\n"));
        assertThat(rules.isIgnored("kept", false)).isFalse();
    }

    @Test
    void starsOnALongNameTakeNoTime() {
        var rules = IgnoreRules.of(List.of("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b"));
        assertThat(rules.isIgnored("a".repeat(4000), false)).isFalse();
    }

    @Test
    void skipsMarkCommentsAndWindowsLineEnds() {
        var file = IgnoreFile.parse("", "\uFEFFfirst\r\n# not me\r\nsecond\\ \r\n\\#third\n");
        var rules = IgnoreRules.of(List.of()).withGit(file);
        assertThat(rules.isIgnored("first", false)).isTrue();
        assertThat(rules.isIgnored("# not me", false)).isFalse();
        assertThat(rules.isIgnored("second ", false)).isTrue();
        assertThat(rules.isIgnored("#third", false)).isTrue();
    }
}
