// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import java.util.regex.Pattern;

/// AWS's secret access keys are forty random characters, of which nothing can be checked; a key ID beside one speaks
/// for
/// it.
final class AwsSecretAccessKey implements StructuralCheck {

    private static final int RADIUS = 512;
    private static final Pattern ID = Pattern.compile("(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Z0-9])");
    private final AwsAccessKeyId idCheck = new AwsAccessKeyId();

    @Override
    public Verdict check(Value value) {
        var id = ID.matcher(value.surroundings(RADIUS));
        while (id.find()) {
            if (!(idCheck.check(value.withText(id.group())) instanceof Verdict.Refuted)) {
                return new Verdict.Unknown("nothing in it can be checked; an access key ID stands beside it");
            }
        }
        return new Verdict.Unknown("nothing in it can be checked, and no access key ID stands beside it");
    }
}
