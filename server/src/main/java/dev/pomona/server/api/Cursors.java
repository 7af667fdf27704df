// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.keys.ServerKey;
import dev.pomona.server.web.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Places in lists as they travel: marked, so that nobody makes one up, and good for the list alone
/// in which they were given.
final class Cursors {

    private static final int MARK_BYTES = 16;

    private final byte[] key;

    Cursors(ServerKey key) {
        this.key = key.derived("cursors");
    }

    /// @param list names the list with everything that selects or orders it
    String write(String list, String place) {
        byte[] content = place.getBytes(StandardCharsets.UTF_8);
        byte[] mark = mark(joined(list, content));
        byte[] cursor = ByteBuffer.allocate(mark.length + content.length)
                .put(mark)
                .put(content)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /// @throws ProblemException when it is not ours or not of this list
    String read(String list, String cursor) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.remaining() > MARK_BYTES) {
                byte[] mark = new byte[MARK_BYTES];
                bytes.get(mark);
                byte[] content = new byte[bytes.remaining()];
                bytes.get(content);
                if (MessageDigest.isEqual(mark(joined(list, content)), mark))
                    return new String(content, StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException _) {
            // no base64: said below
        }
        throw ProblemException.invalid("cursor", "is not one of this list; begin without");
    }

    private byte[] mark(byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(content), MARK_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static byte[] joined(String list, byte[] content) {
        byte[] name = list.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + name.length + content.length)
                .putInt(name.length)
                .put(name)
                .put(content)
                .array();
    }
}
