// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;
import dev.pomona.syntax.Mapping;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON web tokens, signed (RFC 7515, 7519) or encrypted (RFC 7516): a header that names its algorithm, a payload that
/// is
/// an object, and a signature as long as the algorithm makes it (RFC 7518). When one ends is told, not judged: this
/// knows no clock.
final class JsonWebToken implements StructuralCheck {

    private static final Map<String, Integer> SIGNATURE_BYTES =
            Map.of("HS256", 32, "HS384", 48, "HS512", 64, "ES256", 64, "ES256K", 64, "ES384", 96, "ES512", 132);
    private static final int MIN_RSA_BYTES = 64;

    @Override
    public Verdict check(Value value) {
        String[] parts = value.text().split("\\.", 6);
        if (parts.length != 3 && parts.length != 5) return new Verdict.Refuted("it has not the parts of a token");
        Mapping header = JsonText.decode(parts[0]);
        if (header == null) return new Verdict.Refuted("its header is no JSON");
        String algorithm = header.text("alg");
        if (algorithm == null) return new Verdict.Refuted("its header names no algorithm");
        return parts.length == 5 ? encrypted(header, parts) : signed(algorithm, parts);
    }

    private static Verdict signed(String algorithm, String[] parts) {
        byte[] signature = Base64Text.decode(parts[2]);
        if (signature == null) return new Verdict.Refuted("its signature is not in Base 64");
        if (algorithm.equalsIgnoreCase("none")) return new Verdict.Unknown("it is not signed");
        Integer bytes = SIGNATURE_BYTES.get(algorithm);
        boolean rsa = algorithm.startsWith("RS") || algorithm.startsWith("PS");
        if ((bytes != null && signature.length != bytes) || (rsa && signature.length < MIN_RSA_BYTES)) {
            return new Verdict.Refuted("its signature is not as long as its algorithm makes it");
        }
        if (parts[1].isEmpty()) return new Verdict.Unknown("its payload is elsewhere");
        Mapping payload = JsonText.decode(parts[1]);
        if (payload == null) return new Verdict.Unknown("its payload is no JSON, though its header is");
        LocalDate end = JsonText.day(payload, "exp");
        String known = bytes != null || rsa ? "signed with %s".formatted(algorithm(algorithm)) : "signed";
        return new Verdict.Proven(
                end == null
                        ? "it is a JSON web token, %s, and states no end".formatted(known)
                        : "it is a JSON web token, %s, that ends on %s".formatted(known, end));
    }

    /// Only names that are known are repeated: what else stands in a token is the issuer's.
    private static String algorithm(String name) {
        return switch (name) {
            case "HS256", "HS384", "HS512", "ES256", "ES256K", "ES384", "ES512" -> name;
            case "RS256", "RS384", "RS512", "PS256", "PS384", "PS512" -> name;
            default -> "RSA";
        };
    }

    private static Verdict encrypted(Mapping header, String[] parts) {
        if (header.text("enc") == null) return new Verdict.Refuted("its header names no encryption");
        byte[] vector = Base64Text.decode(parts[2]);
        byte[] tag = Base64Text.decode(parts[4]);
        return fits(vector, 12, 16) && fits(tag, 16, 32) && Base64Text.decode(parts[3]) != null
                ? new Verdict.Proven("it is an encrypted JSON web token")
                : new Verdict.Refuted("its parts are not as long as its encryption makes them");
    }

    private static boolean fits(byte @Nullable [] bytes, int min, int max) {
        return bytes != null && bytes.length >= min && bytes.length <= max;
    }
}
