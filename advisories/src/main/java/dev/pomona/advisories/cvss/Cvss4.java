// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.cvss;

import java.util.List;

/// The score of CVSS 4.0 (specification v4.0, §8.2): a vector falls into one of 270 groups, the MacroVectors,
/// each with the score of its worst members; a less bad member lies below that by its share of the way to the
/// groups next below.
final class Cvss4 {

    /// The groups' scores in tenths: a row for each EQ1, EQ2, EQ3 (counting the last fastest), in it a value
    /// for each EQ4, EQ5, EQ6. `NO_GROUP` stands for a combination that cannot be (specification, §8.3).
    private static final int[][] GROUPS = {
        {100, 99, 98, 95, 95, 92, 100, 96, 93, 87, 91, 81, 93, 90, 89, 80, 81, 68},
        {98, 95, 95, 92, 90, 84, 93, 92, 89, 81, 81, 65, 88, 80, 78, 70, 69, 48},
        {0, 92, 0, 82, 0, 72, 0, 79, 0, 69, 0, 50, 0, 69, 0, 55, 0, 27},
        {99, 97, 95, 92, 92, 85, 95, 91, 90, 83, 84, 71, 92, 81, 82, 71, 72, 53},
        {95, 93, 92, 85, 85, 73, 92, 82, 80, 72, 70, 59, 84, 70, 71, 52, 50, 30},
        {0, 86, 0, 75, 0, 52, 0, 71, 0, 52, 0, 29, 0, 63, 0, 29, 0, 17},
        {98, 95, 94, 87, 91, 81, 94, 89, 86, 74, 77, 64, 87, 75, 74, 63, 63, 49},
        {94, 89, 88, 77, 76, 67, 86, 76, 74, 58, 59, 50, 72, 57, 57, 52, 52, 25},
        {0, 83, 0, 70, 0, 54, 0, 65, 0, 58, 0, 26, 0, 53, 0, 21, 0, 13},
        {95, 90, 88, 76, 76, 70, 90, 77, 75, 62, 61, 53, 77, 66, 68, 59, 52, 30},
        {89, 78, 76, 67, 62, 58, 74, 59, 57, 57, 47, 23, 61, 52, 57, 29, 24, 16},
        {0, 71, 0, 59, 0, 30, 0, 58, 0, 26, 0, 15, 0, 23, 0, 13, 0, 6},
        {93, 87, 86, 72, 75, 58, 86, 74, 74, 61, 56, 34, 70, 54, 52, 40, 40, 22},
        {85, 75, 74, 55, 62, 51, 72, 57, 55, 41, 46, 19, 53, 36, 34, 19, 19, 8},
        {0, 64, 0, 51, 0, 20, 0, 47, 0, 21, 0, 11, 0, 24, 0, 9, 0, 4},
        {88, 75, 73, 53, 60, 50, 73, 55, 59, 40, 41, 20, 54, 43, 45, 22, 20, 11},
        {75, 55, 58, 45, 40, 21, 61, 51, 48, 18, 20, 9, 46, 18, 17, 7, 8, 2},
        {0, 53, 0, 24, 0, 14, 0, 24, 0, 12, 0, 5, 0, 10, 0, 3, 0, 1}
    };

    private static final int NO_GROUP = 0;

    /// The worst members of each group, by metric values in the order of the arrays below; and the number of
    /// steps from the worst to the least bad member.
    private record Part(List<String> worst, int depth) {}

    private static final String[] EQ1_METRICS = {"AV", "PR", "UI"};
    private static final Part[] EQ1 = {
        new Part(List.of("NNN"), 1), new Part(List.of("ANN", "NLN", "NNP"), 4), new Part(List.of("PNN", "ALP"), 5)
    };

    private static final String[] EQ2_METRICS = {"AC", "AT"};
    private static final Part[] EQ2 = {new Part(List.of("LN"), 1), new Part(List.of("HN", "LP"), 2)};

    /// EQ3 and EQ6 share metrics: the parts are numbered 2 × EQ3 + EQ6.
    private static final String[] EQ36_METRICS = {"VC", "VI", "VA", "CR", "IR", "AR"};

    private static final Part[] EQ36 = {
        new Part(List.of("HHHHHH"), 7),
        new Part(List.of("HHLMMH", "HHHMMM"), 6),
        new Part(List.of("LHHHHH", "HLHHHH"), 8),
        new Part(List.of("LHLHMH", "LHHHMM", "HLHMHM", "HLLMHH", "LLHHHM"), 8),
        new Part(List.of(), 0),
        new Part(List.of("LLLHHH"), 10)
    };

    private static final String[] EQ4_METRICS = {"SC", "SI", "SA"};
    private static final Part[] EQ4 = {
        new Part(List.of("HSS"), 6), new Part(List.of("HHH"), 5), new Part(List.of("LLL"), 4)
    };

    private final CvssVector vector;

    private Cvss4(CvssVector vector) {
        this.vector = vector;
    }

    static double score(CvssVector vector) {
        return new Cvss4(vector).score();
    }

    private double score() {
        if (isHarmless()) return 0;
        int eq1 = eq1();
        int eq2 = is("AC", "L") && is("AT", "N") ? 0 : 1;
        int eq3 = eq3();
        int eq4 = is("SI", "S") || is("SA", "S") ? 0 : anyHigh("SC", "SI", "SA") ? 1 : 2;
        int eq5 = is("E", "A") ? 0 : is("E", "P") ? 1 : 2;
        int eq6 = isCoveted("VC", "CR") || isCoveted("VI", "IR") || isCoveted("VA", "AR") ? 0 : 1;

        int group = group(eq1, eq2, eq3, eq4, eq5, eq6);
        var mean = new Mean();
        mean.add(group, group(eq1 + 1, eq2, eq3, eq4, eq5, eq6), share(EQ1[eq1], EQ1_METRICS));
        mean.add(group, group(eq1, eq2 + 1, eq3, eq4, eq5, eq6), share(EQ2[eq2], EQ2_METRICS));
        int below = eq3 == 0 && eq6 == 0
                ? Math.max(group(eq1, eq2, 0, eq4, eq5, 1), group(eq1, eq2, 1, eq4, eq5, 0))
                : eq6 == 0 ? group(eq1, eq2, eq3, eq4, eq5, 1) : group(eq1, eq2, eq3 + 1, eq4, eq5, 1);
        mean.add(group, below, share(EQ36[2 * eq3 + eq6], EQ36_METRICS));
        mean.add(group, group(eq1, eq2, eq3, eq4 + 1, eq5, eq6), share(EQ4[eq4], EQ4_METRICS));
        // every member of EQ5's groups is among the worst, so nothing is taken off, but it counts in the mean
        mean.add(group, group(eq1, eq2, eq3, eq4, eq5 + 1, eq6), 0);

        double score = Math.clamp(group / 10.0 - mean.value() / 10, 0, 10);
        // halves go up, even those that floating point has put a little below
        return Math.round((score + 1e-6) * 10) / 10.0;
    }

    /// The mean, over the parts below which there is a group, of what is taken off.
    private static final class Mean {
        private double sum;
        private int count;

        /// @param below the score of the group below, or `NO_GROUP`
        void add(int group, int below, double share) {
            if (below == NO_GROUP) return;
            sum += (group - below) * share;
            count++;
        }

        double value() {
            return count == 0 ? 0 : sum / count;
        }
    }

    private static int group(int eq1, int eq2, int eq3, int eq4, int eq5, int eq6) {
        if (eq1 > 2 || eq2 > 1 || eq3 > 2 || eq4 > 2 || eq5 > 2) return NO_GROUP;
        return GROUPS[(eq1 * 2 + eq2) * 3 + eq3][eq4 * 6 + eq5 * 2 + eq6];
    }

    /// How far this vector is from the worst member of its group that is at least as bad in every metric, as a
    /// share of the way through the group.
    private double share(Part part, String[] metrics) {
        for (String worst : part.worst()) {
            int steps = 0;
            boolean isWorse = true;
            for (int i = 0; i < metrics.length && isWorse; i++) {
                int distance = level(metrics[i], effective(metrics[i])) - level(metrics[i], worst.substring(i, i + 1));
                isWorse = distance >= 0;
                steps += distance;
            }
            if (isWorse) return (double) steps / part.depth();
        }
        return 0;
    }

    private static int level(String metric, String value) {
        String order = switch (metric) {
            case "AV" -> "NALP";
            case "PR" -> "NLH";
            case "UI" -> "NPA";
            case "AC" -> "LH";
            case "AT" -> "NP";
            case "SC", "SI", "SA" -> "SHLN";
            case "CR", "IR", "AR" -> "HML";
            default -> "HLN";
        };
        return order.indexOf(value);
    }

    private int eq1() {
        boolean none = is("PR", "N") && is("UI", "N");
        if (is("AV", "N") && none) return 0;
        boolean any = is("AV", "N") || is("PR", "N") || is("UI", "N");
        return any && !is("AV", "P") ? 1 : 2;
    }

    private int eq3() {
        if (is("VC", "H") && is("VI", "H")) return 0;
        return anyHigh("VC", "VI", "VA") ? 1 : 2;
    }

    private boolean anyHigh(String one, String two, String three) {
        return is(one, "H") || is(two, "H") || is(three, "H");
    }

    private boolean isCoveted(String impact, String requirement) {
        return is(impact, "H") && is(requirement, "H");
    }

    private boolean isHarmless() {
        for (String metric : List.of("VC", "VI", "VA", "SC", "SI", "SA")) {
            if (!is(metric, "N")) return false;
        }
        return true;
    }

    private boolean is(String metric, String value) {
        return effective(metric).equals(value);
    }

    /// The environment's value where one is given, else the base's; what is not defined counts as the worst.
    private String effective(String metric) {
        return switch (metric) {
            case "E" -> orElse(vector.value(metric), "A");
            case "CR", "IR", "AR" -> orElse(vector.value(metric), "H");
            default -> orElse(vector.value("M" + metric), vector.value(metric));
        };
    }

    private static String orElse(String value, String whenNotDefined) {
        return value.equals("X") ? whenNotDefined : value;
    }
}
