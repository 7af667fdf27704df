// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.cvss;

/// The base equation of CVSS 2.0 (its guide, §3.2.1).
final class Cvss2 {

    private Cvss2() {}

    static double baseScore(CvssVector vector) {
        double impact = 10.41 * (1 - (1 - impact(vector, "C")) * (1 - impact(vector, "I")) * (1 - impact(vector, "A")));
        double exploitability = 20 * accessVector(vector) * accessComplexity(vector) * authentication(vector);
        double factor = impact == 0 ? 0 : 1.176;
        return Math.round((0.6 * impact + 0.4 * exploitability - 1.5) * factor * 10) / 10.0;
    }

    private static double impact(CvssVector vector, String metric) {
        return switch (vector.value(metric)) {
            case "C" -> 0.660;
            case "P" -> 0.275;
            default -> 0;
        };
    }

    private static double accessVector(CvssVector vector) {
        return switch (vector.value("AV")) {
            case "N" -> 1.0;
            case "A" -> 0.646;
            default -> 0.395;
        };
    }

    private static double accessComplexity(CvssVector vector) {
        return switch (vector.value("AC")) {
            case "L" -> 0.71;
            case "M" -> 0.61;
            default -> 0.35;
        };
    }

    private static double authentication(CvssVector vector) {
        return switch (vector.value("Au")) {
            case "N" -> 0.704;
            case "S" -> 0.56;
            default -> 0.45;
        };
    }
}
