// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

/// A number whose last digit checks the others (ISO/IEC 7812-1). Blanks and hyphens between digits are skipped. One in
/// ten
/// random numbers passes, so that proves nothing.
final class Luhn implements StructuralCheck {

    @Override
    public Verdict check(Value value) {
        String text = value.text();
        int sum = 0;
        int digits = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c == ' ' || c == '-') continue;
            if (c < '0' || c > '9') return new Verdict.Unknown("it is not a number");
            int weighted = (c - '0') * (1 + digits % 2);
            sum += weighted > 9 ? weighted - 9 : weighted;
            digits++;
        }
        if (digits < 2) return new Verdict.Unknown("it is too short for a check digit");
        return sum % 10 == 0
                ? new Verdict.Unknown("its check digit holds, as in one of ten random numbers")
                : new Verdict.Refuted("its check digit does not hold");
    }
}
