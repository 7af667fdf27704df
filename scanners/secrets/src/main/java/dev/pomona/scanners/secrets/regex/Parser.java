// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import dev.pomona.scanners.secrets.regex.Condition.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the notation that `docs/secret-rules.md` describes.
final class Parser {

    private static final int MAX_LENGTH = 64 * 1024;
    private static final int MAX_REPETITION = 10_000;
    private static final int MAX_DEPTH = 250;

    /// A pattern as it was read.
    ///
    /// @param groups how many, without the whole match
    /// @param names of groups, in the order of the pattern
    record Parsed(Node root, int groups, Map<String, Integer> names) {}

    private final String pattern;
    private final Escapes escapes;
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private int at;
    private int groups;
    private int depth;
    private boolean isQuoting;
    private boolean ignoresCase;
    private boolean dotTakesAll;
    private boolean isMultiline;

    private Parser(String pattern, boolean ignoresCase) {
        this.pattern = pattern;
        this.escapes = new Escapes(pattern);
        this.ignoresCase = ignoresCase;
    }

    static Parsed parse(String pattern, boolean ignoresCase) {
        if (pattern.length() > MAX_LENGTH)
            throw new RegexException("a pattern has at most %d characters".formatted(MAX_LENGTH), pattern, MAX_LENGTH);
        var parser = new Parser(pattern, ignoresCase);
        Node root = parser.choice();
        if (parser.at < pattern.length()) throw parser.error("this closes no group", parser.at);
        return new Parsed(root, parser.groups, parser.names);
    }

    private Node choice() {
        int start = at;
        var branches = new ArrayList<Node>();
        branches.add(sequence());
        while (next('|')) {
            at++;
            branches.add(sequence());
        }
        return Node.choice(branches, start);
    }

    private Node sequence() {
        int start = at;
        var parts = new ArrayList<Node>();
        while (at < pattern.length() && (isQuoting || (!next('|') && !next(')')))) {
            int from = at;
            Node atom = atom();
            if (atom == null) {
                if (!isQuoting && isRepetition()) throw error("there is nothing to repeat", at);
                continue;
            }
            parts.add(isQuoting ? atom : repeated(atom, from));
        }
        return Node.sequence(parts, start);
    }

    /// Null for what stands for nothing: flags, and the marks of a quotation.
    private @Nullable Node atom() {
        if (isQuoting) return quoted();
        return switch (pattern.charAt(at)) {
            case '(' -> group();
            case '[' -> {
                var reader = new ClassReader(pattern, at, ignoresCase, escapes);
                Node node = reader.read();
                at = reader.end();
                yield node;
            }
            case '.' ->
                new Node.One(dotTakesAll ? ByteSet.ALL : ByteSet.of('\n').inverse(), at++);
            case '^' -> check(isMultiline ? Kind.LINE_START : Kind.TEXT_START, at++);
            case '$' -> check(isMultiline ? Kind.LINE_END : Kind.LAST_LINE_END, at++);
            case '\\' -> escaped();
            default -> {
                if (isRepetition()) throw error("there is nothing to repeat", at);
                yield literal();
            }
        };
    }

    private Node literal() {
        int start = at;
        int character = escapes.character(at);
        at += Character.charCount(character);
        return character < 0x80 ? one(ByteSet.of(character), start) : Utf8.oneOf(character, character, start);
    }

    private Node one(ByteSet set, int start) {
        return new Node.One(ignoresCase ? set.inBothCases() : set, start);
    }

    private static Node check(Kind kind, int start) {
        return new Node.Check(Condition.of(kind), start);
    }

    private @Nullable Node quoted() {
        if (pattern.startsWith("\\E", at)) {
            at += 2;
            isQuoting = false;
            return null;
        }
        Node node = literal();
        if (pattern.startsWith("\\E", at)) {
            at += 2;
            isQuoting = false;
        }
        return node;
    }

    private @Nullable Node escaped() {
        int start = at;
        char c = at + 1 < pattern.length() ? pattern.charAt(at + 1) : 0;
        Kind kind = switch (c) {
            case 'A' -> Kind.TEXT_START;
            case 'z' -> Kind.TEXT_END;
            case 'Z' -> Kind.LAST_LINE_END;
            case 'b', 'B' -> Kind.WORD_BOUNDARY;
            default -> null;
        };
        if (kind != null) {
            at += 2;
            return new Node.Check(new Condition(kind, c == 'B', ByteSet.NONE), start);
        }
        if (c == 'Q') {
            at += 2;
            isQuoting = true;
            return null;
        }
        ByteSet set = escapes.set(at);
        if (set != null) {
            at += 2;
            return new Node.One(set, start);
        }
        int value = escapes.value(at);
        at = escapes.end();
        return value >= Escapes.CHARACTER
                ? Utf8.oneOf(value - Escapes.CHARACTER, value - Escapes.CHARACTER, start)
                : one(ByteSet.of(value), start);
    }

    private @Nullable Node group() {
        int start = at++;
        if (++depth > MAX_DEPTH) throw error("groups are nested deeper than %d".formatted(MAX_DEPTH), start);
        boolean outerCase = ignoresCase;
        boolean outerDot = dotTakesAll;
        boolean outerLines = isMultiline;
        Node node = opened(start);
        if (node == null) {
            // Flags without a colon hold for the rest of the group that they stand in.
            depth--;
            return null;
        }
        ignoresCase = outerCase;
        dotTakesAll = outerDot;
        isMultiline = outerLines;
        depth--;
        return node;
    }

    private @Nullable Node opened(int start) {
        if (!next('?')) {
            int index = ++groups;
            return new Node.Group(index, closed(start), start);
        }
        at++;
        if (take("<=")) return look(Kind.PREVIOUS_IN, false, start);
        if (take("<!")) return look(Kind.PREVIOUS_IN, true, start);
        if (take("=")) return look(Kind.NEXT_IN, false, start);
        if (take("!")) return look(Kind.NEXT_IN, true, start);
        if (take("P<") || take("<")) {
            String name = name();
            int index = ++groups;
            if (names.putIfAbsent(name, index) != null)
                throw error("there is already a group named '%s'".formatted(name), at - name.length() - 1);
            return new Node.Group(index, closed(start), start);
        }
        if (next('>')) throw error("atomic groups are not supported", start);
        if (next('#')) throw error("comments are not supported", start);
        if (next('P')) throw error("(?P is only supported as (?P<name>…)", start);
        return flags() ? closed(start) : null;
    }

    /// True when a colon opens a group that they hold in; false when they hold from here on.
    private boolean flags() {
        int first = at;
        boolean isOn = true;
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            switch (c) {
                case 'i' -> ignoresCase = isOn;
                case 's' -> dotTakesAll = isOn;
                case 'm' -> isMultiline = isOn;
                case '-' -> {
                    if (!isOn) throw error("a second minus sign among flags", at - 1);
                    isOn = false;
                }
                case ':' -> {
                    return true;
                }
                case ')' -> {
                    if (at - 1 == first) throw error("there are no flags here", first);
                    return false;
                }
                default -> throw error("no such flag: there are i, s and m", at - 1);
            }
        }
        throw error("a group is opened here and not closed", first - 2);
    }

    private String name() {
        int start = at;
        while (at < pattern.length() && ByteSet.WORD.has(Math.min(pattern.charAt(at), 255))) at++;
        String name = pattern.substring(start, at);
        if (name.isEmpty() || ByteSet.DIGIT.has(name.charAt(0)))
            throw error("a group's name is a letter, then letters, digits and _", start);
        if (!take(">")) throw error("a group's name ends with >", at);
        return name;
    }

    private Node closed(int start) {
        Node body = choice();
        if (isQuoting || !take(")")) throw error("a group is opened here and not closed", start);
        return body;
    }

    private Node look(Kind kind, boolean negated, int start) {
        int before = groups;
        Node body = closed(start);
        if (groups > before) throw error("there are no groups that remember within look-around", start);
        return neighbour(body, kind, negated, start);
    }

    /// Look-around is a condition, or a choice between conditions.
    private Node neighbour(Node node, Kind kind, boolean negated, int start) {
        return switch (node) {
            case Node.One one -> new Node.Check(new Condition(kind, negated, one.set()), start);
            case Node.Check check -> negated ? new Node.Check(check.condition().inverse(), start) : check;
            case Node.Choice choice -> {
                var parts = new ArrayList<Node>();
                for (Node branch : choice.branches()) parts.add(neighbour(branch, kind, negated, start));
                yield negated ? Node.sequence(parts, start) : Node.choice(parts, start);
            }
            case Node.Empty _, Node.Sequence _, Node.Group _, Node.Repeat _ ->
                throw error("look-around is limited to one byte, or a choice between single bytes", start);
        };
    }

    private Node repeated(Node atom, int start) {
        if (!isRepetition()) return atom;
        int mark = at;
        int min;
        int max;
        switch (pattern.charAt(at++)) {
            case '*' -> {
                min = 0;
                max = Node.UNBOUNDED;
            }
            case '+' -> {
                min = 1;
                max = Node.UNBOUNDED;
            }
            case '?' -> {
                min = 0;
                max = 1;
            }
            default -> {
                if (next(',')) throw error("write {0,n} for at most n times", mark);
                min = count();
                max = min;
                if (take(",")) max = next('}') ? Node.UNBOUNDED : count();
                at++;
                if (max < min) throw error("at least %d times and at most %d".formatted(min, max), mark);
            }
        }
        boolean greedy = !take("?");
        if (isRepetition())
            throw error(
                    next('+')
                            ? "possessive repetition is not supported"
                            : "what is repeated already can only be repeated as a group",
                    at);
        return Node.repeat(atom, min, max, greedy, start);
    }

    private int count() {
        int start = at;
        int value = 0;
        while (at < pattern.length() && ByteSet.DIGIT.has(Math.min(pattern.charAt(at), 255))) {
            value = value * 10 + pattern.charAt(at++) - '0';
            if (value > MAX_REPETITION) throw error("repeats more than %d times".formatted(MAX_REPETITION), start);
        }
        return value;
    }

    /// A brace that opens no repetition is a brace, as in Perl and Go.
    private boolean isRepetition() {
        if (at >= pattern.length()) return false;
        char c = pattern.charAt(at);
        if (c != '{') return c == '*' || c == '+' || c == '?';
        int i = digits(at + 1);
        boolean hasLeast = i > at + 1;
        int most = i;
        if (i < pattern.length() && pattern.charAt(i) == ',') most = digits(++i);
        boolean hasMost = most > i;
        return (hasLeast || hasMost) && most < pattern.length() && pattern.charAt(most) == '}';
    }

    private int digits(int from) {
        int i = from;
        while (i < pattern.length() && ByteSet.DIGIT.has(Math.min(pattern.charAt(i), 255))) i++;
        return i;
    }

    private boolean next(char c) {
        return at < pattern.length() && pattern.charAt(at) == c;
    }

    private boolean take(String text) {
        if (!pattern.startsWith(text, at)) return false;
        at += text.length();
        return true;
    }

    private RegexException error(String message, int offset) {
        return new RegexException(message, pattern, offset);
    }
}
