// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Scanner;
import dev.pomona.scan.testkit.MemoryFile;
import dev.pomona.scan.testkit.ScannerAcceptance;
import dev.pomona.scanners.secrets.detect.DigestKey;
import dev.pomona.scanners.secrets.detect.SecretDetector;
import dev.pomona.scanners.secrets.detect.SecretOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretScannerTest extends ScannerAcceptance {

    private static final SecretDetector DETECTOR =
            new SecretDetector(TestRules.pack(TestRules.APPLE, TestRules.PASSWORD), SecretOptions.DEFAULT);

    @Override
    protected Scanner scanner() {
        return new SecretScanner(DETECTOR);
    }

    @Override
    protected List<FileView> samples() {
        String token = "apple_" + "Zq7Xv2Lk9Rt4Wp1Ns8Hd3Fj6";
        return List.of(
                MemoryFile.of("src/main.py", "KEY = '" + token + "'\npassword = \"gh7#kQ2!vZ9x\"\n"),
                MemoryFile.of("notes.ipynb", "{\"cells\": [{\"source\": [\"k = \\\"" + token + "\\\"\\n\"]}]}"),
                new MemoryFile(
                        "setup.reg", ("\ufeff\"Key\"=\"" + token + "\"\r\n").getBytes(StandardCharsets.UTF_16LE)));
    }

    /// Any text may hold a secret, and none must.
    @Override
    protected boolean recognisesByName(FileFacts file) {
        return false;
    }

    @Test
    void wantsWhateverMayHoldText() {
        Scanner scanner = scanner();
        for (String name : List.of("a", ".env", "id_rsa", "x.bin", "core", "a.svg", "a.png", "a.zip", "font.woff2")) {
            assertThat(scanner.wants(new FileFacts("x/" + name, 10, false)))
                    .as(name)
                    .isTrue();
        }
        assertThat(scanner.wants(new FileFacts("empty", 0, false))).isFalse();
    }

    @Test
    void saysWhatShapesItsResults() {
        var other = new SecretDetector(
                TestRules.pack(TestRules.APPLE), SecretOptions.DEFAULT.withDigestKey(DigestKey.own(new byte[] {7})));
        assertThat(scanner().configuration())
                .isEqualTo(scanner().configuration())
                .isNotEqualTo(new SecretScanner(other).configuration());
    }
}
