// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;
import java.util.Arrays;

/// PASETO tokens: the version, the purpose and the payload, with dots between. A signed payload is a JSON object in
/// clear
/// before its signature; an encrypted one shows nothing.
final class Paseto implements StructuralCheck {

    @Override
    public Verdict check(Value value) {
        String[] parts = value.text().split("\\.", 5);
        if (parts.length < 3 || parts.length > 4) return new Verdict.Refuted("it has not the parts of a token");
        int signature = switch (parts[0]) {
            case "v1" -> 256;
            case "v3" -> 96;
            case "v2", "v4" -> 64;
            default -> -1;
        };
        if (signature < 0) return new Verdict.Unknown("it is of an unknown version");
        byte[] bytes = Base64Text.decode(parts[2]);
        if (bytes == null) return new Verdict.Refuted("its payload is not in Base 64");
        if (parts[1].equals("local")) return new Verdict.Unknown("it is encrypted");
        if (!parts[1].equals("public") || bytes.length <= signature) {
            return new Verdict.Refuted("it is not signed as its version demands");
        }
        String payload = Base64Text.printable(Arrays.copyOf(bytes, bytes.length - signature));
        return payload != null && JsonText.read(payload) != null
                ? new Verdict.Proven("it is a signed token with a JSON payload")
                : new Verdict.Refuted("its payload is no JSON");
    }
}
