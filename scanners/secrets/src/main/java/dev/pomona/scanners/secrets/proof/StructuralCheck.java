// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

/// Compares a text with what its issuer documents about the inside of such secrets.
///
/// Checks are stateless, never throw, and need time and memory in proportion to the text at most.
public interface StructuralCheck {

    /// @return [Verdict.Proven] only when something was verified that less than one in a thousand random texts of the
    ///     same shape would pass; [Verdict.Refuted] only when the documented structure is contradicted
    Verdict check(Value value);
}
