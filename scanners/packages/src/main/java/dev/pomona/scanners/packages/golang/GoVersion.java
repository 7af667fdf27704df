// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

import java.math.BigInteger;
import java.util.Comparator;

/// The order in which Go selects among versions of a module: semantic versioning, build metadata aside
/// (<https://go.dev/ref/mod#versions>).
final class GoVersion {

    /// Versions in Go's own form (`v1.2.3-pre+meta`); what is none comes before all that are.
    static final Comparator<String> ORDER = GoVersion::compare;

    private GoVersion() {}

    private static int compare(String one, String other) {
        String[] left = parts(one);
        String[] right = parts(other);
        int order = compareRelease(left[0], right[0]);
        if (order != 0) return order;
        if (left[1].isEmpty() || right[1].isEmpty()) {
            return Boolean.compare(left[1].isEmpty(), right[1].isEmpty());
        }
        return compareIdentifiers(left[1].split("\\.", -1), right[1].split("\\.", -1));
    }

    /// The release and the pre-release of a version.
    private static String[] parts(String version) {
        String text = version.startsWith("v") ? version.substring(1) : version;
        int plus = text.indexOf('+');
        if (plus >= 0) text = text.substring(0, plus);
        int dash = text.indexOf('-');
        return dash < 0 ? new String[] {text, ""} : new String[] {text.substring(0, dash), text.substring(dash + 1)};
    }

    private static int compareRelease(String one, String other) {
        return compareIdentifiers(one.split("\\.", -1), other.split("\\.", -1));
    }

    private static int compareIdentifiers(String[] left, String[] right) {
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int order = compareIdentifier(left[i], right[i]);
            if (order != 0) return order;
        }
        return Integer.compare(left.length, right.length);
    }

    private static int compareIdentifier(String one, String other) {
        boolean number = isNumber(one);
        boolean otherNumber = isNumber(other);
        if (number && otherNumber) return new BigInteger(one).compareTo(new BigInteger(other));
        return number == otherNumber ? one.compareTo(other) : Boolean.compare(otherNumber, number);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 100 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
