// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.decision;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Time-limited, owned permission to carry a finding.
///
/// Each list narrows what is waived; an empty one does not narrow. At least one of `ids` and `fingerprints` is
/// not empty.
///
/// @param ids vulnerability ids or aliases, or rule ids
/// @param fingerprints of single findings, in hex
/// @param paths globs over the location's path
/// @param purls purls with or without version; without one every version is meant
/// @param expires the last day on which it holds; `null` only for waivers read from foreign ignore files, which
///     know no date
/// @param origin the file it was read from, and the line
public record Waiver(
        List<String> ids,
        List<String> fingerprints,
        List<String> paths,
        List<String> purls,
        String owner,
        String reason,
        @Nullable LocalDate expires,
        String origin) {

    public Waiver {
        ids = List.copyOf(ids);
        fingerprints = List.copyOf(fingerprints);
        paths = List.copyOf(paths);
        purls = List.copyOf(purls);
        if (ids.isEmpty() && fingerprints.isEmpty()) {
            throw new IllegalArgumentException("a waiver names what it waives (%s)".formatted(origin));
        }
    }
}
