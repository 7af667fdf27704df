// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

import dev.pomona.model.component.Location;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A `go.sum` file (<https://go.dev/ref/mod#go-sum-files>).
///
/// Its hashes are of file lists, not of archives, so they are no digests of components.
///
/// @param known every `path@version` of which it has any hash
/// @param newest for each module whose content it has a hash of, the newest such version
record SumFile(Set<String> known, Map<String, Entry> newest, int unreadable) {

    /// A version and where it stands.
    record Entry(String version, Location location) {}

    /// @param excluded versions not to take, as `path@version`
    static SumFile parse(String path, String text, Set<String> excluded) {
        var known = new HashSet<String>();
        var newest = new TreeMap<String, Entry>();
        int number = 0;
        int unreadable = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (line.isBlank()) continue;
            int first = line.indexOf(' ');
            int second = line.indexOf(' ', first + 1);
            if (first <= 0 || second < 0) {
                unreadable++;
                continue;
            }
            String module = line.substring(0, first);
            String version = line.substring(first + 1, second);
            if (version.endsWith("/go.mod")) {
                known.add(module + "@" + version.substring(0, version.length() - "/go.mod".length()));
                continue;
            }
            known.add(module + "@" + version);
            if (excluded.contains(module + "@" + version) || !Modules.isVersion(version)) continue;
            var entry = new Entry(version, Location.at(path, number, 1));
            newest.merge(module, entry, (a, b) -> GoVersion.ORDER.compare(a.version(), b.version()) >= 0 ? a : b);
        }
        return new SumFile(known, newest, unreadable);
    }
}
