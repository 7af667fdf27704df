// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import java.util.List;

/// A component of the made-up organisation and the vulnerability that it has.
///
/// @param severity its rank
/// @param fixed the first version without it
/// @param clean the first version without any
record SeededFlaw(
        int number,
        String namespace,
        String name,
        String version,
        String title,
        int severity,
        double score,
        double epss,
        boolean isExploited,
        String fixed,
        String clean) {

    static final List<SeededFlaw> ALL = List.of(
            new SeededFlaw(
                    1,
                    "",
                    "left-pad",
                    "1.0.0",
                    "left-pad runs what a stranger sends as a length",
                    5,
                    9.8,
                    0.89,
                    true,
                    "1.3.1",
                    "1.4.0"),
            new SeededFlaw(
                    2,
                    "acme",
                    "forms",
                    "4.2.0",
                    "@acme/forms lets a field name reach the prototype of all objects",
                    4,
                    8.1,
                    0.31,
                    false,
                    "4.2.3",
                    "4.3.0"),
            new SeededFlaw(
                    3,
                    "",
                    "express",
                    "4.17.1",
                    "express redirects to where a stranger wants",
                    3,
                    6.1,
                    0.04,
                    false,
                    "4.19.2",
                    "4.21.0"),
            new SeededFlaw(
                    4,
                    "",
                    "lodash",
                    "4.17.20",
                    "lodash takes minutes for a string of blanks",
                    2,
                    3.7,
                    0.011,
                    false,
                    "4.17.21",
                    "4.17.21"),
            new SeededFlaw(
                    5,
                    "",
                    "minimist",
                    "1.2.0",
                    "minimist lets an argument reach the prototype of all objects",
                    5,
                    9.1,
                    0.18,
                    false,
                    "1.2.6",
                    "1.2.6"),
            new SeededFlaw(
                    6,
                    "",
                    "ws",
                    "7.4.0",
                    "ws ends the process on a request with many headers",
                    4,
                    7.5,
                    0.62,
                    true,
                    "7.5.10",
                    "8.17.1"),
            new SeededFlaw(
                    7,
                    "",
                    "json5",
                    "2.2.1",
                    "json5 lets a key named __proto__ through",
                    3,
                    5.6,
                    0.07,
                    false,
                    "2.2.2",
                    "2.2.3"),
            new SeededFlaw(
                    8,
                    "",
                    "semver",
                    "7.3.5",
                    "semver takes minutes for a range of blanks",
                    2,
                    3.1,
                    0.009,
                    false,
                    "7.5.2",
                    "7.5.2"),
            new SeededFlaw(
                    9,
                    "",
                    "tar",
                    "6.1.0",
                    "tar writes outside of the folder through a link in an archive",
                    5,
                    9.0,
                    0.11,
                    false,
                    "6.1.9",
                    "6.2.1"),
            new SeededFlaw(
                    10,
                    "",
                    "undici",
                    "5.5.1",
                    "undici keeps cookies when it is sent to another host",
                    4,
                    7.2,
                    0.09,
                    false,
                    "5.8.0",
                    "5.28.4"));

    String id() {
        return "CVE-2026-%04d".formatted(number);
    }

    String coordinates() {
        return "pkg:npm/" + (namespace.isEmpty() ? "" : "%40" + namespace + "/") + name;
    }

    String purl() {
        return coordinates() + "@" + version;
    }
}
