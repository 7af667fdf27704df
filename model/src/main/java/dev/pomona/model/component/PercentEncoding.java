// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.component;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Percent-encoding as purls use it: letters, digits, `.-_~` and the colon stay as they are.
final class PercentEncoding {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentEncoding() {}

    static StringBuilder encode(String part, StringBuilder out) {
        int plain = 0;
        while (plain < part.length() && isPlain(part.charAt(plain))) plain++;
        if (plain == part.length()) return out.append(part);
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && isPlain((char) b)) out.append((char) b);
            else out.append('%').append(HEX[(b >> 4) & 15]).append(HEX[b & 15]);
        }
        return out;
    }

    /// @throws InvalidPurlException when a percent sign starts no byte, or the bytes are no UTF-8
    static String decode(String part) {
        if (part.indexOf('%') < 0) return part;
        byte[] raw = part.getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                bytes.put(raw[i]);
                continue;
            }
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new InvalidPurlException(
                        "a percent sign of a purl starts two hex digits, but got '%s'".formatted(part));
            }
            bytes.put((byte) (high * 16 + low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidPurlException("percent-encoded bytes of a purl are UTF-8, but got '%s'".formatted(part));
        }
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_'
                || c == '~'
                || c == ':';
    }
}
