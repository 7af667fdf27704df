// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

/// How one ecosystem writes and orders versions. Stateless and thread-safe.
public interface VersionScheme {

    /// The name in `vers:` ranges, e.g. `npm`, `pypi`, `maven`, `deb`.
    String id();

    /// Reads a version.
    ///
    /// @throws InvalidVersionException when the ecosystem itself would refuse it
    Version parse(String text);
}
