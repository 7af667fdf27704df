// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.locked;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Purl;
import dev.pomona.scan.api.Scanner;
import dev.pomona.scan.testkit.MemoryFile;
import dev.pomona.scan.testkit.ScanRecord;
import dev.pomona.scan.testkit.ScannerTester;
import dev.pomona.scanners.packages.cocoapods.CocoaPodsScanner;
import dev.pomona.scanners.packages.composer.ComposerScanner;
import dev.pomona.scanners.packages.conan.ConanScanner;
import dev.pomona.scanners.packages.hex.HexScanner;
import dev.pomona.scanners.packages.julia.JuliaScanner;
import dev.pomona.scanners.packages.nuget.NuGetScanner;
import dev.pomona.scanners.packages.pub.PubScanner;
import dev.pomona.scanners.packages.swift.SwiftScanner;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The inputs of a peer's integration tests, where that corpus is present: the same packages must come out.
class LockedCorpusTest {

    private record Case(String folder, String golden, Scanner scanner) {}

    private static final List<Case> CASES = List.of(
            new Case("nuget", "nuget.json.golden", new NuGetScanner()),
            new Case("dotnet", "dotnet.json.golden", new NuGetScanner()),
            new Case("packagesprops", "packagesprops.json.golden", new NuGetScanner()),
            new Case("composer", "composer.lock.json.golden", new ComposerScanner()),
            new Case("composer-vendor", "composer.vendor.json.golden", new ComposerScanner()),
            new Case("conan", "conan.json.golden", new ConanScanner()),
            new Case("cocoapods", "cocoapods.json.golden", new CocoaPodsScanner()),
            new Case("pubspec", "pubspec.lock.json.golden", new PubScanner()),
            new Case("swift", "swift.json.golden", new SwiftScanner()),
            new Case("mixlock", "mix.lock.json.golden", new HexScanner()),
            new Case("julia", "julia-spdx.json.golden", new JuliaScanner()));

    /// The peer lists the project itself among the packages of a `.deps.json`; to us it is the root.
    private static final String PROJECT_ITSELF =
            "pkg:nuget/Microsoft.VisualStudio.TestPlatform.Common@17.2.0-release-20220408-11";

    @Test
    void findsThePackagesThatThePeerFinds() throws IOException {
        Path archive = corpus();
        if (archive == null) {
            System.out.println("The matching corpus is not here: package sets are not compared.");
            return;
        }
        var entries = new TreeMap<String, byte[]>();
        try (InputStream file = Files.newInputStream(archive);
                var zip = new ZipInputStream(file, StandardCharsets.UTF_8)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        for (Case one : CASES) {
            String prefix = "fixtures/repo/" + one.folder() + "/";
            var files = new ArrayList<MemoryFile>();
            entries.forEach((path, bytes) -> {
                if (path.startsWith(prefix)) files.add(new MemoryFile(path.substring(prefix.length()), bytes));
            });
            ScanRecord record = new ScannerTester(one.scanner()).scan(files);
            byte[] golden = entries.getOrDefault(one.golden(), new byte[0]);
            var expected = purls(Json.read(new String(golden, StandardCharsets.UTF_8)));
            expected.remove(PROJECT_ITSELF);
            var found = new TreeSet<String>();
            record.components().stream()
                    .map(Component::purl)
                    .map(LockedCorpusTest::withoutPlace)
                    .forEach(found::add);
            assertThat(found).as(one.folder()).isEqualTo(expected).isNotEmpty();
        }
    }

    private static @Nullable Path corpus() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path archive = at.resolve("shared/corpora/matching/trivy-matching.zip");
            if (Files.isRegularFile(archive)) return archive;
        }
        return null;
    }

    /// The peer does not say which registry a package comes from.
    private static String withoutPlace(Purl purl) {
        var qualifiers = new TreeMap<>(purl.qualifiers());
        qualifiers.remove("repository_url");
        return purl.withQualifiers(qualifiers).toString();
    }

    /// From the peer's own report, or from its SPDX document.
    private static TreeSet<String> purls(Node report) {
        var purls = new TreeSet<String>();
        for (Node result : report.items("Results")) {
            for (Node one : result.items("Packages")) {
                Node purl = one.find("Identifier", "PURL");
                if (purl != null)
                    purls.add(Purl.parse(String.valueOf(purl.text())).toString());
            }
        }
        for (Node one : report.items("packages")) {
            for (Node reference : one.items("externalRefs")) {
                String locator = reference.text("referenceLocator");
                if (locator != null && locator.startsWith("pkg:"))
                    purls.add(Purl.parse(locator).toString());
            }
        }
        return purls;
    }
}
