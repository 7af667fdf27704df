// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one class in brackets.
final class ClassReader {

    private static final ByteSet LOWER = ByteSet.range('a', 'z');
    private static final ByteSet UPPER = ByteSet.range('A', 'Z');
    private static final ByteSet ALPHA = LOWER.or(UPPER);
    private static final ByteSet ALNUM = ALPHA.or(ByteSet.DIGIT);
    private static final ByteSet GRAPH = ByteSet.range('!', '~');

    /// The POSIX names, and `word` of Perl.
    private static final Map<String, ByteSet> NAMED = Map.ofEntries(
            Map.entry("alnum", ALNUM),
            Map.entry("alpha", ALPHA),
            Map.entry("ascii", ByteSet.range(0, 0x7F)),
            Map.entry("blank", ByteSet.of(' ').or(ByteSet.of('\t'))),
            Map.entry("cntrl", ByteSet.range(0, 0x1F).or(ByteSet.of(0x7F))),
            Map.entry("digit", ByteSet.DIGIT),
            Map.entry("graph", GRAPH),
            Map.entry("lower", LOWER),
            Map.entry("print", GRAPH.or(ByteSet.of(' '))),
            Map.entry("punct", GRAPH.and(ALNUM.inverse())),
            Map.entry("space", ByteSet.SPACE),
            Map.entry("upper", UPPER),
            Map.entry("word", ByteSet.WORD),
            Map.entry("xdigit", ByteSet.DIGIT.or(ByteSet.range('a', 'f')).or(ByteSet.range('A', 'F'))));

    private final String pattern;
    private final int start;
    private final boolean ignoresCase;
    private final Escapes escapes;
    private final List<Node> characters = new ArrayList<>();
    private ByteSet set = ByteSet.NONE;
    private int at;

    ClassReader(String pattern, int start, boolean ignoresCase, Escapes escapes) {
        this.pattern = pattern;
        this.start = start;
        this.ignoresCase = ignoresCase;
        this.escapes = escapes;
    }

    /// Behind the closing bracket.
    int end() {
        return at;
    }

    Node read() {
        at = start + 1;
        boolean negated = next('^');
        if (negated) at++;
        // A bracket in the first place is one of the class.
        for (boolean first = true; first || !next(']'); first = false) {
            if (at >= pattern.length()) throw error("a class is opened here and not closed", start);
            item();
        }
        at++;
        if (ignoresCase) set = set.inBothCases();
        if (!negated) {
            if (characters.isEmpty()) return new Node.One(set, start);
            if (!set.isEmpty()) characters.addFirst(new Node.One(set, start));
            return Node.choice(characters, start);
        }
        if (!characters.isEmpty())
            throw error("a negated class takes one byte, so it can't hold characters beyond ASCII", start);
        return new Node.One(set.inverse(), start);
    }

    private void item() {
        int from = at;
        ByteSet named = named();
        if (named != null) {
            set = set.or(named);
            return;
        }
        int low = value();
        if (!next('-') || at + 1 >= pattern.length() || pattern.charAt(at + 1) == ']') {
            add(low, low, from);
            return;
        }
        at++;
        if (named() != null) throw error("a range can't end with a class", from);
        int high = value();
        add(low, high, from);
    }

    /// A class within the class, which is then behind us; null when there is none.
    private @Nullable ByteSet named() {
        if (next('\\')) {
            ByteSet escaped = escapes.set(at);
            if (escaped != null) at += 2;
            return escaped;
        }
        if (!pattern.startsWith("[:", at)) return null;
        int close = pattern.indexOf(":]", at + 2);
        if (close < 0) return null;
        String name = pattern.substring(at + 2, close);
        boolean negated = name.startsWith("^");
        ByteSet known = NAMED.get(negated ? name.substring(1) : name);
        if (known == null) {
            // `[[:/]…:]` holds a bracket and a colon.
            if (name.chars().allMatch(c -> c >= 'a' && c <= 'z')) throw error("no class has this name", at);
            return null;
        }
        at = close + 2;
        if (ignoresCase) known = known.inBothCases();
        return negated ? known.inverse() : known;
    }

    private int value() {
        if (at >= pattern.length()) throw error("a class is opened here and not closed", start);
        if (!next('\\')) {
            int character = escapes.character(at);
            at += Character.charCount(character);
            return character < 0x80 ? character : character + Escapes.CHARACTER;
        }
        int value = escapes.value(at);
        at = escapes.end();
        return value;
    }

    private void add(int low, int high, int from) {
        boolean isByte = high < Escapes.CHARACTER;
        if (!isByte && low > 0x7F && low < Escapes.CHARACTER) throw error("a range from a byte to a character", from);
        if (low > high) throw error("a range from the higher to the lower", from);
        if (isByte) {
            set = set.or(ByteSet.range(low, high));
        } else if (low >= Escapes.CHARACTER) {
            characters.add(Utf8.oneOf(low - Escapes.CHARACTER, high - Escapes.CHARACTER, from));
        } else {
            set = set.or(ByteSet.range(low, 0x7F));
            characters.add(Utf8.oneOf(0x80, high - Escapes.CHARACTER, from));
        }
    }

    private boolean next(char c) {
        return at < pattern.length() && pattern.charAt(at) == c;
    }

    private RegexException error(String message, int offset) {
        return new RegexException(message, pattern, offset);
    }
}
