// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.key;

import org.jspecify.annotations.Nullable;

/// What became of reading a private key. Texts are clauses about "it".
public sealed interface KeyReading {

    /// It is a private key that anyone can use.
    ///
    /// @param how what shows it, e.g. `its numbers belong together`
    /// @param publicKey its public key; `null` when that is not worked out
    record Sound(String how, @Nullable PublicKey publicKey) implements KeyReading {}

    /// It is a private key under a passphrase, or one of which only a part is here.
    ///
    /// @param publicKey what it shows as its public key, which nothing proves; `null` when it shows none
    record Locked(String how, @Nullable PublicKey publicKey) implements KeyReading {

        Locked(String how) {
            this(how, null);
        }
    }

    /// It has the structure of a private key, of which a part is changed or missing.
    record Damaged(String why) implements KeyReading {}

    /// It is no private key.
    record Broken(String why) implements KeyReading {}

    /// It could not be read.
    record Unreadable(String why) implements KeyReading {}
}
