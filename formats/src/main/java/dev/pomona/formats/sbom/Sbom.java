// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sbom;

import dev.pomona.model.component.Manifest;
import dev.pomona.model.report.Gap;
import java.util.List;

/// What a bill of materials says.
///
/// @param manifest its packages, and the graph over them
/// @param gaps what is in it and can't be judged, such as packages without a package URL; sorted
public record Sbom(Manifest manifest, List<Gap> gaps) {

    public Sbom {
        gaps = gaps.stream().sorted().distinct().toList();
    }
}
