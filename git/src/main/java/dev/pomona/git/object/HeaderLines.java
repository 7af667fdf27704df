// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.object;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;

/// Reads the lines `word value` at the head of a commit or tag, in order, and the first line of the message.
final class HeaderLines {

    private static final int LONGEST_VALUE = 4096;

    private final byte[] bytes;
    private int at;

    HeaderLines(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The value of the next line when it starts with this word; `null`, and nothing is taken, when not.
    byte @Nullable [] next(String word) {
        int start = at + word.length() + 1;
        if (start > bytes.length || bytes[start - 1] != ' ') return null;
        for (int i = 0; i < word.length(); i++) {
            if (bytes[at + i] != word.charAt(i)) return null;
        }
        int end = lineEnd(start);
        at = Math.min(bytes.length, end + 1);
        return java.util.Arrays.copyOfRange(bytes, start, Math.min(end, start + LONGEST_VALUE));
    }

    @Nullable
    ObjectId nextId(String word) {
        byte[] value = next(word);
        return value == null ? null : ObjectId.parse(value);
    }

    /// The first further line that starts with this word, up to the empty line that ends the head.
    byte @Nullable [] find(String word) {
        while (at < bytes.length && bytes[at] != '\n') {
            byte[] value = next(word);
            if (value != null) return value;
            at = Math.min(bytes.length, lineEnd(at) + 1);
        }
        return null;
    }

    /// Passes over the rest of the head; gives the first line of the message that is not empty.
    byte[] subject() {
        while (at < bytes.length && bytes[at] != '\n') at = Math.min(bytes.length, lineEnd(at) + 1);
        while (at < bytes.length && bytes[at] == '\n') at++;
        return java.util.Arrays.copyOfRange(bytes, at, Math.min(lineEnd(at), at + LONGEST_VALUE));
    }

    private int lineEnd(int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') end++;
        return end;
    }

    /// Text in the charset that a commit names; UTF-8 when it names none, or none that we know; Latin-1 when it
    /// isn't UTF-8 either, which can't fail.
    static String text(byte[] value, byte @Nullable [] encoding) {
        Charset charset = StandardCharsets.UTF_8;
        if (encoding != null) {
            try {
                charset = Charset.forName(new String(encoding, StandardCharsets.ISO_8859_1).strip());
            } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
                charset = StandardCharsets.UTF_8;
            }
        }
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(value)).toString();
        } catch (CharacterCodingException _) {
            return new String(value, StandardCharsets.ISO_8859_1);
        }
    }
}
