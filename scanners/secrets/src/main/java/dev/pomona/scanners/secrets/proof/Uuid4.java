// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import java.util.regex.Pattern;

/// A secret that ends in a random UUID (RFC 9562, version 4). One in 64 random ones says that it is, so that proves
/// nothing.
final class Uuid4 implements StructuralCheck {

    private static final Pattern UUID = Pattern.compile(
            "(?i)(?:^|[^0-9a-f])[0-9a-f]{8}-?[0-9a-f]{4}-?(?<version>[0-9a-f])[0-9a-f]{3}-?(?<variant>[0-9a-f])[0-9a-f]{3}-?[0-9a-f]{12}$");

    @Override
    public Verdict check(Value value) {
        var uuid = UUID.matcher(value.text());
        if (!uuid.find()) return new Verdict.Refuted("it has no UUID");
        boolean random = uuid.group("version").equals("4") && "89abAB".contains(uuid.group("variant"));
        return random
                ? new Verdict.Unknown("its UUID has version 4, as one in 64 random texts has")
                : new Verdict.Refuted("its UUID has not version 4");
    }
}
