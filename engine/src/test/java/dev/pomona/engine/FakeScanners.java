// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.finding.Confidence;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.finding.Proof;
import dev.pomona.model.finding.RuleId;
import dev.pomona.scan.api.Clue;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileScanner;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.ProjectScanner;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// Scanners that list what they are shown: a manifest per file, a component named after its content.
final class FakeScanners {

    private FakeScanners() {}

    static Predicate<FileFacts> named(String suffix) {
        return facts -> facts.path().endsWith(suffix);
    }

    static Manifest manifest(String kind, FileView file) {
        String digest = file.digest(Digest.Algorithm.SHA256).hex().substring(0, 12);
        var purl =
                Purl.of("generic", null, digest, String.valueOf(file.segment().byteSize()));
        return new Manifest(
                file.path(),
                kind,
                null,
                List.of(Component.of(purl, Scope.RUNTIME, Relation.DIRECT, Location.of(file.path()))),
                List.of());
    }

    /// Counts its calls.
    static final class PerFile implements FileScanner {
        final AtomicInteger calls = new AtomicInteger();
        private final ScannerInfo info;
        private final Predicate<FileFacts> wanted;
        private final BiConsumer<FileView, ScanContext> before;

        PerFile(String id, Predicate<FileFacts> wanted, BiConsumer<FileView, ScanContext> before) {
            this.info = new ScannerInfo(id, 1, "lists files");
            this.wanted = wanted;
            this.before = before;
        }

        PerFile(String id, Predicate<FileFacts> wanted) {
            this(id, wanted, (_, _) -> {});
        }

        @Override
        public ScannerInfo info() {
            return info;
        }

        @Override
        public boolean wants(FileFacts file) {
            return wanted.test(file);
        }

        @Override
        public void scan(FileView file, Reporter reporter, ScanContext context) {
            calls.incrementAndGet();
            before.accept(file, context);
            reporter.manifest(manifest(info.id(), file));
        }
    }

    /// Finds a secret in every file, and says in the end in how many.
    static final class Secrets implements FileScanner {
        final AtomicInteger calls = new AtomicInteger();
        private final ScannerInfo info;
        private final String configuration;

        Secrets(String id, String configuration) {
            this.info = new ScannerInfo(id, 1, "finds secrets");
            this.configuration = configuration;
        }

        @Override
        public ScannerInfo info() {
            return info;
        }

        @Override
        public String configuration() {
            return configuration;
        }

        @Override
        public boolean wants(FileFacts file) {
            return true;
        }

        @Override
        public void scan(FileView file, Reporter reporter, ScanContext context) {
            calls.incrementAndGet();
            var detail = new Detail.Secret(
                    "Token", Proof.PLAUSIBLE, "its shape", "tok_…", null, null, List.of(), "revoke it", null, null);
            reporter.clue(new Clue(file.path(), "tokens", "one"));
            reporter.finding(new Finding(
                    new RuleId("secret-token"),
                    Fingerprint.of(List.of(file.path())),
                    Severity.HIGH,
                    Confidence.HIGH,
                    "a token",
                    List.of(Location.of(file.path())),
                    detail));
        }

        @Override
        public List<Finding> conclude(List<Finding> findings, List<Clue> clues) {
            return findings.stream()
                    .map(finding -> finding.with(((Detail.Secret) finding.detail())
                            .because("its shape, in %d files".formatted(clues.size()))))
                    .toList();
        }
    }

    /// Counts its calls; one manifest with all files.
    static final class PerProject implements ProjectScanner {
        final AtomicInteger calls = new AtomicInteger();
        private final ScannerInfo info;
        private final Predicate<FileFacts> wanted;
        private final BiConsumer<FileSet, ScanContext> before;

        PerProject(String id, Predicate<FileFacts> wanted, BiConsumer<FileSet, ScanContext> before) {
            this.info = new ScannerInfo(id, 1, "lists files together");
            this.wanted = wanted;
            this.before = before;
        }

        PerProject(String id, Predicate<FileFacts> wanted) {
            this(id, wanted, (_, _) -> {});
        }

        @Override
        public ScannerInfo info() {
            return info;
        }

        @Override
        public boolean wants(FileFacts file) {
            return wanted.test(file);
        }

        @Override
        public void scan(FileSet files, Reporter reporter, ScanContext context) {
            calls.incrementAndGet();
            before.accept(files, context);
            var components = new ArrayList<Component>();
            for (FileFacts facts : files.all()) {
                FileView file = files.find(facts.path()).orElseThrow();
                components.addAll(manifest(info.id(), file).components());
            }
            reporter.manifest(new Manifest("project", info.id(), null, components, List.of()));
        }
    }
}
