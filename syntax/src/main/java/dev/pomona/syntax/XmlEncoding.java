// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the encoding of an XML document (XML 1.0, appendix F) and decodes it.
///
/// The JDK's parser could do that, but prints some encoding errors to the standard error stream before it throws them.
final class XmlEncoding {

    private static final Pattern DECLARATION =
            Pattern.compile("\\A<\\?xml[^>]{0,100}encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,40})[\"']");
    private static final int DECLARATION_LENGTH = 200;

    private XmlEncoding() {}

    static String decode(byte[] document) {
        if (startsWith(document, 0xEF, 0xBB, 0xBF)) return decode(document, 3, StandardCharsets.UTF_8);
        if (startsWith(document, 0xFE, 0xFF)) return decode(document, 2, StandardCharsets.UTF_16BE);
        if (startsWith(document, 0xFF, 0xFE)) return decode(document, 2, StandardCharsets.UTF_16LE);
        if (startsWith(document, 0, '<')) return decode(document, 0, StandardCharsets.UTF_16BE);
        if (startsWith(document, '<', 0)) return decode(document, 0, StandardCharsets.UTF_16LE);
        return decode(document, 0, declared(document));
    }

    private static Charset declared(byte[] document) {
        int length = Math.min(document.length, DECLARATION_LENGTH);
        Matcher declaration = DECLARATION.matcher(new String(document, 0, length, StandardCharsets.ISO_8859_1));
        if (!declaration.find()) return StandardCharsets.UTF_8;
        String name = declaration.group(1);
        try {
            Charset charset = Charset.forName(name);
            // a declaration that was readable byte by byte is not in an encoding of two bytes each
            return charset.name().startsWith("UTF-16") ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new SyntaxException("the encoding '%s' is not known".formatted(name), 1, 1);
        }
    }

    private static String decode(byte[] document, int from, Charset charset) {
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(document, from, document.length - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SyntaxException("not in the encoding %s".formatted(charset.name()), 0, 0);
        }
    }

    private static boolean startsWith(byte[] document, int... bytes) {
        if (document.length < bytes.length) return false;
        for (int i = 0; i < bytes.length; i++) {
            if ((document[i] & 0xFF) != bytes[i]) return false;
        }
        return true;
    }
}
