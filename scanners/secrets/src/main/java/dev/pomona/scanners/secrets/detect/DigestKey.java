// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// The key under which secrets are told apart without being shown: equal secrets have equal digests wherever they are.
///
/// Under the key that everyone knows, a digest could be compared with those of guessed values; so it is made only of
/// values that nobody can guess. Under a key of one's own it is made of every value.
public final class DigestKey {

    private static final int BLOCK = 64;
    private static final int SHOWN_BYTES = 16;

    private final byte[] key;
    private final boolean isOwn;

    private DigestKey(byte[] key, boolean isOwn) {
        this.key = key;
        this.isOwn = isOwn;
    }

    /// The key that everyone knows.
    public static DigestKey published() {
        return new DigestKey("pomona secret digest, published key, 1".getBytes(StandardCharsets.UTF_8), false);
    }

    /// A key of one's own; any bytes, the more the better.
    public static DigestKey own(byte[] key) {
        if (key.length == 0) throw new IllegalArgumentException("the key for digests is empty");
        return new DigestKey(key.clone(), true);
    }

    /// Whether only its owner knows it.
    public boolean isOwn() {
        return isOwn;
    }

    /// The first 128 bits of the HMAC-SHA-256 (RFC 2104) of a value, in hexadecimal.
    public String digest(byte[] value) {
        byte[] block = Arrays.copyOf(key.length > BLOCK ? sha256().digest(key) : key, BLOCK);
        byte[] inner = sha256(pad(block, 0x36), value);
        return HexFormat.of().formatHex(sha256(pad(block, 0x5c), inner), 0, SHOWN_BYTES);
    }

    /// Tells two keys apart, and nothing of the key.
    public String fingerprint() {
        return digest("which key is this".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] pad(byte[] block, int value) {
        byte[] padded = block.clone();
        for (int i = 0; i < padded.length; i++) padded[i] ^= (byte) value;
        return padded;
    }

    private static byte[] sha256(byte[] first, byte[] second) {
        var digest = sha256();
        digest.update(first);
        return digest.digest(second);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return isOwn ? "DigestKey[own]" : "DigestKey[published]";
    }
}
