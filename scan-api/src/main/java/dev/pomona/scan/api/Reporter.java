// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scan.api;

import dev.pomona.model.component.Manifest;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Gap;

/// Takes a scanner's results, in any order; the engine sorts.
public interface Reporter {

    void manifest(Manifest manifest);

    void finding(Finding finding);

    /// Something that [FileScanner#conclude] is to know of.
    void clue(Clue clue);

    /// Something that was not seen, or not wholly.
    void gap(Gap gap);
}
