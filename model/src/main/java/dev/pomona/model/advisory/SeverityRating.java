// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.advisory;

/// How bad a source says it is, in the source's own notation.
///
/// @param notation which rules `value` follows
/// @param value a CVSS vector as published, or a word such as `HIGH`
public record SeverityRating(Notation notation, String value) {

    public enum Notation {
        CVSS_2,
        CVSS_3,
        CVSS_4,
        /// A word of the source's own: Ubuntu's priority, Red Hat's impact, GitHub's severity.
        WORD
    }
}
