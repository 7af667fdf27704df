// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.advisory;

/// How bad it is, from nothing known to worst. The order is the order of judgement.
public enum Severity {
    UNKNOWN,
    NONE,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /// The qualitative rating of a CVSS 3 or 4 base score (CVSS v3.1 §5, v4.0 §6).
    public static Severity ofScore(double score) {
        if (score >= 9.0) return CRITICAL;
        if (score >= 7.0) return HIGH;
        if (score >= 4.0) return MEDIUM;
        return score > 0 ? LOW : NONE;
    }
}
