// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.gitleaks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AllowlistMatcherTest {

    private static final String TEXT = "first\nkey = \"acme_Secret42\" # fine\nlast\n";

    @Test
    void looksAtTheTarget() {
        assertThat(allows("regexes = ['^acme_']")).isPresent();
        assertThat(allows("regexes = ['^key']")).isEmpty();
        assertThat(allows("regexes = ['^key']\nregexTarget = 'match'")).isPresent();
        assertThat(allows("regexes = ['fine$']\nregexTarget = 'match'")).isEmpty();
        assertThat(allows("regexes = ['^key.*fine$']\nregexTarget = 'line'")).isPresent();
        assertThat(allows("regexes = ['first']\nregexTarget = 'line'")).isEmpty();
    }

    @Test
    void takesOneCheckOrAll() {
        assertThat(allows("stopwords = ['SECRET']")).contains("allowed by the rule file");
        assertThat(allows("stopwords = ['nothing']\nregexes = ['Secret']\ndescription = 'known'"))
                .contains("allowed by the rule file: known");
        assertThat(allows("condition = 'AND'\nstopwords = ['nothing']\nregexes = ['Secret']"))
                .isEmpty();
        assertThat(allows("condition = 'AND'\nstopwords = ['secret']\nregexes = ['Secret']"))
                .isPresent();
        assertThat(allows("condition = 'AND'\npaths = ['\\.go$']\nregexes = ['Secret']"))
                .isEmpty();
        assertThat(allows("condition = 'AND'\npaths = ['\\.py$']\nregexes = ['Secret']"))
                .isPresent();
    }

    @Test
    void leavesWholeFilesOut() {
        assertThat(file("paths = ['\\.py$']", null)).isPresent();
        assertThat(file("paths = ['\\.go$']", null)).isEmpty();
        assertThat(file("paths = ['\\.go$']\ncommits = ['ABC1']", "abc1")).isPresent();
        assertThat(file("condition = 'AND'\npaths = ['\\.go$']\ncommits = ['abc1']", "abc1"))
                .isEmpty();
        assertThat(file("condition = 'AND'\npaths = ['\\.py$']\ncommits = ['abc1']", "abc1"))
                .isPresent();
        assertThat(file("condition = 'AND'\npaths = ['\\.py$']\nregexes = ['x']", null))
                .isEmpty();
        assertThat(file("regexes = ['x']", null)).isEmpty();
        assertThat(file("commits = ['abc1']", null)).isEmpty();
    }

    private static AllowlistMatcher matcher(String allowlist) {
        GitleaksRules read =
                GitleaksReader.read("f", "[[allowlists]]\n" + allowlist, _ -> Optional.empty(), JavaPatterns::compile);
        return AllowlistMatcher.of(read.allowlists(), JavaPatterns::compile);
    }

    private static Optional<String> allows(String allowlist) {
        byte[] text = TEXT.getBytes(UTF_8);
        int match = TEXT.indexOf("key");
        int secret = TEXT.indexOf("acme");
        return matcher(allowlist)
                .allows(new AllowlistMatcher.Found(text, match, secret + 14, secret, secret + 13, "src/a.py", null));
    }

    private static Optional<String> file(String allowlist, @Nullable String commit) {
        return matcher(allowlist).allowsFile("src/a.py", commit);
    }

    @Test
    void allowsNothingWithoutLists() {
        AllowlistMatcher none = AllowlistMatcher.of(List.of(), JavaPatterns::compile);
        assertThat(none.allowsFile("a", "b")).isEmpty();
        assertThat(none.allows(new AllowlistMatcher.Found(new byte[4], 0, 4, 1, 3, "a", null)))
                .isEmpty();
    }
}
