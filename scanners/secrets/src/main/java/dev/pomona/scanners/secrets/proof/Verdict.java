// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.key.PublicKey;
import org.jspecify.annotations.Nullable;

/// What a structural check has to say. Each reason is one clause about "it", the secret, without anything of the
/// secret.
public sealed interface Verdict {

    /// E.g. `its checksum holds`.
    String reason();

    /// It is built as its issuer builds them.
    ///
    /// @param key the public key of a private one, to look for in other files; `null` where there is none
    record Proven(String reason, @Nullable PublicKey key) implements Verdict {

        Proven(String reason) {
            this(reason, null);
        }
    }

    /// It cannot be one: what its issuer documents does not hold.
    record Refuted(String reason) implements Verdict {}

    /// It was one, and a part of it is changed or missing: what is left may be enough for someone.
    record Damaged(String reason) implements Verdict {}

    /// Nothing that can be checked speaks for or against it.
    ///
    /// @param key as in [Proven]
    record Unknown(String reason, @Nullable PublicKey key) implements Verdict {

        Unknown(String reason) {
            this(reason, null);
        }
    }
}
