// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

import static dev.pomona.scanners.secrets.assign.Ascii.byteAt;

import org.jspecify.annotations.Nullable;

/// Templates that carry the value to take when there is no other: `${name:-value}` and `${name:=value}` of shells,
/// `${name:value}` of Spring and many more.
final class Template {

    private static final int LONGEST = 512;

    /// Before a colon, these say where a value is, and what follows is no default.
    private static final String[] SOURCES = {
        "aws", "base64", "cf", "ctx", "custom", "docker", "env", "file", "java", "k8s", "key", "main", "opt", "param",
        "s3", "script", "secret", "self", "sm", "ssm", "sys", "url", "vault"
    };

    private Template() {}

    /// The default of the template whose name is at [start, stop); `null` when there is none.
    static @Nullable Assignment defaultOf(byte[] text, int start, int stop, int end) {
        if (start < 2 || text[start - 1] != '{' || text[start - 2] != '$') return null;
        int value = valueStart(text, start, stop, end);
        if (value < 0) return null;
        int roof = Math.min(end, value + LONGEST);
        int at = value;
        while (at < roof && isValue(text[at])) at++;
        if (at == value || byteAt(text, at, roof) != '}') return null;
        return new Assignment(start, stop, value, at, Form.DEFAULT);
    }

    /// What is left of a value that is wholly such a template: its default.
    static Assignment narrowed(byte[] text, Assignment found) {
        int start = found.valueStart();
        int end = found.valueEnd();
        if (end - start < 5 || text[start] != '$' || text[start + 1] != '{' || text[end - 1] != '}') return found;
        int stop = start + 2;
        while (stop < end && isName(text[stop])) stop++;
        int value = valueStart(text, start + 2, stop, end);
        if (value < 0 || value >= end - 1) return found;
        for (int i = value; i < end - 1; i++) {
            if (!isValue(text[i])) return found;
        }
        return new Assignment(found.nameStart(), found.nameEnd(), value, end - 1, Form.DEFAULT);
    }

    private static int valueStart(byte[] text, int start, int stop, int end) {
        if (stop == start || byteAt(text, stop, end) != ':' || Ascii.isOneOf(text, start, stop, SOURCES)) return -1;
        byte next = byteAt(text, stop + 1, end);
        if (next == '?' || next == '+' || next == ':') return -1;
        return next == '-' || next == '=' ? stop + 2 : stop + 1;
    }

    private static boolean isName(byte b) {
        return Ascii.isIdentifier(b) || b == '.' || b == '-';
    }

    private static boolean isValue(byte b) {
        return b != '}' && b != '{' && b != '$' && !Ascii.isLineEnd(b) && b != '"';
    }
}
