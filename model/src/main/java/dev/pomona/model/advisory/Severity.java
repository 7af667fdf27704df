// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.advisory;

/// How bad it is, from nothing known to worst. The order is the order of judgement.
public enum Severity {
    UNKNOWN(0),
    NONE(1),
    LOW(2),
    MEDIUM(3),
    HIGH(4),
    CRITICAL(5);

    private final int rank;

    Severity(int rank) {
        this.rank = rank;
    }

    /// A number in the order of judgement, 0 for `UNKNOWN`: what policies compare.
    public int rank() {
        return rank;
    }

    /// The qualitative rating of a CVSS 3 or 4 base score (CVSS v3.1 §5, v4.0 §6).
    public static Severity ofScore(double score) {
        if (score >= 9.0) return CRITICAL;
        if (score >= 7.0) return HIGH;
        if (score >= 4.0) return MEDIUM;
        return score > 0 ? LOW : NONE;
    }
}
