// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import java.util.HashMap;
import java.util.Map;

/// The ranges that a workspace gives its members by name: `catalog` and `catalogs` of `pnpm-workspace.yaml`
/// and of `.yarnrc.yml` (<https://yarnpkg.com/features/catalogs>).
final class Catalogs {

    private Catalogs() {}

    /// Where the range of a package stands in [#read], for a requirement `catalog:` + `catalog`.
    static String key(String catalog, String name) {
        return (catalog.isBlank() ? "default" : catalog.strip()) + ":" + name;
    }

    static Map<String, String> read(Node workspace) {
        var ranges = new HashMap<String, String>();
        for (Mapping.Entry catalog : workspace.entries("catalogs")) {
            catalog.value().entries().forEach(entry -> put(ranges, catalog.key(), entry));
        }
        workspace.entries("catalog").forEach(entry -> put(ranges, "default", entry));
        return ranges;
    }

    private static void put(Map<String, String> ranges, String catalog, Mapping.Entry entry) {
        String range = entry.value().text();
        if (range != null) ranges.put(key(catalog, entry.key()), range);
    }
}
