// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Artifacts that moved to other coordinates without a break in their versions.
///
/// An advisory names the coordinates that were in use when it was written, a build those that it was written
/// with. Both speak of the same line of versions, so each is looked up under the other's name too.
final class MavenRelocations {

    private static final Map<String, List<String>> OTHERS = read();

    private MavenRelocations() {}

    /// The other coordinates of an artifact, `group:artifact`; empty for one that has stayed where it was.
    static List<String> of(String coordinates) {
        return OTHERS.getOrDefault(coordinates, List.of());
    }

    private static Map<String, List<String>> read() {
        var others = new TreeMap<String, List<String>>();
        try (InputStream table = MavenRelocations.class.getResourceAsStream("maven-relocations.txt")) {
            if (table == null) throw new IllegalStateException("maven-relocations.txt is missing");
            for (String line : new String(table.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                int space = line.indexOf(' ');
                if (line.startsWith("#") || space < 0) continue;
                String former = line.substring(0, space);
                String present = line.substring(space + 1).strip();
                others.computeIfAbsent(former, _ -> new ArrayList<>()).add(present);
                others.computeIfAbsent(present, _ -> new ArrayList<>()).add(former);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return others;
    }
}
