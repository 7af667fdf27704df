// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scan.testkit;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.Clue;
import dev.pomona.scan.api.FileScanner;
import dev.pomona.scan.api.Reporter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// A reporter that keeps what it is told, and hands it out sorted as the engine would.
public final class ScanRecord implements Reporter {

    private final List<Manifest> manifests = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final TreeSet<Clue> clues = new TreeSet<>();
    private final List<Gap> gaps = new ArrayList<>();

    @Override
    public synchronized void manifest(Manifest manifest) {
        manifests.add(manifest);
    }

    @Override
    public synchronized void finding(Finding finding) {
        findings.add(finding);
    }

    @Override
    public synchronized void clue(Clue clue) {
        clues.add(clue);
    }

    @Override
    public synchronized void gap(Gap gap) {
        gaps.add(gap);
    }

    /// Lets a scanner that works file by file conclude, as the engine does when it has seen all files.
    synchronized void conclude(FileScanner scanner) {
        List<Finding> concluded = scanner.conclude(List.copyOf(findings), List.copyOf(clues));
        findings.clear();
        findings.addAll(concluded);
    }

    /// Sorted by path and kind.
    public synchronized List<Manifest> manifests() {
        return manifests.stream()
                .sorted(Comparator.comparing(Manifest::path).thenComparing(Manifest::kind))
                .toList();
    }

    /// In the order of reports.
    public synchronized List<Finding> findings() {
        return findings.stream().sorted(Finding.ORDER).toList();
    }

    /// Sorted, each once.
    public synchronized List<Gap> gaps() {
        return gaps.stream().sorted().distinct().toList();
    }

    /// The components of all manifests, one after the other.
    public List<Component> components() {
        return manifests().stream()
                .flatMap(manifest -> manifest.components().stream())
                .toList();
    }

    /// The purls of [#components], as texts: what most assertions are about.
    public List<String> purls() {
        return components().stream()
                .map(component -> component.purl().toString())
                .toList();
    }

    /// The component whose purl this is.
    ///
    /// @throws IllegalArgumentException when there is none
    public Component component(String purl) {
        return components().stream()
                .filter(component -> component.purl().toString().equals(purl))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no %s in %s".formatted(purl, purls())));
    }

    /// Every edge of every manifest as `from -> to`.
    public List<String> edges() {
        return manifests().stream()
                .flatMap(manifest -> manifest.dependencies().stream())
                .map(edge -> edge.from() + " -> " + edge.to())
                .toList();
    }

    @Override
    public String toString() {
        return "manifests=%s findings=%s gaps=%s".formatted(manifests(), findings(), gaps());
    }
}
