// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import java.util.Collection;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/// CVE ids among others.
final class Cves {

    /// By year and number, shorter numbers first.
    private static final Comparator<String> ORDER = Comparator.comparing(
                    (String id) -> id.length() < 8 ? id : id.substring(0, 8))
            .thenComparingInt(String::length)
            .thenComparing(Comparator.naturalOrder());

    private Cves() {}

    static boolean isCve(String id) {
        return id.startsWith("CVE-");
    }

    static SortedSet<String> in(Collection<String> ids) {
        var cves = new TreeSet<>(ORDER);
        for (String id : ids) {
            if (isCve(id)) cves.add(id);
        }
        return cves;
    }

    static SortedSet<String> in(String id, Collection<String> aliases) {
        SortedSet<String> cves = in(aliases);
        if (isCve(id)) cves.add(id);
        return cves;
    }
}
