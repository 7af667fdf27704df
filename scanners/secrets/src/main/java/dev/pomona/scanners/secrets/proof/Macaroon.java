// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A macaroon in libmacaroons' serial forms: version 2 (fields of type, length and data) or version 1 (packets that
/// begin
/// with their length in hexadecimal digits).
///
/// @param location where it is good for; empty when it does not say
/// @param caveats how many there are
record Macaroon(String location, int caveats) {

    private static final int SIGNATURE_BYTES = 32;
    private static final int V2 = 2;
    private static final int END = 0;
    private static final int LOCATION = 1;
    private static final int IDENTIFIER = 2;
    private static final int VERIFICATION = 4;
    private static final int SIGNATURE = 6;

    /// Reads one that is written in Base 64, or in hexadecimal digits; `null` when it is none, or something follows it.
    static @Nullable Macaroon parse(String text) {
        byte[] bytes = Base64Text.decode(text);
        Macaroon found = bytes == null ? null : parse(bytes);
        if (found != null) return found;
        try {
            return parse(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Macaroon parse(byte[] bytes) {
        if (bytes.length == 0) return null;
        return bytes[0] == V2 ? new Version2(bytes).read() : new Version1(bytes).read();
    }

    private static String latin1(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static final class Version2 {

        private final byte[] bytes;
        private int at = 1;
        private int dataStart;

        Version2(byte[] bytes) {
            this.bytes = bytes;
        }

        @Nullable
        Macaroon read() {
            String location = "";
            int type = field();
            if (type == LOCATION) {
                location = latin1(bytes, dataStart, at);
                type = field();
            }
            if (type != IDENTIFIER || field() != END) return null;
            int caveats = 0;
            type = field();
            while (type == LOCATION || type == IDENTIFIER) {
                if (type == LOCATION) type = field();
                if (type != IDENTIFIER) return null;
                type = field();
                if (type == VERIFICATION) type = field();
                if (type != END) return null;
                caveats++;
                type = field();
            }
            if (type != END || field() != SIGNATURE) return null;
            return at - dataStart == SIGNATURE_BYTES && at == bytes.length ? new Macaroon(location, caveats) : null;
        }

        /// Reads the next field and answers its type, or -1 where there is none.
        private int field() {
            int type = number();
            dataStart = at;
            if (type == END) return END;
            int length = number();
            if (type < 0 || length < 0 || length > bytes.length - at) return -1;
            dataStart = at;
            at += length;
            return type;
        }

        private int number() {
            int value = 0;
            for (int shift = 0; shift < 28 && at < bytes.length; shift += 7) {
                byte b = bytes[at++];
                value |= (b & 0x7f) << shift;
                if (b >= 0) return value;
            }
            return -1;
        }
    }

    private static final class Version1 {

        private final byte[] bytes;
        private int at;

        Version1(byte[] bytes) {
            this.bytes = bytes;
        }

        @Nullable
        Macaroon read() {
            String location = data("location");
            if (location == null || data("identifier") == null) return null;
            int caveats = 0;
            while (data("cid") != null) {
                data("vid");
                data("cl");
                caveats++;
            }
            String signature = data("signature");
            return signature != null && signature.length() == SIGNATURE_BYTES && at == bytes.length
                    ? new Macaroon(location, caveats)
                    : null;
        }

        /// Reads the next packet when it is the one of that name.
        private @Nullable String data(String name) {
            if (bytes.length - at < 4) return null;
            String digits = latin1(bytes, at, at + 4);
            if (!digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80)) return null;
            int length = Integer.parseInt(digits, 16);
            int from = at + 4;
            int to = at + length;
            byte[] key = (name + " ").getBytes(StandardCharsets.US_ASCII);
            if (to > bytes.length || to - from <= key.length || bytes[to - 1] != '\n') return null;
            if (!Arrays.equals(bytes, from, from + key.length, key, 0, key.length)) return null;
            at = to;
            return latin1(bytes, from + key.length, to - 1);
        }
    }
}
