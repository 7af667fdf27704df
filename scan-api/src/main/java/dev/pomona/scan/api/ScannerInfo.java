// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scan.api;

import java.util.regex.Pattern;

/// Who a scanner is.
///
/// @param id permanent, in kebab case, e.g. `npm`, `maven`; what `--only` and the completeness statement name
/// @param version raised whenever its results for the same input may change: cached results of other versions
///     are dropped
/// @param summary one line for `--help` and the docs
public record ScannerInfo(String id, int version, String summary) {

    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public ScannerInfo {
        if (!KEBAB_CASE.matcher(id).matches()) {
            throw new IllegalArgumentException("a scanner id is in kebab case, but got '%s'".formatted(id));
        }
    }
}
