// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;

/// User and password around a colon, in Base 64 (RFC 7617).
///
/// @param whose whom they are for, in front of "user"
record Credentials(String whose) implements StructuralCheck {

    private static final int MIN_LENGTH = 8; // shorter ones, chance makes printable too often

    @Override
    public Verdict check(Value value) {
        String base64 = value.text().replaceFirst("(?i)^basic\\s+", "");
        String text = Base64Text.decodeText(base64);
        if (text == null) return new Verdict.Unknown("it holds no text in UTF-8");
        text = text.stripTrailing(); // of the line that was encoded
        if (text.chars().anyMatch(Character::isISOControl)) {
            return new Verdict.Unknown("it holds control characters, which neither may have");
        }
        int colon = text.indexOf(':');
        if (colon < 0) return new Verdict.Refuted("it holds no user and password");
        if (colon == text.length() - 1) return new Verdict.Refuted("its password is empty");
        return text.length() >= MIN_LENGTH
                ? new Verdict.Proven("it holds %suser and password".formatted(whose))
                : new Verdict.Unknown("it is too short to tell from chance");
    }
}
