// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.finding;

/// How well the text alone shows that it is a secret, without asking anyone. From the weakest to the strongest.
public enum Proof {
    /// Only its surroundings say so: a value given to something called a password.
    GENERIC,
    /// It has the shape that its issuer gives to secrets, and nothing in it can be checked further.
    PLAUSIBLE,
    /// Its inner structure holds: a checksum, a signature's header, a key that parses.
    PROVEN
}
