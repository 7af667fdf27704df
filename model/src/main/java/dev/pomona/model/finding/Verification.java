// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.finding;

/// What the issuer answered when it was asked whether a secret is in force.
///
/// @param reason one clause, e.g. `api.github.com accepts it`; nothing of the secret and nothing personal
public record Verification(Status status, String reason) {

    public enum Status {
        /// The issuer accepts it.
        LIVE,
        /// The issuer refuses it.
        DEAD,
        /// The issuer could not be asked, or its answer says neither.
        UNKNOWN
    }
}
