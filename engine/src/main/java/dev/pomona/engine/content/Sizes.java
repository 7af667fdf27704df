// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.content;

/// Sizes as people read them.
public final class Sizes {

    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

    private Sizes() {}

    /// `512 MB` for 512 · 1024²; in the largest unit that needs no fraction.
    public static String print(long bytes) {
        int unit = 0;
        long value = bytes;
        while (value >= 1024 && value % 1024 == 0 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return value + " " + UNITS[unit];
    }
}
