// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.advisories.match.ComponentMatcher;
import dev.pomona.advisories.match.MatchResult;
import dev.pomona.e2e.MatchingCorpus.Case;
import dev.pomona.engine.Engine;
import dev.pomona.engine.EngineOptions;
import dev.pomona.engine.Progress;
import dev.pomona.formats.vex.VexReader;
import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.finding.Detail;
import dev.pomona.scanners.packages.PackageScanners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The matching corpus from its project folders to packages and vulnerabilities: walk, scanners, matcher, VEX.
///
/// Where the expected reports follow a convention of the tool that wrote them, both sides are brought to the same
/// terms here, by rules that hold for all cases:
///
/// - That tool lists the project itself among its packages in some ecosystems; here it is the manifest's root.
/// - It leaves out what only development, tests or the surroundings bring unless asked; here scopes tell.
/// - Its scans of a project read lock files alone; here installed packages are read as well, and may bring nothing
///   but what the lock file brings.
/// - It writes a package of conda without its build, channel and platform; here the purl carries them.
/// - It writes a package of PyPI as the file does; here names are normalised (PEP 503).
class MatchingCorpusTest {

    private static final String INSTALLED = "node_modules/";

    @TempDir
    Path scratch;

    /// @param target the file that names the package
    /// @param name as its ecosystem writes it
    private record PackageRow(String target, String name, String version) implements Comparable<PackageRow> {

        static PackageRow of(List<?> cells) {
            return new PackageRow(
                    String.valueOf(cells.get(0)), String.valueOf(cells.get(1)), String.valueOf(cells.get(2)));
        }

        static PackageRow of(String target, Purl purl) {
            String separator = purl.type().equals("maven") ? ":" : "/";
            String name = purl.namespace() == null ? purl.name() : purl.namespace() + separator + purl.name();
            String whole =
                    purl.subpath() == null || !purl.type().equals("cocoapods") ? name : name + "/" + purl.subpath();
            return new PackageRow(target, whole, String.valueOf(purl.version()));
        }

        /// With the name as PyPI compares names, where the target is Python's.
        PackageRow normalized(Set<String> pythonTargets) {
            if (!pythonTargets.contains(target)) return this;
            return new PackageRow(target, name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-"), version);
        }

        @Override
        public int compareTo(PackageRow other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return "%s %s %s".formatted(target, name, version);
        }
    }

    @Test
    void findsExactlyTheExpectedPackagesAndVulnerabilities() throws IOException {
        var corpus = MatchingCorpus.find();
        if (corpus.isEmpty()) return;
        var counts = new int[3];
        var softly = new SoftAssertions();
        try (MatchingCorpus open = corpus.get()) {
            var matcher = ComponentMatcher.of(open.index(scratch));
            for (Case each : open.cases()) {
                if (each.scanner().equals("misconfig")) {
                    System.out.printf("matching corpus: not covered, no scanner of configurations: %s%n", each);
                    continue;
                }
                List<Manifest> manifests = scan(open, each);
                counts[0] += checkPackages(each, manifests, softly);
                counts[1] += checkPurls(each, manifests, softly);
                counts[2] += checkVulnerabilities(each, manifests, matcher, vex(open, each), softly);
            }
        }
        System.out.printf(
                "matching corpus: %d package rows, %d purls, %d vulnerability rows%n", counts[0], counts[1], counts[2]);
        softly.assertAll();
        assertThat(counts).containsExactly(88, 10, 62);
    }

    private List<Manifest> scan(MatchingCorpus corpus, Case each) throws IOException {
        Path folder = Files.createTempDirectory(scratch, "case");
        corpus.extract(each.input(), folder);
        var skip = new ArrayList<String>();
        for (String option : List.of("skipFiles", "skipDirs")) {
            for (Object path : CorpusDatabase.list(each.options().get(option))) {
                skip.add(String.valueOf(path).substring(each.input().length()));
            }
        }
        return new Engine(PackageScanners.all(), EngineOptions.defaults().withSkip(skip), Progress.silent())
                .scan(folder)
                .manifests();
    }

    /// Without what only development and tests bring, unless the case wants it.
    private static List<Manifest> shipped(Case each, List<Manifest> manifests) {
        return manifests.stream()
                .map(manifest -> new Manifest(
                        manifest.path(),
                        manifest.kind(),
                        manifest.root(),
                        shipped(each, manifest),
                        manifest.dependencies()))
                .toList();
    }

    private static List<Component> shipped(Case each, Manifest manifest) {
        if (each.options().containsKey("includeDevDeps")) return manifest.components();
        boolean isMaven = manifest.kind().equals("maven-pom");
        return manifest.components().stream()
                .filter(component -> switch (component.scope()) {
                    case RUNTIME, OPTIONAL -> true;
                    case PROVIDED -> !isMaven;
                    case DEVELOPMENT, TEST, BUILD -> false;
                })
                .toList();
    }

    private static int checkPackages(Case each, List<Manifest> manifests, SoftAssertions softly) {
        if (!each.expects("packages")) return 0;
        Set<String> python = pythonTargets(manifests);
        var expected = new TreeSet<PackageRow>();
        each.expected("packages")
                .forEach(row -> expected.add(PackageRow.of((List<?>) row).normalized(python)));
        var actual = new TreeSet<PackageRow>();
        for (Manifest manifest : shipped(each, manifests)) {
            if (manifest.path().contains(INSTALLED)) continue;
            for (Component component : manifest.components()) {
                if (component.isResolved()) actual.add(PackageRow.of(manifest.path(), component.purl()));
            }
            if (manifest.root() == null) continue;
            PackageRow root = PackageRow.of(manifest.path(), manifest.root());
            if (expected.contains(root)) actual.add(root);
        }
        softly.assertThat(actual).as("packages of " + each).isEqualTo(expected);
        return expected.size();
    }

    private static int checkPurls(Case each, List<Manifest> manifests, SoftAssertions softly) {
        if (!each.expects("purls")) return 0;
        Collection<String> expected =
                each.expected("purls").stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
        var actual = new TreeSet<String>();
        for (Manifest manifest : shipped(each, manifests)) {
            manifest.components().stream()
                    .filter(Component::isResolved)
                    .forEach(component -> actual.add(withoutBuild(component.purl())));
            if (manifest.root() != null && expected.contains(manifest.root().toString())) {
                actual.add(manifest.root().toString());
            }
        }
        softly.assertThat(actual).as("purls of " + each).isEqualTo(expected);
        return expected.size();
    }

    private static int checkVulnerabilities(
            Case each,
            List<Manifest> manifests,
            ComponentMatcher matcher,
            List<VexStatement> vex,
            SoftAssertions softly) {
        Set<String> python = pythonTargets(manifests);
        var expected = new TreeSet<String>();
        for (Object row : each.expected("vulnerabilities")) {
            expected.add(PackageRow.of((List<?>) row).normalized(python) + " " + ((List<?>) row).get(3));
        }
        var actual = new TreeSet<String>();
        var installed = new TreeSet<String>();
        var ids = new TreeSet<String>();
        for (Manifest manifest : shipped(each, manifests)) {
            MatchResult result = matcher.match(List.of(manifest), vex);
            result.findings().forEach(finding -> {
                var detail = (Detail.VulnerableComponent) finding.detail();
                String id = detail.vulnerability().id();
                var row = PackageRow.of(manifest.path(), detail.component().purl());
                ids.add(id);
                (manifest.path().contains(INSTALLED) ? installed : actual).add(row + " " + id);
            });
            boolean hasData = !each.scanner().equals("sbom");
            if (hasData) softly.assertThat(result.gaps()).as("gaps of " + each).isEmpty();
        }
        int rows = expected.size();
        if (each.expects("vulnerabilities")) {
            softly.assertThat(actual).as("vulnerabilities of " + each).isEqualTo(expected);
        } else {
            var expectedIds = new TreeSet<String>();
            each.expected("sbom_vulnerabilities").forEach(id -> expectedIds.add(String.valueOf(id)));
            softly.assertThat(ids).as("vulnerabilities of " + each).isEqualTo(expectedIds);
            rows = expectedIds.size();
        }
        softly.assertThat(withoutTarget(actual))
                .as("installed packages of " + each)
                .containsAll(withoutTarget(installed));
        return rows;
    }

    private static String withoutBuild(Purl purl) {
        return (purl.type().equals("conda") ? purl.withQualifiers(Map.of()) : purl).toString();
    }

    private static Set<String> withoutTarget(Set<String> rows) {
        return rows.stream().map(row -> row.substring(row.indexOf(' '))).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> pythonTargets(List<Manifest> manifests) {
        return manifests.stream()
                .filter(manifest -> manifest.components().stream()
                        .anyMatch(component -> component.purl().type().equals("pypi")))
                .map(Manifest::path)
                .collect(Collectors.toSet());
    }

    /// The statements of the case. The repository of statements that one case names leads to the same file.
    private static List<VexStatement> vex(MatchingCorpus corpus, Case each) throws IOException {
        if (!each.options().containsKey("vex")) return List.of();
        return VexReader.read(corpus.bytes("fixtures/vex/file/openvex.json"));
    }
}
