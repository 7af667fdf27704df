// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.jar;

import java.util.Map;
import java.util.TreeMap;

/// The main section of a `MANIFEST.MF`
/// (<https://docs.oracle.com/en/java/javase/25/docs/specs/jar/jar.html#jar-manifest>), read leniently.
final class JarManifest {

    private static final int MAX_LINES = 20_000;
    private static final int MAX_VALUE = 10_000;

    private JarManifest() {}

    static Map<String, String> mainAttributes(String text) {
        var attributes = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        String name = "";
        var value = new StringBuilder();
        for (String line : text.lines().limit(MAX_LINES).toList()) {
            if (line.isEmpty()) break; // the sections of single entries follow
            if (line.startsWith(" ")) {
                if (value.length() < MAX_VALUE) value.append(line, 1, line.length());
                continue;
            }
            put(attributes, name, value);
            int colon = line.indexOf(':');
            name = colon < 0 ? "" : line.substring(0, colon);
            value = new StringBuilder(colon < 0 ? "" : line.substring(colon + 1));
        }
        put(attributes, name, value);
        return attributes;
    }

    private static void put(Map<String, String> attributes, String name, StringBuilder value) {
        if (!name.isEmpty()) attributes.putIfAbsent(name, value.toString().strip());
    }
}
