// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.mark;

import dev.pomona.model.component.Location;
import dev.pomona.model.finding.AllowMark;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Comments beside a finding: in the line in which the secret begins or ends, or alone in the line above it.
final class InlineMarks {

    static final String OWN = "pomona:allow";

    /// How far beside the secret its line is read: minified files are one line.
    private static final int REACH = 2048;

    /// How far from the secret a mark in its line may be: in a minified file the rest of the line is about other
    /// things.
    private static final int NEAR = 256;

    /// Where other scanners take their own mark anywhere in the line: gitleaks and its successor betterleaks,
    /// TruffleHog, GitGuardian's ggshield, secretlint.
    private static final List<String> FOREIGN = List.of(
            "gitleaks:allow",
            "betterleaks:allow",
            "trufflehog:ignore",
            "ggignore",
            "gitguardian:ignore",
            "secretlint-disable-line");

    /// About the line below.
    private static final List<String> NEXT_LINE = List.of("secretlint-disable-next-line");

    private static final String PRAGMA = "pragma: allowlist secret";
    private static final String PRAGMA_NEXT_LINE = "pragma: allowlist nextline secret";

    private InlineMarks() {}

    /// A line, or what is near enough of it; in Latin-1, so that each character is a byte.
    ///
    /// @param offset of its first byte in the text
    private record Line(String text, int offset) {}

    static Optional<AllowMark> covering(String path, int line, String ruleId, byte[] text, int start, int end) {
        Line first = lineAround(text, start, Math.min(end, lineEnd(text, start)));
        Line above = lineAbove(text, start);
        Line last = lineAround(text, Math.max(start, lineStart(text, end)), end);
        boolean several = lineStart(text, end) > start;
        int lastLine = several ? line + lineFeeds(text, start, end) : line;

        AllowMark mark = own(path, line, ruleId, text, behindOwn(first, start, end));
        if (mark == null && several) mark = own(path, lastLine, ruleId, text, behindOwn(last, start, end));
        if (mark == null && above != null) mark = own(path, line - 1, ruleId, text, behindOwnAlone(above));
        if (mark == null) mark = foreign(path, line, text, near(first, start, end));
        if (mark == null && several) mark = foreign(path, lastLine, text, near(last, start, end));
        if (mark == null && above != null) mark = foreignAbove(path, line - 1, text, above);
        return Optional.ofNullable(mark);
    }

    static Optional<String> problem(byte[] text, int start, int end) {
        Line above = lineAbove(text, start);
        if (above != null) {
            Optional<String> problem = problem(behindOwnAlone(above));
            if (problem.isPresent()) return problem;
        }
        Line first = lineAround(text, start, Math.min(end, lineEnd(text, start)));
        Optional<String> problem = problem(behindOwn(first, start, end));
        if (problem.isPresent()) return problem;
        Line last = lineAround(text, Math.max(start, lineStart(text, end)), end);
        return problem(behindOwn(last, start, end));
    }

    private static Optional<String> problem(@Nullable Stretch fields) {
        if (fields == null) return Optional.empty();
        return switch (MarkFields.parse(fields.text())) {
            case MarkFields.Malformed malformed -> Optional.of(malformed.problem());
            case MarkFields.Fields _ -> Optional.empty();
        };
    }

    /// What stands behind our mark.
    ///
    /// @param mark where the mark begins in the whole text
    private record Stretch(String text, int mark) {}

    /// Up to the end of the line or the secret, as what a mark says is shown and the secret must not be. A mark within
    /// the secret is a part of it.
    private static @Nullable Stretch behindOwn(Line line, int start, int end) {
        int at = line.text().indexOf(OWN);
        while (at >= 0 && !isBeside(line.offset() + at, OWN.length(), start, end)) {
            at = line.text().indexOf(OWN, at + 1);
        }
        if (at < 0) return null;
        int from = at + OWN.length();
        boolean isBefore = line.offset() + at < start;
        int to = isBefore
                ? Math.clamp(start - line.offset(), from, line.text().length())
                : line.text().length();
        return new Stretch(line.text().substring(from, to), line.offset() + at);
    }

    /// Whether a mark stands outside of a secret and near to it.
    private static boolean isBeside(int at, int length, int start, int end) {
        return at < start ? start - at - length <= NEAR : at >= end && at - end <= NEAR;
    }

    private static @Nullable Stretch behindOwnAlone(Line line) {
        int comment = commentStart(line.text());
        if (!line.text().startsWith(OWN, comment)) return null;
        return new Stretch(line.text().substring(comment + OWN.length()), line.offset() + comment);
    }

    private static @Nullable AllowMark own(
            String path, int line, String ruleId, byte[] text, @Nullable Stretch behind) {
        if (behind == null) return null;
        return switch (MarkFields.parse(behind.text())) {
            case MarkFields.Malformed _ -> null;
            case MarkFields.Fields fields -> {
                if (!fields.isAbout(ruleId)) yield null;
                yield new AllowMark(
                        OWN,
                        fields.rules(),
                        fields.until(),
                        utf8(fields.owner()),
                        utf8(fields.reason()),
                        location(path, line, text, behind.mark()));
            }
        };
    }

    /// The part of the line in which marks count.
    private static Line near(Line line, int start, int end) {
        int longest = NEAR + PRAGMA_NEXT_LINE.length();
        int from = Math.clamp(start - longest - line.offset(), 0, line.text().length());
        int to = Math.clamp(end + longest - line.offset(), from, line.text().length());
        return new Line(line.text().substring(from, to), line.offset() + from);
    }

    private static @Nullable AllowMark foreign(String path, int line, byte[] text, Line content) {
        for (String syntax : FOREIGN) {
            int at = word(content.text(), syntax);
            if (at >= 0) return mark(syntax, path, line, text, content.offset() + at);
        }
        int pragma = pragma(content.text(), 0, false);
        return pragma < 0 ? null : mark(PRAGMA, path, line, text, content.offset() + pragma);
    }

    /// Where the mark begins that is no end of a longer word; -1 when there is none.
    private static int word(String line, String mark) {
        int at = line.indexOf(mark);
        while (at > 0 && Character.isLetterOrDigit(line.charAt(at - 1))) at = line.indexOf(mark, at + 1);
        return at;
    }

    private static @Nullable AllowMark foreignAbove(String path, int line, byte[] text, Line above) {
        int comment = commentStart(above.text());
        if (pragma(above.text(), comment, true) == comment) {
            return mark(PRAGMA_NEXT_LINE, path, line, text, above.offset() + comment);
        }
        if (pragma(above.text(), comment, false) == comment) {
            return mark(PRAGMA, path, line, text, above.offset() + comment);
        }
        for (List<String> marks : List.of(FOREIGN, NEXT_LINE)) {
            for (String syntax : marks) {
                if (above.text().startsWith(syntax, comment)) {
                    return mark(syntax, path, line, text, above.offset() + comment);
                }
            }
        }
        return null;
    }

    /// Where detect-secrets' pragma begins: `pragma:`, at most one space, `allowlist` or the older `whitelist`, and
    /// `secret`, joined by a space or a dash. A comment must begin right before it.
    private static int pragma(String line, int from, boolean nextLine) {
        for (int at = line.indexOf("pragma:", from); at >= 0; at = line.indexOf("pragma:", at + 1)) {
            int place = at + 7;
            if (line.startsWith(" ", place)) place++;
            if (line.startsWith("allowlist", place) || (!nextLine && line.startsWith("whitelist", place))) place += 9;
            else continue;
            if (nextLine) {
                if (!line.startsWith("nextline", place + 1) || !isJoint(line, place)) continue;
                place += 9;
            }
            if (isJoint(line, place) && line.startsWith("secret", place + 1) && isComment(line, at)) return at;
        }
        return -1;
    }

    private static boolean isJoint(String line, int place) {
        return place < line.length() && (line.charAt(place) == ' ' || line.charAt(place) == '-');
    }

    private static boolean isComment(String line, int place) {
        String before = line.substring(0, place).stripTrailing();
        return before.endsWith("#")
                || before.endsWith("//")
                || before.endsWith("/*")
                || before.endsWith("'")
                || before.endsWith("--");
    }

    private static AllowMark mark(String syntax, String path, int line, byte[] text, int offset) {
        return new AllowMark(syntax, List.of(), null, "", "", location(path, line, text, offset));
    }

    /// Where the words of a line begin that is nothing but a comment.
    private static int commentStart(String line) {
        int at = 0;
        while (at < line.length() && !Character.isLetterOrDigit(line.charAt(at))) at++;
        if (line.regionMatches(true, at, "rem ", 0, 4)) at += 4;
        return at;
    }

    private static Location location(String path, int line, byte[] text, int offset) {
        int column = 1;
        for (int i = lineStart(text, offset); i < offset; i++) {
            // Columns are UTF-16 code units: one for each UTF-8 sequence, two for the longest.
            if ((text[i] & 0xc0) != 0x80) column += (text[i] & 0xf8) == 0xf0 ? 2 : 1;
        }
        return Location.at(path, Math.max(1, line), column);
    }

    private static @Nullable Line lineAbove(byte[] text, int start) {
        int from = lineStart(text, start);
        if (from == 0 || text[from - 1] != '\n') return null;
        return lineAround(text, from - 1, from - 1);
    }

    private static Line lineAround(byte[] text, int from, int to) {
        int start = lineStart(text, from);
        int end = lineEnd(text, to);
        if (end > start && text[end - 1] == '\r') end--;
        return new Line(new String(text, start, end - start, StandardCharsets.ISO_8859_1), start);
    }

    private static int lineStart(byte[] text, int place) {
        int floor = Math.max(0, place - REACH);
        int at = place;
        while (at > floor && text[at - 1] != '\n') at--;
        return at;
    }

    private static int lineEnd(byte[] text, int place) {
        int roof = Math.min(text.length, place + REACH);
        int at = place;
        while (at < roof && text[at] != '\n') at++;
        return at;
    }

    private static int lineFeeds(byte[] text, int start, int end) {
        int count = 0;
        for (int i = start; i < end; i++) {
            if (text[i] == '\n') count++;
        }
        return count;
    }

    private static String utf8(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
