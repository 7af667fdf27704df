// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.encoding;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Base 64 (RFC 4648), with the alphabet for URLs as well, padded or not.
public final class Base64Text {

    private Base64Text() {}

    /// The bytes, or `null` when the text is not Base 64, mixes both alphabets, or is padded wrongly.
    public static byte @Nullable [] decode(String text) {
        boolean forUrls = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        try {
            return (forUrls ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// The text inside, or `null` when it is not Base 64 of printable UTF-8; line breaks and tabs count as printable.
    public static @Nullable String decodeText(String text) {
        byte[] bytes = decode(text);
        return bytes == null ? null : printable(bytes);
    }

    /// The bytes as text, or `null` when they are not printable UTF-8.
    public static @Nullable String printable(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.codePoints().allMatch(Base64Text::isPrintable) ? text : null;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean isPrintable(int c) {
        if (c < 0x20) return c == '\n' || c == '\r' || c == '\t';
        return c != 0x7f && Character.isDefined(c) && !Character.isISOControl(c);
    }
}
