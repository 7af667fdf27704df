// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;

/// A value under `data` of a Kubernetes secret: text in Base 64, which may be a private key.
final class KubernetesSecret implements StructuralCheck {

    private static final int MIN_LENGTH = 10;
    private final PrivateKeyCheck privateKey = new PrivateKeyCheck();

    @Override
    public Verdict check(Value value) {
        byte[] bytes = Base64Text.decode(value.text());
        if (bytes == null) return new Verdict.Refuted("it is not in Base 64");
        String text = Base64Text.printable(bytes);
        if (text == null) return new Verdict.Unknown("it holds bytes that are no text");
        if (text.contains("PRIVATE KEY-----")) return privateKey.check(value.withText(text));
        return text.length() >= MIN_LENGTH
                ? new Verdict.Proven("it holds text in Base 64")
                : new Verdict.Unknown("it is too short to tell from chance");
    }
}
