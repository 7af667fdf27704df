// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Relation;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Scanner;
import dev.pomona.scan.testkit.MemoryFile;
import dev.pomona.scan.testkit.ScanRecord;
import dev.pomona.scan.testkit.ScannerAcceptance;
import dev.pomona.scan.testkit.ScannerTester;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoBinaryScannerTest extends ScannerAcceptance {

    private static final String MODULES = """
            path\texample.com/app/cmd/app
            mod\texample.com/app\tv1.4.0\th1:AAAA=
            dep\texample.com/a\tv1.0.0\th1:AAAA=
            dep\texample.com/b\tv1.0.0
            =>\texample.org/fork\tv1.1.0\th1:AAAA=
            build\t-compiler=gc
            build\tGOOS=linux
            """;

    private static final GoBinaries INLINE = GoBinaries.inline("go1.22.3", MODULES);

    @Override
    protected Scanner scanner() {
        return new GoBinaryScanner();
    }

    @Override
    protected boolean recognisesByName(FileFacts file) {
        return false;
    }

    @Override
    protected List<FileView> samples() {
        return List.of(
                new MemoryFile("elf.so", INLINE.elf(true, ByteOrder.LITTLE_ENDIAN)),
                new MemoryFile("app.exe", INLINE.portable(true)),
                new MemoryFile("app.dylib", INLINE.universal()),
                new MemoryFile(
                        "old.so", GoBinaries.pointed("go1.17.5", MODULES, 8).elf(true, ByteOrder.BIG_ENDIAN)));
    }

    private static ScanRecord scan(byte[] binary) {
        return new ScannerTester(new GoBinaryScanner()).scan(List.of(new MemoryFile("app.exe", binary)));
    }

    private static void assertModules(ScanRecord record, String standardLibrary) {
        assertThat(record.purls())
                .containsExactly(
                        "pkg:golang/example.com/a@v1.0.0",
                        "pkg:golang/example.com/app@v1.4.0",
                        "pkg:golang/example.org/fork@v1.1.0",
                        "pkg:golang/stdlib@" + standardLibrary);
        assertThat(record.manifests().getFirst().root()).hasToString("pkg:golang/example.com/app@v1.4.0");
        assertThat(record.component("pkg:golang/example.com/a@v1.0.0").relation())
                .isEqualTo(Relation.UNKNOWN);
        assertThat(record.component("pkg:golang/example.org/fork@v1.1.0").requirement())
                .isEqualTo("example.com/b v1.0.0");
        assertThat(record.gaps()).isEmpty();
    }

    @Test
    void readsEveryFormatWithInlineInformation() {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            assertModules(scan(INLINE.elf(true, order)), "1.22.3");
            assertModules(scan(INLINE.elf(false, order)), "1.22.3");
            assertModules(scan(INLINE.mach(true, order)), "1.22.3");
            assertModules(scan(INLINE.mach(false, order)), "1.22.3");
        }
        assertModules(scan(INLINE.portable(true)), "1.22.3");
        assertModules(scan(INLINE.portable(false)), "1.22.3");
        assertModules(scan(INLINE.universal()), "1.22.3");
    }

    @Test
    void followsThePointersOfOlderToolchains() {
        GoBinaries wide = GoBinaries.pointed("go1.17.5", MODULES, 8);
        GoBinaries narrow = GoBinaries.pointed("go1.16", MODULES, 4);
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            assertModules(scan(wide.elf(true, order)), "1.17.5");
            assertModules(scan(wide.mach(true, order)), "1.17.5");
            assertModules(scan(narrow.elf(false, order)), "1.16.0");
            assertModules(scan(narrow.mach(false, order)), "1.16.0");
        }
        assertModules(scan(wide.portable(true)), "1.17.5");
        assertModules(scan(narrow.portable(false)), "1.16.0");
    }

    @Test
    void leavesOpenWhatTheBinaryDoesNotSay() {
        ScanRecord record = scan(GoBinaries.inline("devel go1.23-0123abc", """
                path\texample.com/app
                mod\texample.com/app\t(devel)\t
                dep\texample.com/a\tv1.0.0
                =>\t./local\t(devel)\t
                odd
                """).elf(true, ByteOrder.LITTLE_ENDIAN));
        assertThat(record.purls()).containsExactly("pkg:golang/example.com/a", "pkg:golang/stdlib");
        assertThat(record.component("pkg:golang/stdlib").requirement()).isEqualTo("devel go1.23-0123abc");
        assertThat(record.manifests().getFirst().root()).hasToString("pkg:golang/example.com/app");
        assertThat(record.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.MALFORMED, Gap.Kind.UNRESOLVED);
    }

    @Test
    void saysWhenABinaryWasBuiltWithoutModules() {
        ScanRecord record = scan(GoBinaries.inline("go1.22.3", "").elf(true, ByteOrder.LITTLE_ENDIAN));
        assertThat(record.purls()).containsExactly("pkg:golang/stdlib@1.22.3");
        assertThat(record.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.UNRESOLVED);
    }

    @Test
    void saysWhenTheInformationIsDamaged() {
        byte[] binary =
                GoBinaries.pointed("go1.17.5", MODULES, 8).brokenPointer().elf(true, ByteOrder.LITTLE_ENDIAN);
        ScanRecord record = scan(binary);
        assertThat(record.manifests()).isEmpty();
        assertThat(record.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.MALFORMED);
    }

    @Test
    void isSilentAboutOtherExecutables() {
        byte[] other = GoBinaries.other().elf(true, ByteOrder.LITTLE_ENDIAN);
        byte[] javaClass = new byte[200];
        System.arraycopy(
                new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 65}, 0, javaClass, 0, 8);
        for (byte[] binary :
                List.of(other, javaClass, "#!/bin/sh\n".repeat(20).getBytes(StandardCharsets.US_ASCII), new byte[0])) {
            ScanRecord record = scan(binary);
            assertThat(record.manifests()).isEmpty();
            assertThat(record.gaps()).isEmpty();
        }
    }

    @Test
    void wantsExecutablesOnly() {
        var scanner = new GoBinaryScanner();
        assertThat(scanner.wants(new FileFacts("bin/app", 3_000_000, false))).isTrue();
        assertThat(scanner.wants(new FileFacts("bin/app", 3_000, true))).isTrue();
        assertThat(scanner.wants(new FileFacts("bin/app-1.2", 3_000_000, true))).isTrue();
        assertThat(scanner.wants(new FileFacts("LICENSE", 3_000, false))).isFalse();
        assertThat(scanner.wants(new FileFacts("a.txt", 3_000_000, false))).isFalse();
        assertThat(scanner.wants(new FileFacts("run.sh", 3_000, true))).isFalse();
    }
}
