// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.store.estate.OwnershipStore;
import dev.pomona.store.estate.OwnershipStore.Rule;
import java.util.ArrayList;
import java.util.List;

/// Reads CODEOWNERS: a pattern and its owners on each line, `#` begins a comment, a blank in a
/// pattern stands behind `\`. Section headings of GitLab (`[Docs] @owner`) are heeded: lines
/// without owners below one have the heading's.
///
/// A line that can't be one is left out, as the hosts do.
public final class CodeOwnersFile {

    /// As GitHub has it: a file above 3 MB is not used.
    private static final int LONGEST = 3 << 20;

    private CodeOwnersFile() {}

    /// What a file says.
    ///
    /// @param rules the first of it, as many as a project may have
    /// @param leftOut rules behind these
    public record Rules(List<Rule> rules, int leftOut) {

        public Rules {
            rules = List.copyOf(rules);
        }
    }

    /// @throws IllegalArgumentException when the text is too long to be used
    public static Rules read(String text) {
        if (text.length() > LONGEST) throw new IllegalArgumentException("a CODEOWNERS file has at most 3 MB");
        var rules = new ArrayList<Rule>();
        int leftOut = 0;
        List<String> ofSection = List.of();
        for (String line : text.lines().toList()) {
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) continue;
            if (stripped.startsWith("[") || stripped.startsWith("^[")) {
                int end = stripped.indexOf(']');
                if (end > 0) {
                    // behind the name may stand how many must approve
                    String rest = stripped.substring(end + 1).replaceFirst("^\\[\\d{1,4}\\]", "");
                    ofSection = owners(words(rest), 0);
                    continue;
                }
            }
            List<String> words = words(stripped);
            if (words.isEmpty()
                    || words.getFirst().startsWith("!")
                    || words.getFirst().indexOf('\u0000') >= 0) continue;
            if (rules.size() == OwnershipStore.MOST) {
                leftOut++;
                continue;
            }
            List<String> owners = owners(words, 1);
            rules.add(new Rule(words.getFirst(), owners.isEmpty() ? ofSection : owners));
        }
        return new Rules(rules, leftOut);
    }

    private static List<String> owners(List<String> words, int from) {
        return words.stream()
                .skip(from)
                .filter(word -> word.indexOf('@') >= 0 && word.indexOf('\u0000') < 0)
                .toList();
    }

    /// Words apart by blanks, up to a comment.
    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
            } else if (Character.isWhitespace(c)) {
                if (!word.isEmpty()) words.add(word.toString());
                word.setLength(0);
            } else if (c == '#' && word.isEmpty()) {
                return words;
            } else {
                word.append(c);
            }
        }
        if (!word.isEmpty()) words.add(word.toString());
        return words;
    }
}
