// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import java.util.Random;
import java.util.zip.CRC32;

/// Secrets for tests, which nobody issued.
public final class Planted {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private Planted() {}

    /// A token in GitHub's form whose checksum holds.
    public static String gitHub(long seed) {
        var random = new Random(seed);
        var body = new StringBuilder();
        for (int i = 0; i < 30; i++) body.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        var crc = new CRC32();
        crc.update(body.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        var checksum = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            checksum.insert(0, DIGITS.charAt((int) (rest % 62)));
            rest /= 62;
        }
        return "gh" + "p_" + body + checksum;
    }
}
