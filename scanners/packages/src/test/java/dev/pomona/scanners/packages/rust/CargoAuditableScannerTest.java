// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Scanner;
import dev.pomona.scan.testkit.MemoryFile;
import dev.pomona.scan.testkit.ScanRecord;
import dev.pomona.scan.testkit.ScannerAcceptance;
import dev.pomona.scan.testkit.ScannerTester;
import dev.pomona.scanners.packages.executable.Executables;
import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class CargoAuditableScannerTest extends ScannerAcceptance {

    private static final String LIST = """
            {"packages": [
              {"name": "adler", "version": "1.0.2", "source": "crates.io"},
              {"name": "app", "version": "0.1.0", "source": "local", "dependencies": [0, 2, 3], "root": true},
              {"name": "cc", "version": "1.0.83", "source": "registry+https://x.org/index", "kind": "build", "dependencies": [4]},
              {"name": "near", "version": "0.2.0", "source": "local", "dependencies": [5]},
              {"name": "jobserver", "version": "0.1.27", "source": "crates.io", "kind": "build"},
              {"name": "far", "version": "0.3.0", "source": "git+https://x.org/far?rev=a#abc"}
            ], "format": 1}
            """;

    private static byte[] packed(byte[] content) {
        try (var deflater = new Deflater()) {
            deflater.setInput(content);
            deflater.finish();
            var out = new ByteArrayOutputStream();
            byte[] step = new byte[8192];
            while (!deflater.finished()) out.write(step, 0, deflater.deflate(step));
            return out.toByteArray();
        }
    }

    private static byte[] elf(byte[] section) {
        return Executables.elf(".dep-v0", section, true, ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] packed(String content) {
        return packed(content.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected Scanner scanner() {
        return new CargoAuditableScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(
                new MemoryFile("lib/elf.so", elf(packed(LIST))),
                new MemoryFile("bin/pe.exe", Executables.pe(".dep-v0", packed(LIST), true)),
                new MemoryFile("lib/macho.dylib", Executables.machO(".dep-v0", packed(LIST), true)));
    }

    @Override
    protected boolean recognisesByName(FileFacts file) {
        return false;
    }

    private static ScanRecord scan(byte[] file) {
        return new ScannerTester(new CargoAuditableScanner()).scan(List.of(new MemoryFile("app.exe", file)));
    }

    @Test
    void readsCratesKindsAndEdges() {
        ScanRecord record = scan(elf(packed(LIST)));
        assertThat(record.manifests().getFirst().root()).hasToString("pkg:cargo/app@0.1.0");
        assertThat(record.components())
                .extracting(c -> "%s %s %s".formatted(c.purl(), c.relation(), c.scope()))
                .containsExactly(
                        "pkg:cargo/adler@1.0.2 DIRECT RUNTIME",
                        "pkg:cargo/cc@1.0.83?repository_url=https:%2F%2Fx.org%2Findex DIRECT BUILD",
                        "pkg:cargo/far@0.3.0?vcs_url=git%2Bhttps:%2F%2Fx.org%2Ffar%40abc DIRECT RUNTIME",
                        "pkg:cargo/jobserver@0.1.27 TRANSITIVE BUILD");
        assertThat(record.edges()).contains("pkg:cargo/app@0.1.0 -> pkg:cargo/adler@1.0.2");
    }

    @Test
    void answersTheSameForEveryFormat() {
        assertThat(samples())
                .allSatisfy(sample -> assertThat(scan(sample.bytes()).purls()).hasSize(4));
    }

    @Test
    void saysNothingOfOtherPrograms() {
        byte[] other = Executables.elf(".text", new byte[10], true, ByteOrder.LITTLE_ENDIAN);
        for (byte[] file : List.of(other, new byte[0], "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8))) {
            ScanRecord record = scan(file);
            assertThat(record.manifests()).isEmpty();
            assertThat(record.gaps()).isEmpty();
        }
    }

    @Test
    void saysWhenTheListIsDamagedOrABomb() {
        byte[] bomb = packed(new byte[64 * 1024 * 1024]);
        for (byte[] section : List.of(new byte[50], bomb, packed("{"), packed("{\"packages\": [{\"name\": \"a\"}]}"))) {
            assertThat(scan(elf(section)).gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.MALFORMED);
        }
        assertThat(scan(elf(packed(
                                "{\"packages\": [{\"name\": \"a\", \"version\": \"1.0.0\", \"dependencies\": [7]}]}")))
                        .gaps())
                .hasSize(1);
    }

    @Test
    void wantsProgramsAndLibraries() {
        var scanner = new CargoAuditableScanner();
        assertThat(scanner.wants(new FileFacts("bin/app", 1, true))).isTrue();
        assertThat(scanner.wants(new FileFacts("lib/libx.so.1", 1, false))).isTrue();
        assertThat(scanner.wants(new FileFacts("image.tar!/usr/bin/app", 1, false)))
                .isTrue();
        assertThat(scanner.wants(new FileFacts("README", 1, false))).isFalse();
    }
}
