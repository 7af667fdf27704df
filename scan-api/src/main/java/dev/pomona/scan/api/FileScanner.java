// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scan.api;

import dev.pomona.model.finding.Finding;
import java.util.List;

/// A scanner whose results for a file depend on that file's path and bytes alone, so that they can be cached by
/// digest.
public non-sealed interface FileScanner extends Scanner {

    /// Reports what is in the file. Whatever it throws ends this file for this scanner and becomes a gap.
    void scan(FileView file, Reporter reporter, ScanContext context);

    /// What all files together make of the findings. Called once, when all files have been looked at, with
    /// everything that was reported, also what comes from a cache; the answer must depend on nothing else. Most
    /// scanners report no clues and leave the findings as they are.
    ///
    /// @param findings in no particular order
    /// @param clues sorted, none twice
    default List<Finding> conclude(List<Finding> findings, List<Clue> clues) {
        return findings;
    }
}
