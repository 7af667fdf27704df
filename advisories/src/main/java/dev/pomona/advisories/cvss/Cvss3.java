// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.cvss;

/// The base equation of CVSS 3.0 and 3.1 (specification v3.1, §7.1 and §7.4); they differ in how they round.
final class Cvss3 {

    private Cvss3() {}

    static double baseScore(CvssVector vector) {
        boolean changed = vector.value("S").equals("C");
        double lost = 1 - (1 - impact(vector, "C")) * (1 - impact(vector, "I")) * (1 - impact(vector, "A"));
        double impact = changed ? 7.52 * (lost - 0.029) - 3.25 * Math.pow(lost - 0.02, 15) : 6.42 * lost;
        if (impact <= 0) return 0;
        double exploitability = 8.22
                * attackVector(vector)
                * (vector.value("AC").equals("L") ? 0.77 : 0.44)
                * privilegesRequired(vector, changed)
                * (vector.value("UI").equals("N") ? 0.85 : 0.62);
        double score = Math.min(changed ? 1.08 * (impact + exploitability) : impact + exploitability, 10);
        return vector.version() == CvssVector.Version.V3_0 ? Math.ceil(score * 10) / 10 : roundUp(score);
    }

    private static double impact(CvssVector vector, String metric) {
        return switch (vector.value(metric)) {
            case "H" -> 0.56;
            case "L" -> 0.22;
            default -> 0;
        };
    }

    private static double attackVector(CvssVector vector) {
        return switch (vector.value("AV")) {
            case "N" -> 0.85;
            case "A" -> 0.62;
            case "L" -> 0.55;
            default -> 0.2;
        };
    }

    private static double privilegesRequired(CvssVector vector, boolean changed) {
        return switch (vector.value("PR")) {
            case "N" -> 0.85;
            case "L" -> changed ? 0.68 : 0.62;
            default -> changed ? 0.5 : 0.27;
        };
    }

    /// To the next tenth, after cutting off what is only noise of floating point (v3.1, appendix A).
    private static double roundUp(double score) {
        long hundredThousandths = Math.round(score * 100_000);
        if (hundredThousandths % 10_000 == 0) return hundredThousandths / 100_000.0;
        return (hundredThousandths / 10_000 + 1) / 10.0;
    }
}
