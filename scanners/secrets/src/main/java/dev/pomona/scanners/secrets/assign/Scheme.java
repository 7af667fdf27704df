// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

/// The scheme of a value of `Authorization` (RFC 9110, 11.1), which stands before what is secret: `"Bearer x"`.
final class Scheme {

    private static final String[] SCHEMES = {
        "api-key", "apikey", "basic", "bearer", "jwt", "key", "oauth", "oauth2", "ssws", "token"
    };

    private Scheme() {}

    /// What is left of a value without its scheme. A value of several words stays as it is.
    static Assignment narrowed(byte[] text, Assignment found) {
        int start = found.valueStart();
        int end = found.valueEnd();
        int stop = start;
        while (stop < end && (Ascii.isIdentifier(text[stop]) || text[stop] == '-')) stop++;
        if (stop + 1 >= end || text[stop] != ' ' || !Ascii.isOneOf(text, start, stop, SCHEMES)) return found;
        for (int i = stop + 1; i < end; i++) {
            if (Ascii.isSpace(text[i])) return found;
        }
        return new Assignment(found.nameStart(), found.nameEnd(), stop + 1, end, found.form());
    }
}
