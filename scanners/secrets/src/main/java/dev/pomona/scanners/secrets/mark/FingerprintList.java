// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.mark;

import dev.pomona.model.component.Location;
import dev.pomona.model.finding.AllowMark;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `.gitleaksignore`: fingerprints of findings, `file:rule:line`, or `commit:file:rule:line` for one commit. Their rule
/// ids are another vocabulary than ours, so that an entry is about whatever is found in that line.
final class FingerprintList {

    private final String syntax;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, String> rules = new HashMap<>();

    private FingerprintList(String syntax) {
        this.syntax = syntax;
    }

    static FingerprintList read(String name, byte[] content, List<String> problems) {
        FingerprintList list = new FingerprintList(name);
        int number = 0;
        for (String row : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
            number++;
            String entry = row.strip();
            if (entry.isEmpty() || entry.startsWith("#")) continue;
            if (!list.add(entry, number)) {
                problems.add("%s:%d: not a fingerprint: file:rule:line is expected".formatted(name, number));
            }
        }
        return list;
    }

    private boolean add(String entry, int number) {
        int line = entry.lastIndexOf(':');
        int rule = entry.lastIndexOf(':', line - 1);
        if (rule < 1) return false;
        if (!entry.substring(line + 1).chars().allMatch(c -> c >= '0' && c <= '9')) return false;
        if (line + 1 == entry.length() || line - rule < 2) return false;
        String file = entry.substring(0, rule).replace('\\', '/');
        String commit = "";
        int colon = file.indexOf(':');
        if (isCommit(file, colon)) {
            commit = file.substring(0, colon).toLowerCase(Locale.ROOT);
            file = file.substring(colon + 1);
        }
        String key = key(commit, file, entry.substring(line + 1));
        lines.putIfAbsent(key, number);
        rules.putIfAbsent(key, entry.substring(rule + 1, line));
        return true;
    }

    private static boolean isCommit(String file, int colon) {
        if (colon < 7) return false;
        return file.substring(0, colon).chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    private static String key(String commit, String file, String line) {
        String plain = file.startsWith("./") ? file.substring(2) : file;
        return commit + '\n' + plain + '\n' + line;
    }

    Optional<AllowMark> covering(@Nullable String commit, String path, int line) {
        String key = key("", path, Integer.toString(line));
        if (!lines.containsKey(key) && commit != null) {
            key = key(commit.toLowerCase(Locale.ROOT), path, Integer.toString(line));
        }
        Integer number = lines.get(key);
        if (number == null) return Optional.empty();
        String reason = "ignored there as %s".formatted(rules.get(key));
        return Optional.of(new AllowMark(syntax, List.of(), null, "", reason, Location.at(syntax, number, 1)));
    }
}
