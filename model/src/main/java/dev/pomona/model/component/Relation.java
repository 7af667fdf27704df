// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.component;

/// How a project came to a component.
public enum Relation {
    /// Named by the project itself.
    DIRECT,
    /// Named by another component.
    TRANSITIVE,
    /// The source does not tell (a flat lock file, an installed package).
    UNKNOWN
}
