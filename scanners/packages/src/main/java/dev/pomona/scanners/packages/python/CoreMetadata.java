// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The headers of a package's `METADATA` or `PKG-INFO` (Core metadata specifications), as far as they name it.
///
/// @param name as written, `null` when it is missing
/// @param version `null` when it is missing
/// @param nameLine where the name stands, counted from 1; 1 when it is missing
/// @param licenses the expression if there is one, else the classifiers, else the `License` header when it is
///     short enough to be a name
record CoreMetadata(@Nullable String name, @Nullable String version, int nameLine, List<String> licenses) {

    /// A `License` header that is longer holds a text, not a name.
    private static final int LONGEST_LICENSE_NAME = 100;

    CoreMetadata {
        licenses = List.copyOf(licenses);
    }

    static CoreMetadata parse(String text) {
        String name = null;
        String version = null;
        String expression = null;
        String license = null;
        int nameLine = 1;
        List<String> classifiers = new ArrayList<>();
        int number = 0;
        boolean licenseOpen = false;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (line.isBlank()) break;
            boolean continued = Character.isWhitespace(line.charAt(0));
            int colon = line.indexOf(':');
            if (continued || colon < 0) {
                if (licenseOpen) license = null;
                continue;
            }
            String value = line.substring(colon + 1).strip();
            String header = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            licenseOpen = header.equals("license");
            switch (header) {
                case "name" -> {
                    if (name == null) nameLine = number;
                    name = name == null ? value : name;
                }
                case "version" -> version = version == null ? value : version;
                case "license-expression" -> expression = value;
                case "license" -> license = value;
                case "classifier" -> {
                    if (value.startsWith("License ::")) {
                        classifiers.add(
                                value.substring(value.lastIndexOf("::") + 2).strip());
                    }
                }
                default -> {}
            }
        }
        return new CoreMetadata(name, version, nameLine, licenses(expression, classifiers, license));
    }

    private static List<String> licenses(
            @Nullable String expression, List<String> classifiers, @Nullable String license) {
        if (expression != null && !expression.isEmpty()) return List.of(expression);
        List<String> telling =
                classifiers.stream().filter(one -> !one.equals("OSI Approved")).toList();
        if (!telling.isEmpty()) return telling;
        boolean named = license != null
                && !license.isEmpty()
                && license.length() <= LONGEST_LICENSE_NAME
                && !license.equals("UNKNOWN");
        return named ? List.of(license) : List.of();
    }
}
