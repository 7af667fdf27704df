// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.noise;

/// Shannon entropy of a value's bytes, taken by their frequencies in the value itself.
public final class Entropy {

    private Entropy() {}

    /// Between 0 and 8; 0 for an empty range.
    public static double bitsPerByte(byte[] text, int start, int end) {
        int length = end - start;
        if (length <= 0) return 0;
        int[] counts = new int[256];
        for (int i = start; i < end; i++) counts[text[i] & 0xff]++;
        double sum = 0;
        for (int count : counts) {
            if (count > 0) sum += count * Math.log((double) count / length);
        }
        return Math.max(0, -sum / length / Math.log(2));
    }
}
