// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.noise;

import dev.pomona.scanners.secrets.assign.Assignment;
import dev.pomona.scanners.secrets.assign.Form;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A value that may be a secret, where it stands. Making one costs nothing: what is asked of it is worked out then.
///
/// @param text the whole text, of which [start, end) is the value, without quotes; more than 8 KiB of a value is not
///     looked at
/// @param path of the file, relative, with `/` between names
/// @param assignment the name that it is given to and how; `null` when none is known, which is usual for tokens
@SuppressWarnings("ArrayRecordComponent") // the scanned bytes, never copied and never compared
public record Candidate(
        byte[] text,
        int start,
        int end,
        String path,
        Strictness strictness,
        @Nullable Assignment assignment) {

    private static final int LONGEST = 8 * 1024;

    public Candidate {
        Objects.checkFromToIndex(start, end, text.length);
    }

    /// A token that is told by its own shape.
    public static Candidate token(byte[] text, int start, int end, String path) {
        return new Candidate(text, start, end, path, Strictness.TOKEN, null);
    }

    /// A value that is told by its name.
    ///
    /// @param strictness [Strictness#NAMED] or [Strictness#GENERIC]
    public static Candidate assigned(byte[] text, Assignment assignment, String path, Strictness strictness) {
        return new Candidate(text, assignment.valueStart(), assignment.valueEnd(), path, strictness, assignment);
    }

    /// One character for each byte.
    String value() {
        return latin(start, Math.min(end, start + LONGEST));
    }

    /// The name that it is given to, in lower case; empty when there is none.
    String name() {
        return assignment == null
                ? ""
                : latin(assignment.nameStart(), assignment.nameEnd()).toLowerCase(Locale.ROOT);
    }

    /// What stands before the value in its line, in lower case, at most so many bytes.
    String before(int length) {
        int from = start;
        int floor = Math.max(0, start - length);
        while (from > floor && text[from - 1] != '\n') from--;
        return latin(from, start).toLowerCase(Locale.ROOT);
    }

    byte byteBefore() {
        return start > 0 ? text[start - 1] : 0;
    }

    byte byteAfter() {
        return end < text.length ? text[end] : 0;
    }

    double quality() {
        return TokenQuality.of(text, start, end);
    }

    boolean isWritten(Form... forms) {
        if (assignment == null) return false;
        for (Form form : forms) {
            if (assignment.form() == form) return true;
        }
        return false;
    }

    private String latin(int from, int to) {
        return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /// Nothing of the value.
    @Override
    public String toString() {
        return "Candidate[%s, %d to %d]".formatted(path, start, end);
    }
}
