// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import org.jspecify.annotations.Nullable;

/// Where a text is from.
///
/// @param path as in [dev.pomona.model.component.Location]
/// @param commit in full; `null` when files are scanned
public record Origin(String path, @Nullable String commit) {

    /// A file that is scanned.
    public static Origin of(String path) {
        return new Origin(path, null);
    }
}
