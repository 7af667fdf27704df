// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.ScannerOutcome;
import java.util.List;

/// What a scan found in a target. The same target, scanners and limits give an equal result, unless time ran
/// out.
///
/// @param artifact the name of what was scanned, never an absolute path
/// @param manifests sorted by path and kind
/// @param findings in [Finding#ORDER]
/// @param filesSeen files that were offered to scanners, entries of archives included
/// @param bytesSeen their size together
/// @param ignored files and folders that ignore rules left out; a folder counts once, whatever is in it
/// @param outcomes one for each scanner, sorted by scanner
/// @param gaps what the walk and the archives did not show, sorted; scanners' own gaps are in `outcomes`
/// @param warnings sentences about the scan itself that change nothing of its result, such as a cache that
///     can't be written; not part of what is reproducible
/// @param input over paths and sizes of all files and the content digests of those that scanners wanted
/// @param rules over the scanners, their versions and the limits
public record EngineResult(
        String artifact,
        List<Manifest> manifests,
        List<Finding> findings,
        long filesSeen,
        long bytesSeen,
        long ignored,
        List<ScannerOutcome> outcomes,
        List<Gap> gaps,
        List<String> warnings,
        Digest input,
        Digest rules) {

    public EngineResult {
        manifests = List.copyOf(manifests);
        findings = List.copyOf(findings);
        outcomes = List.copyOf(outcomes);
        gaps = List.copyOf(gaps);
        warnings = List.copyOf(warnings);
    }

    /// The same with other findings, in any order.
    public EngineResult withFindings(List<Finding> others) {
        return new EngineResult(
                artifact,
                manifests,
                others.stream().sorted(Finding.ORDER).toList(),
                filesSeen,
                bytesSeen,
                ignored,
                outcomes,
                gaps,
                warnings,
                input,
                rules);
    }
}
