// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

import java.util.ArrayList;
import java.util.List;

/// The line form that `go.mod` and `go.work` share (<https://go.dev/ref/mod#go-mod-file-lexical>): a verb
/// with its arguments, or a verb with a block of lines of arguments.
final class Directives {

    /// @param column of the first argument
    /// @param comment what follows `//` on the line
    record Directive(String verb, List<String> arguments, String comment, int line, int column) {}

    private static final int LONGEST_LINE = 10_000;

    private final List<Directive> directives = new ArrayList<>();
    private final List<Integer> unreadable = new ArrayList<>();
    private String block = "";

    private Directives() {}

    static Directives read(String text) {
        var directives = new Directives();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (!directives.line(line, number)) directives.unreadable.add(number);
        }
        if (!directives.block.isEmpty()) directives.unreadable.add(number);
        return directives;
    }

    List<Directive> all() {
        return directives;
    }

    /// The lines that are none of the form.
    List<Integer> unreadable() {
        return unreadable;
    }

    private boolean line(String line, int number) {
        if (line.length() > LONGEST_LINE) return false;
        var words = new ArrayList<String>();
        var columns = new ArrayList<Integer>();
        String comment = "";
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == ' ' || c == '\t' || c == '\r') {
                at++;
                continue;
            }
            if (line.startsWith("//", at)) {
                comment = line.substring(at + 2).strip();
                break;
            }
            columns.add(at + 1);
            int end = c == '"' || c == '`' ? line.indexOf(c, at + 1) : endOfWord(line, at);
            if (end < 0) return false;
            boolean quoted = c == '"' || c == '`';
            words.add(quoted ? line.substring(at + 1, end) : line.substring(at, end));
            at = quoted ? end + 1 : end;
        }
        return words.isEmpty() || add(words, columns, comment, number);
    }

    private static int endOfWord(String line, int start) {
        if (line.charAt(start) == '(' || line.charAt(start) == ')') return start + 1;
        int end = start;
        while (end < line.length() && " \t\r()\"`".indexOf(line.charAt(end)) < 0 && !line.startsWith("//", end)) end++;
        return end;
    }

    private boolean add(List<String> words, List<Integer> columns, String comment, int number) {
        if (!block.isEmpty()) {
            if (words.getFirst().equals(")")) {
                block = "";
                return words.size() == 1;
            }
            directives.add(new Directive(block, List.copyOf(words), comment, number, columns.getFirst()));
            return true;
        }
        String verb = words.getFirst();
        if (words.size() == 1 || verb.equals(")") || verb.equals("(")) return false;
        if (words.get(1).equals("(")) {
            block = words.size() == 2 ? verb : "";
            return words.size() == 2 || (words.size() == 3 && words.get(2).equals(")"));
        }
        directives.add(
                new Directive(verb, List.copyOf(words.subList(1, words.size())), comment, number, columns.get(1)));
        return true;
    }
}
