// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.encoding;

/// Marvin32, the keyed checksum in Microsoft's identifiable secrets. Not a cryptographic one.
public final class Marvin32 {

    private Marvin32() {}

    /// Both halves of the 64-bit checksum of the first `length` bytes, folded into one.
    public static int hash(byte[] bytes, int length, long seed) {
        long hash = hash64(bytes, length, seed);
        return (int) (hash >>> 32) ^ (int) hash;
    }

    /// The 64-bit checksum of the first `length` bytes.
    public static long hash64(byte[] bytes, int length, long seed) {
        int low = (int) seed;
        int high = (int) (seed >>> 32);
        int whole = length & ~3;
        long state = pack(low, high);
        for (int i = 0; i < whole; i += 4) {
            state = mix(state, littleEndian(bytes, i, 4));
        }
        // what is left, then a bit that ends it
        int rest = littleEndian(bytes, whole, length - whole) | (0x80 << (8 * (length - whole)));
        return mix(mix(state, rest), 0);
    }

    private static int littleEndian(byte[] bytes, int at, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value |= (bytes[at + i] & 0xff) << (8 * i);
        }
        return value;
    }

    private static long pack(int low, int high) {
        return (long) high << 32 | (low & 0xffffffffL);
    }

    private static long mix(long state, int input) {
        int low = (int) state + input;
        int high = (int) (state >>> 32);
        high ^= low;
        low = Integer.rotateLeft(low, 20) + high;
        high = Integer.rotateLeft(high, 9) ^ low;
        low = Integer.rotateLeft(low, 27) + high;
        high = Integer.rotateLeft(high, 19);
        return pack(low, high);
    }
}
