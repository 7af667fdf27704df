// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import java.util.regex.Pattern;

/// OpenAI's keys have the issuer's name, in Base 64, between two equally long random parts.
final class OpenAiKey implements StructuralCheck {

    private static final Pattern FORM =
            Pattern.compile("sk-(?:[a-z]+-)?(?<left>[0-9A-Za-z_-]{20,100})T3BlbkFJ(?<right>[0-9A-Za-z_-]{20,100})");

    @Override
    public Verdict check(Value value) {
        var key = FORM.matcher(value.text());
        if (!key.matches()) return new Verdict.Unknown("it lacks the mark that such keys have had");
        return key.group("left").length() == key.group("right").length()
                ? new Verdict.Proven("it has its issuer's mark in the middle")
                : new Verdict.Unknown("it has its issuer's mark, but not in the middle");
    }
}
