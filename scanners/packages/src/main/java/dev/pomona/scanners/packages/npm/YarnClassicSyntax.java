// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The text form of Yarn 1's lock file: keys at the margin, properties two spaces in, tables' rows four.
final class YarnClassicSyntax {

    /// One entry: the descriptors that it resolves and what it says of them.
    ///
    /// @param tables `dependencies` and `optionalDependencies`: name → range
    record Entry(
            List<String> descriptors,
            int line,
            Map<String, String> properties,
            Map<String, Map<String, String>> tables) {

        @Nullable
        String property(String name) {
            return properties.get(name);
        }

        Map<String, String> table(String name) {
            return tables.getOrDefault(name, Map.of());
        }
    }

    private final LockFile file;
    private final List<Entry> entries = new ArrayList<>();
    private @Nullable Entry entry;
    private @Nullable Map<String, String> table;

    private YarnClassicSyntax(LockFile file) {
        this.file = file;
    }

    /// The entries in the order of the text. Lines that are none of the form are reported.
    static List<Entry> read(LockFile file, String text) {
        var syntax = new YarnClassicSyntax(file);
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (line.isBlank() || line.charAt(0) == '#') continue;
            syntax.line(line.stripTrailing(), number);
        }
        return syntax.entries;
    }

    private void line(String line, int number) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') indent++;
        List<String> words = words(line.substring(indent));
        boolean opens = line.endsWith(":");
        boolean understood = switch (indent) {
            case 0 -> opens && open(words, number);
            case 2 -> opens ? openTable(words) : property(words);
            case 4 -> row(words);
            default -> false;
        };
        if (!understood) file.malformed(number, "not a line of a Yarn lock file");
    }

    private boolean open(List<String> descriptors, int number) {
        table = null;
        entry = null;
        if (descriptors.isEmpty()) return false;
        entry = new Entry(descriptors, number, new LinkedHashMap<>(), new LinkedHashMap<>());
        entries.add(entry);
        return true;
    }

    private boolean openTable(List<String> words) {
        if (entry == null || words.size() != 1) return false;
        table = entry.tables.computeIfAbsent(words.getFirst(), _ -> new LinkedHashMap<>());
        return true;
    }

    private boolean property(List<String> words) {
        table = null;
        if (entry == null || words.size() != 2) return false;
        entry.properties.put(words.getFirst(), words.getLast());
        return true;
    }

    private boolean row(List<String> words) {
        if (table == null || words.size() != 2) return false;
        table.put(words.getFirst(), words.getLast());
        return true;
    }

    /// Words apart by spaces or commas, in quotes where they hold such; a colon at the end of the line left
    /// out.
    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        int end = text.endsWith(":") ? text.length() - 1 : text.length();
        int at = 0;
        while (at < end) {
            char c = text.charAt(at);
            if (c == ' ' || c == ',') {
                at++;
            } else if (c == '"') {
                var word = new StringBuilder();
                for (at++; at < end && text.charAt(at) != '"'; at++) {
                    if (text.charAt(at) == '\\' && at + 1 < end) at++;
                    word.append(text.charAt(at));
                }
                at++;
                words.add(word.toString());
            } else {
                int start = at;
                while (at < end && text.charAt(at) != ' ' && text.charAt(at) != ',') at++;
                words.add(text.substring(start, at));
            }
        }
        return words;
    }
}
