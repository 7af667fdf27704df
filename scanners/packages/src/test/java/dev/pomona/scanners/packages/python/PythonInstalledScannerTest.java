// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Component;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Scanner;
import dev.pomona.scan.testkit.MemoryFile;
import dev.pomona.scan.testkit.ScannerAcceptance;
import dev.pomona.scan.testkit.ScannerTester;
import java.util.List;
import org.junit.jupiter.api.Test;

class PythonInstalledScannerTest extends ScannerAcceptance {

    @Override
    protected Scanner scanner() {
        return new PythonInstalledScanner();
    }

    @Override
    protected List<FileView> samples() {
        String metadata = "Metadata-Version: 2.1\nName: Zope.Interface\nVersion: 6.1\nLicense: ZPL 2.1\n\nText\n";
        return List.of(
                MemoryFile.of("lib/python3/site-packages/zope.interface-6.1.dist-info/METADATA", metadata),
                MemoryFile.of("lib/a.egg-info/PKG-INFO", metadata),
                MemoryFile.of("lib/b.egg-info", metadata),
                MemoryFile.of("lib/c.egg!/EGG-INFO/PKG-INFO", metadata),
                MemoryFile.of("d-1-py3-none-any.whl!/d-1.dist-info/METADATA", metadata));
    }

    private static Component scan(String metadata) {
        return new ScannerTester(new PythonInstalledScanner())
                .scan("a.dist-info/METADATA", metadata)
                .components()
                .getFirst();
    }

    @Test
    void normalisesTheNameAndKnowsItsLine() {
        Component component = scan("Metadata-Version: 2.1\nName: Zope.Interface\nVersion: 6.1\n");
        assertThat(component.purl()).hasToString("pkg:pypi/zope-interface@6.1");
        assertThat(component.locations()).hasToString("[a.dist-info/METADATA:2:1]");
    }

    @Test
    void prefersTheExpressionThenClassifiersThenAShortName() {
        String head = "Name: a\nVersion: 1\n";
        assertThat(scan(head + "License: BSD\nLicense-Expression: MIT OR Apache-2.0\n")
                        .licenses())
                .containsExactly("MIT OR Apache-2.0");
        assertThat(scan(head + "License: x\nClassifier: License :: OSI Approved :: MIT License\n")
                        .licenses())
                .containsExactly("MIT License");
        assertThat(scan(head + "License: UNKNOWN\n").licenses()).isEmpty();
        assertThat(scan(head + "License: The text\n  goes on\n").licenses()).isEmpty();
        assertThat(scan(head + "\nLicense: not a header\n").licenses()).isEmpty();
    }

    @Test
    void saysWhenThereIsNoNameOrVersion() {
        assertThat(new ScannerTester(new PythonInstalledScanner())
                        .scan("a.egg-info/PKG-INFO", "Name: a\n")
                        .gaps())
                .hasSize(1);
    }
}
