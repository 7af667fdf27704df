// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.gitleaks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks allowlists about files and findings. One thread at a time, as its patterns are.
public final class AllowlistMatcher {

    private record Compiled(Allowlist list, List<PatternCompiler.Finder> paths, List<PatternCompiler.Finder> regexes) {}

    /// A match of a rule's pattern, and the secret in it.
    ///
    /// @param commit in full; `null` when files are scanned
    @SuppressWarnings("ArrayRecordComponent") // the scanned bytes, never copied and never compared
    public record Found(
            byte[] text,
            int matchStart,
            int matchEnd,
            int secretStart,
            int secretEnd,
            String path,
            @Nullable String commit) {}

    private final List<Compiled> lists;

    private AllowlistMatcher(List<Compiled> lists) {
        this.lists = lists;
    }

    public static AllowlistMatcher of(List<Allowlist> allowlists, PatternCompiler compiler) {
        return new AllowlistMatcher(allowlists.stream()
                .map(list -> new Compiled(
                        list,
                        list.paths().stream().map(compiler::compile).toList(),
                        list.regexes().stream().map(compiler::compile).toList()))
                .toList());
    }

    /// Why a file is left out, by its path or commit; empty when it is not, or when that depends on what is found.
    public Optional<String> allowsFile(String path, @Nullable String commit) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        for (Compiled compiled : lists) {
            Allowlist list = compiled.list();
            boolean byCommit = isCommit(list, commit);
            boolean byPath = isFound(compiled.paths(), bytes);
            boolean allowed = list.all()
                    ? list.regexes().isEmpty()
                            && list.stopWords().isEmpty()
                            && (list.commits().isEmpty() || byCommit)
                            && (list.paths().isEmpty() || byPath)
                    : byCommit || byPath;
            if (allowed) return Optional.of(reason(list));
        }
        return Optional.empty();
    }

    /// Why a finding is left out; [#allowsFile] is asked apart.
    public Optional<String> allows(Found found) {
        for (Compiled compiled : lists) {
            if (allows(compiled, found)) return Optional.of(reason(compiled.list()));
        }
        return Optional.empty();
    }

    private static boolean allows(Compiled compiled, Found found) {
        Allowlist list = compiled.list();
        if (!list.all()) return hasRegex(compiled, found) || hasStopWord(list, found);
        return (list.commits().isEmpty() || isCommit(list, found.commit()))
                && (list.paths().isEmpty()
                        || isFound(compiled.paths(), found.path().getBytes(StandardCharsets.UTF_8)))
                && (list.regexes().isEmpty() || hasRegex(compiled, found))
                && (list.stopWords().isEmpty() || hasStopWord(list, found));
    }

    private static boolean isCommit(Allowlist list, @Nullable String commit) {
        return commit != null && list.commits().contains(commit.toLowerCase(Locale.ROOT));
    }

    private static boolean hasRegex(Compiled compiled, Found found) {
        if (compiled.regexes().isEmpty()) return false;
        // The target is a text of its own: `^` and `$` stand for its ends.
        byte[] target = switch (compiled.list().target()) {
            case SECRET -> Arrays.copyOfRange(found.text(), found.secretStart(), found.secretEnd());
            case MATCH -> Arrays.copyOfRange(found.text(), found.matchStart(), found.matchEnd());
            case LINE -> lines(found);
        };
        return isFound(compiled.regexes(), target);
    }

    private static byte[] lines(Found found) {
        byte[] text = found.text();
        int start = found.matchStart();
        // A line longer than any that is written is not looked at to its ends.
        int floor = Math.max(0, start - 64 * 1024);
        while (start > floor && text[start - 1] != '\n') start--;
        int end = found.matchEnd();
        int roof = Math.min(text.length, end + 64 * 1024);
        while (end < roof && text[end] != '\n') end++;
        return Arrays.copyOfRange(text, start, end);
    }

    private static boolean hasStopWord(Allowlist list, Found found) {
        if (list.stopWords().isEmpty()) return false;
        String secret = new String(
                        found.text(),
                        found.secretStart(),
                        found.secretEnd() - found.secretStart(),
                        StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT);
        return list.stopWords().stream().anyMatch(secret::contains);
    }

    private static boolean isFound(List<PatternCompiler.Finder> patterns, byte[] text) {
        return patterns.stream().anyMatch(pattern -> pattern.find(text, 0, text.length));
    }

    private static String reason(Allowlist list) {
        return list.description().isBlank()
                ? "allowed by the rule file"
                : "allowed by the rule file: %s".formatted(list.description().strip());
    }
}
