// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.encoding;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Numbers written with the digits of a base.
public enum Radix {
    BASE36("0123456789abcdefghijklmnopqrstuvwxyz"),
    /// Bitcoin's: without `0`, `O`, `I` and `l`.
    BASE58("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"),
    /// Digits, then capitals, then small letters, as GitHub and npm write their checksums.
    BASE62("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
    /// Digits, then small letters, then capitals.
    BASE62_LOWER_FIRST("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// Longer texts are no keys, and the work grows with the square of the length.
    private static final int MAX_DIGITS = 512;

    private final String digits;

    Radix(String digits) {
        this.digits = digits;
    }

    public String digits() {
        return digits;
    }

    private int value(char digit) {
        return digits.indexOf(digit);
    }

    /// Whether all of the text is digits.
    public boolean writes(String text) {
        return text.chars().allMatch(c -> value((char) c) >= 0);
    }

    /// The number, or -1 when the text is no number below 2^56.
    public long number(String text) {
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = value(text.charAt(i));
            if (value < 0) return -1;
            number = number * digits.length() + value;
            if (number >= 1L << 56) return -1;
        }
        return text.isEmpty() ? -1 : number;
    }

    /// The number with leading zeros up to the width.
    public String text(long number, int width) {
        var text = new StringBuilder();
        for (long rest = number; rest > 0; rest /= digits.length()) {
            text.append(digits.charAt((int) (rest % digits.length())));
        }
        while (text.length() < width) {
            text.append(digits.charAt(0));
        }
        return text.reverse().toString();
    }

    /// The bytes of the number, where each leading zero digit stands for a zero byte of its own, as in Base58Check.
    public byte @Nullable [] bytes(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || !writes(text)) return null;
        var base = BigInteger.valueOf(digits.length());
        BigInteger number = BigInteger.ZERO;
        int zeros = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = value(text.charAt(i));
            if (value == 0 && zeros == i) zeros++;
            number = number.multiply(base).add(BigInteger.valueOf(value));
        }
        if (zeros == text.length()) return new byte[zeros];
        byte[] magnitude = number.toByteArray();
        int from = magnitude[0] == 0 ? 1 : 0;
        var bytes = new byte[zeros + magnitude.length - from];
        System.arraycopy(magnitude, from, bytes, zeros, magnitude.length - from);
        return bytes;
    }

    /// The reverse of [#bytes(String)].
    public String text(byte[] bytes) {
        int zeros = 0;
        while (zeros < bytes.length && bytes[zeros] == 0) {
            zeros++;
        }
        var base = BigInteger.valueOf(digits.length());
        var text = new StringBuilder();
        BigInteger number = new BigInteger(1, bytes);
        while (number.signum() > 0) {
            BigInteger[] step = number.divideAndRemainder(base);
            text.append(digits.charAt(step[1].intValue()));
            number = step[0];
        }
        text.repeat(digits.charAt(0), zeros);
        return text.reverse().toString();
    }
}
