// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.ScannerOutcome;
import dev.pomona.model.report.ScannerOutcome.Status;
import dev.pomona.scan.api.FileScanner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Puts everything that was reported into the one order that does not depend on threads.
final class Outcomes {

    private static final Comparator<Manifest> MANIFESTS =
            Comparator.comparing(Manifest::path).thenComparing(Manifest::kind).thenComparing(Manifest::toString);
    private static final Comparator<Finding> FINDINGS = Finding.ORDER.thenComparing(Finding::toString);

    private final ScannerSet scanners;
    private final Totals totals;
    private final List<ProjectWork> projects;

    Outcomes(ScannerSet scanners, Totals totals, List<ProjectWork> projects) {
        this.scanners = scanners;
        this.totals = totals;
        this.projects = projects;
    }

    EngineResult result(String artifact, long ignored, Digest input, Digest rules) {
        var manifests = new ArrayList<Manifest>();
        var findings = new ArrayList<Finding>();
        var outcomes = new ArrayList<ScannerOutcome>();
        for (int i = 0; i < scanners.size(); i++) {
            var recorder = totals.recorder(i);
            manifests.addAll(recorder.manifests());
            findings.addAll(concluded(i, recorder));
            outcomes.add(new ScannerOutcome(scanners.id(i), status(i, List.copyOf(recorder.gaps()))));
        }
        manifests.sort(MANIFESTS);
        findings.sort(FINDINGS);
        return new EngineResult(
                artifact,
                manifests,
                findings,
                totals.files(),
                totals.bytes(),
                ignored,
                outcomes,
                List.copyOf(totals.gaps()),
                List.of(),
                input,
                rules);
    }

    /// A scanner that fails here keeps what it reported.
    private List<Finding> concluded(int scanner, Recorder recorder) {
        List<Finding> findings = recorder.findings();
        if (!(scanners.get(scanner) instanceof FileScanner fileScanner)) return findings;
        try {
            return fileScanner.conclude(findings, recorder.clues());
        } catch (RuntimeException | Error e) {
            scanners.breakDown(
                    scanner,
                    "it failed when all files were seen: %s"
                            .formatted(e.getClass().getSimpleName()));
            return findings;
        }
    }

    private Status status(int scanner, List<Gap> gaps) {
        String broken = scanners.broken().get(scanner);
        if (broken != null) return new Status.Failed(broken);
        boolean skipped = projects.stream().anyMatch(project -> project.scanner() == scanner && !project.isEnded());
        if (skipped) return new Status.Skipped("the time for the whole scan ran out before it began");
        return gaps.isEmpty() ? new Status.Completed() : new Status.Partial(gaps);
    }
}
