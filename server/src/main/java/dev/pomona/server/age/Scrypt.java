// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.age;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// scrypt (RFC 7914): a key out of a passphrase, at a price in memory.
final class Scrypt {

    /// Words of 32 bits in a block of Salsa20.
    private static final int WORDS = 16;

    private Scrypt() {}

    /// @param cost N, a power of two
    /// @param blockSize r
    /// @param parallel p
    /// @param length of the key in bytes
    static byte[] derive(char[] passphrase, byte[] salt, int cost, int blockSize, int parallel, int length) {
        int bytes = 128 * blockSize;
        byte[] blocks = pbkdf2(passphrase, salt, parallel * bytes);
        for (int i = 0; i < parallel; i++) mix(blocks, i * bytes, blockSize, cost);
        return pbkdf2(passphrase, blocks, length);
    }

    private static byte[] pbkdf2(char[] passphrase, byte[] salt, int length) {
        var spec = new PBEKeySpec(passphrase, salt, 1, 8 * length);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2", e);
        } finally {
            spec.clearPassword();
        }
    }

    /// scryptROMix (section 5).
    private static void mix(byte[] bytes, int at, int blockSize, int cost) {
        int words = 32 * blockSize;
        var buffer = ByteBuffer.wrap(bytes, at, 4 * words)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer();
        int[] x = new int[words];
        int[] y = new int[words];
        buffer.get(0, x);
        int[][] memory = new int[cost][];
        for (int i = 0; i < cost; i++) {
            memory[i] = x.clone();
            blockMix(x, y, blockSize);
        }
        for (int i = 0; i < cost; i++) {
            int[] chosen = memory[x[words - WORDS] & cost - 1];
            for (int k = 0; k < words; k++) x[k] ^= chosen[k];
            blockMix(x, y, blockSize);
        }
        buffer.put(0, x);
    }

    /// scryptBlockMix (section 4), in place.
    private static void blockMix(int[] x, int[] y, int blockSize) {
        int[] state = Arrays.copyOfRange(x, x.length - WORDS, x.length);
        for (int i = 0; i < 2 * blockSize; i++) {
            for (int k = 0; k < WORDS; k++) state[k] ^= x[i * WORDS + k];
            salsa(state);
            System.arraycopy(state, 0, y, (i / 2 + (i & 1) * blockSize) * WORDS, WORDS);
        }
        System.arraycopy(y, 0, x, 0, x.length);
    }

    /// Salsa20/8 (section 3).
    private static void salsa(int[] state) {
        int[] x = state.clone();
        for (int i = 0; i < 4; i++) {
            quarter(x, 0, 4, 8, 12);
            quarter(x, 5, 9, 13, 1);
            quarter(x, 10, 14, 2, 6);
            quarter(x, 15, 3, 7, 11);
            quarter(x, 0, 1, 2, 3);
            quarter(x, 5, 6, 7, 4);
            quarter(x, 10, 11, 8, 9);
            quarter(x, 15, 12, 13, 14);
        }
        for (int k = 0; k < WORDS; k++) state[k] += x[k];
    }

    private static void quarter(int[] x, int a, int b, int c, int d) {
        x[b] ^= Integer.rotateLeft(x[a] + x[d], 7);
        x[c] ^= Integer.rotateLeft(x[b] + x[a], 9);
        x[d] ^= Integer.rotateLeft(x[c] + x[b], 13);
        x[a] ^= Integer.rotateLeft(x[d] + x[c], 18);
    }
}
