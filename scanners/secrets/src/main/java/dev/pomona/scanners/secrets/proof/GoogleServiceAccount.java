// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.key.PublicKey;
import dev.pomona.syntax.Mapping;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The JSON file of a key of a Google service account: of that type, with a private key that parses. The
/// value may be all of it, or only the private key in it.
final class GoogleServiceAccount implements StructuralCheck {

    private static final int RADIUS = 4096;
    private static final Pattern TYPE = Pattern.compile("\\\\?\"type\\\\?\"\\s*:\\s*\\\\?\"service_account\\\\?\"");

    private final PrivateKeyCheck privateKey = new PrivateKeyCheck();

    @Override
    public Verdict check(Value value) {
        String key = value.text();
        @Nullable Mapping whole = JsonText.read(key);
        if (whole != null) {
            if (!"service_account".equals(whole.text("type"))) return new Verdict.Refuted("it is of another type");
            key = whole.text("private_key");
            if (key == null) return new Verdict.Refuted("it has no private key");
        } else if (!TYPE.matcher(value.surroundings(RADIUS)).find()) {
            return new Verdict.Unknown("nothing beside it says that it belongs to a service account");
        }
        return switch (privateKey.check(value.withText(key))) {
            case Verdict.Proven(String _, @Nullable PublicKey publicKey) ->
                new Verdict.Proven("the numbers of its private key belong together", publicKey);
            case Verdict.Refuted(String reason) -> new Verdict.Refuted("of its private key: %s".formatted(reason));
            case Verdict.Damaged(String reason) -> new Verdict.Damaged("of its private key: %s".formatted(reason));
            case Verdict.Unknown(String reason, @Nullable PublicKey publicKey) ->
                new Verdict.Unknown("of its private key: %s".formatted(reason), publicKey);
        };
    }
}
