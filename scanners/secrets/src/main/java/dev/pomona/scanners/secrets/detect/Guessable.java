// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.model.finding.Proof;
import dev.pomona.scanners.secrets.noise.Entropy;
import dev.pomona.scanners.secrets.noise.TokenQuality;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whether someone who knows the digest of a value could find the value by trying. In doubt it is.
final class Guessable {

    /// From so many bits on, nobody finds a value by trying.
    private static final double UNGUESSABLE_BITS = 80;

    /// A UUID of another version than 4 is made of the time and the machine.
    private static final Pattern DATED_UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-35-9a-f][0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}");

    private Guessable() {}

    /// @param fixed how many bytes at the start all such secrets have in common
    static boolean is(Sighting sighting, String value, int fixed) {
        if (sighting.proof() == Proof.GENERIC) return true; // whoever chose it may have been anybody
        byte[] bytes = sighting.value();
        int start = Math.min(fixed, bytes.length);
        if (isFewBits(bytes, start) || DATED_UUID.matcher(value).matches()) return true;
        byte[] packed = unpacked(value.substring(Math.min(fixed, value.length())));
        return packed != null && isText(packed);
    }

    private static boolean isFewBits(byte[] bytes, int start) {
        double bits = Entropy.bitsPerByte(bytes, start, bytes.length)
                * (bytes.length - start)
                * TokenQuality.of(bytes, start, bytes.length);
        return bits < UNGUESSABLE_BITS;
    }

    /// What a value stands for that is written in hexadecimal or Base 64; `null` when it is in neither.
    private static byte @Nullable [] unpacked(String value) {
        try {
            if (value.length() % 2 == 0) return HexFormat.of().parseHex(value);
        } catch (IllegalArgumentException _) {
            // not hexadecimal
        }
        try {
            boolean isForUrls = value.indexOf('-') >= 0 || value.indexOf('_') >= 0;
            return (isForUrls ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(value);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// A password someone chose, with or without a user before it, says nothing by being packed.
    private static boolean isText(byte[] bytes) {
        int printable = 0;
        for (byte b : bytes) {
            if (b >= ' ' && b < 0x7f) printable++;
        }
        return bytes.length > 0 && printable >= 0.95 * bytes.length;
    }
}
