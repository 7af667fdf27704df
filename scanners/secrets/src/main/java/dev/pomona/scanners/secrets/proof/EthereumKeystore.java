// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;

/// A key file of Ethereum's clients (Web3 Secret Storage, version 3): always under a password.
final class EthereumKeystore implements StructuralCheck {

    @Override
    public Verdict check(Value value) {
        Mapping file = JsonText.read(value.text());
        if (file == null) return new Verdict.Unknown("it is not all of the file");
        Node crypto = file.find("crypto") != null ? file.find("crypto") : file.find("Crypto");
        boolean whole = crypto != null
                && crypto.text("ciphertext") != null
                && crypto.text("kdf") != null
                && crypto.text("mac") != null;
        return whole
                ? new Verdict.Unknown("it is under a password")
                : new Verdict.Refuted("it has not the fields of a key file");
    }
}
