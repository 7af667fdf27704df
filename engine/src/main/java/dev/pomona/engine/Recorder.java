// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.model.component.Manifest;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.Clue;
import dev.pomona.scan.api.Reporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// Takes what one scanner reports. After [#close] nothing more comes in: a scanner that was given up may still
/// run.
final class Recorder implements Reporter {

    private final List<Manifest> manifests = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Clues clues = new Clues();
    private final Gaps gaps = new Gaps("");
    private boolean closed;

    @Override
    public synchronized void manifest(Manifest manifest) {
        if (!closed) manifests.add(manifest);
    }

    @Override
    public synchronized void finding(Finding finding) {
        if (!closed) findings.add(finding);
    }

    @Override
    public synchronized void clue(Clue clue) {
        if (!closed) clues.add(clue);
    }

    @Override
    public synchronized void gap(Gap gap) {
        if (!closed) gaps.add(gap);
    }

    synchronized void close() {
        closed = true;
    }

    synchronized List<Manifest> manifests() {
        return List.copyOf(manifests);
    }

    synchronized List<Finding> findings() {
        return List.copyOf(findings);
    }

    synchronized List<Clue> clues() {
        return clues.all();
    }

    synchronized Collection<Gap> gaps() {
        var all = new TreeSet<>(gaps.all());
        clues.gap().ifPresent(all::add);
        return all;
    }

    /// Whether all of it depends on the scanned files alone, so that it holds as long as they do.
    synchronized boolean isKeepable() {
        return findings.stream().allMatch(finding -> switch (finding.detail()) {
            case Detail.Secret _ -> true;
            case Detail.VulnerableComponent _ -> false;
        });
    }

    synchronized boolean isEmpty() {
        return manifests.isEmpty() && findings.isEmpty() && clues.isEmpty() && gaps.isEmpty();
    }

    void addAll(Recorder other) {
        other.manifests().forEach(this::manifest);
        other.findings().forEach(this::finding);
        other.clues().forEach(this::clue);
        other.gaps().forEach(this::gap);
    }
}
