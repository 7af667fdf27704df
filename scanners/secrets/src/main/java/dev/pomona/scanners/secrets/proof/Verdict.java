// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

/// What a structural check has to say. Each reason is one clause about "it", the secret, without anything of the
/// secret.
public sealed interface Verdict {

    /// E.g. `its checksum holds`.
    String reason();

    /// It is built as its issuer builds them.
    record Proven(String reason) implements Verdict {}

    /// It cannot be one: what its issuer documents does not hold.
    record Refuted(String reason) implements Verdict {}

    /// It was one, and a part of it is changed or missing: what is left may be enough for someone.
    record Damaged(String reason) implements Verdict {}

    /// Nothing that can be checked speaks for or against it.
    record Unknown(String reason) implements Verdict {}
}
