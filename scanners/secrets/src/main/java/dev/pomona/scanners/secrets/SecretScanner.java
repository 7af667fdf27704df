// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets;

import dev.pomona.model.finding.Finding;
import dev.pomona.scan.api.Clue;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileScanner;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import dev.pomona.scanners.secrets.detect.Detection;
import dev.pomona.scanners.secrets.detect.Found;
import dev.pomona.scanners.secrets.detect.Origin;
import dev.pomona.scanners.secrets.detect.SecretDetector;
import java.util.List;
import java.util.function.Consumer;

/// Looks for credentials in every file that can hold one.
public final class SecretScanner implements FileScanner {

    /// Its version is that of everything that finds secrets, also in histories.
    public static final ScannerInfo INFO = new ScannerInfo(
            "secrets", 6, "Finds credentials: keys, tokens and passwords, with proof where there is one");

    /// Larger files are read in windows, so that they need not be copied as a whole.
    private static final long LARGEST_WHOLE = 1 << 20;

    private final SecretDetector detector;
    private final SecretVerifier verifier;
    private final Consumer<Detection> watcher;

    public SecretScanner(SecretDetector detector) {
        this(detector, _ -> {});
    }

    /// @param verifier told of each secret that is found
    public SecretScanner(SecretDetector detector, SecretVerifier verifier) {
        this(detector, verifier, _ -> {});
    }

    private SecretScanner(SecretDetector detector, SecretVerifier verifier, Consumer<Detection> watcher) {
        this.detector = detector;
        this.verifier = verifier;
        this.watcher = watcher;
    }

    /// One whose detections are watched, with what they passed over; they must not come from a cache then.
    ///
    /// @param watcher called by each thread that scans
    public static SecretScanner watched(SecretDetector detector, Consumer<Detection> watcher) {
        return new SecretScanner(detector, _ -> {}, watcher);
    }

    @Override
    public ScannerInfo info() {
        return INFO;
    }

    @Override
    public String configuration() {
        return detector.configuration();
    }

    @Override
    public boolean wants(FileFacts file) {
        return file.size() > 0; // whether there is text in it, only its content tells
    }

    @Override
    public void scan(FileView file, Reporter reporter, ScanContext context) {
        var origin = Origin.of(file.path());
        Detection detection = file.facts().size() <= LARGEST_WHOLE
                ? detector.detect(file.bytes(), origin, context::checkTime)
                : detector.detect(file.segment(), origin, context::checkTime);
        watcher.accept(detection);
        for (Found found : detection.found()) {
            verifier.take(found);
            reporter.finding(found.finding());
        }
        KeyClues.found(detection.found()).forEach(reporter::clue);
        if (KeyClues.isLookedAt(file.facts())) {
            KeyClues.shown(file.path(), file.bytes()).forEach(reporter::clue);
        }
        detection.gaps().forEach(reporter::gap);
    }

    @Override
    public List<Finding> conclude(List<Finding> findings, List<Clue> clues) {
        return findings.stream().map(new KeyPairs(clues)::told).toList();
    }
}
