// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Turns the bytes of a file's name into text, the same in every locale and never two names into one.
public final class Names {

    private Names() {}

    /// The name in UTF-8; where it is not valid, each malformed byte as `\xE9` and each backslash doubled.
    public static String decode(byte[] name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException _) {
            return escape(name);
        }
    }

    private static String escape(byte[] name) {
        var in = ByteBuffer.wrap(name);
        var text = new StringBuilder(name.length + 8);
        while (in.hasRemaining()) {
            int length = characterLength(name, in.position());
            if (length == 0) {
                text.append("\\x").append(String.format(Locale.ROOT, "%02X", in.get() & 0xff));
            } else {
                var character = new String(name, in.position(), length, StandardCharsets.UTF_8);
                text.append(character.equals("\\") ? "\\\\" : character);
                in.position(in.position() + length);
            }
        }
        return text.toString();
    }

    /// How many bytes the valid character at an index has; 0 when there is none.
    private static int characterLength(byte[] name, int at) {
        for (int length = 1; length <= 4 && at + length <= name.length; length++) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name, at, length));
                return length;
            } catch (CharacterCodingException _) {
                // a longer sequence may be valid
            }
        }
        return 0;
    }
}
