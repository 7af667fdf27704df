// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.advisories.Mirror;
import dev.pomona.formats.vex.VexReader;
import dev.pomona.model.advisory.VexStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/// Real VEX documents at hand.
class MirrorVexTest {

    @Test
    void readsEveryRealDocument() throws IOException {
        Path mirror = Mirror.find("mirror/vex").orElse(null);
        if (mirror == null) return;
        var statements = new ArrayList<VexStatement>();
        int documents = 0;
        try (var zip = new ZipInputStream(Files.newInputStream(mirror.resolve("dhi-openvex.zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.getName().endsWith(".json")) continue;
                statements.addAll(VexReader.read(zip.readAllBytes()));
                documents++;
            }
        }
        System.out.printf("%d VEX documents, %d statements%n", documents, statements.size());
        assertThat(statements).hasSizeGreaterThan(500).allSatisfy(statement -> {
            assertThat(statement.subject().vulnerabilities()).isNotEmpty();
            assertThat(statement.subject().products()).isNotEmpty();
        });
    }
}
