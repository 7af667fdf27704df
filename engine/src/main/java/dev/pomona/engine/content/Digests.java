// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.content;

import dev.pomona.model.component.Digest;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Digests of segments and of lists of parts.
public final class Digests {

    private static final long STEP = 1 << 20;

    private Digests() {}

    public static MessageDigest sha256() {
        return newDigest(Digest.Algorithm.SHA256);
    }

    public static byte[] of(Digest.Algorithm algorithm, MemorySegment content) {
        var digest = newDigest(algorithm);
        for (long at = 0; at < content.byteSize(); at += STEP) {
            digest.update(
                    content.asSlice(at, Math.min(STEP, content.byteSize() - at)).asByteBuffer());
        }
        return digest.digest();
    }

    /// Adds a text with its length before it, so that no two lists of texts read alike.
    public static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(digest, bytes.length);
        digest.update(bytes);
    }

    public static void add(MessageDigest digest, long number) {
        for (int shift = 56; shift >= 0; shift -= 8) digest.update((byte) (number >>> shift));
    }

    private static MessageDigest newDigest(Digest.Algorithm algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.standardName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no " + algorithm.standardName(), e);
        }
    }
}
