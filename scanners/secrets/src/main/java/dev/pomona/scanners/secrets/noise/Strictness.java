// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.noise;

/// How much a value must do to be taken for a secret. From what shows it by itself to what only its surroundings say.
public enum Strictness {
    /// Its structure has been checked: nothing speaks against it.
    PROVEN,
    /// It has the shape that one issuer gives to secrets: only what makes the value itself a dummy, a template or a
    /// part of something else speaks against it.
    TOKEN,
    /// A plain shape (32 hexadecimal digits) with the issuer's name beside it: hashes and the like look the same.
    NAMED,
    /// A value of any shape, given to something called a password, a key or a token.
    GENERIC
}
