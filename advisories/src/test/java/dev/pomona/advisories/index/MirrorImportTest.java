// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.advisories.Mirror;
import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.advisory.Affected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every real advisory at hand, through reader and index and back.
class MirrorImportTest {

    @TempDir
    Path folder;

    @Test
    void importsEveryRealAdvisoryAndFindsEachAgain() throws IOException {
        Path mirror = Mirror.find("mirror").orElse(null);
        if (mirror == null) return;
        var expected = new TreeMap<String, Advisory>();
        var segments = new ArrayList<Segment>();
        long start = System.nanoTime();
        for (Path ecosystem : Mirror.ecosystems(mirror)) {
            var advisories = Mirror.read(ecosystem);
            Path file = folder.resolve(ecosystem.getFileName().toString());
            SegmentWriter.writeAdvisories(file, advisories);
            Segment segment = Segment.open(file);
            assertThat(segment.size()).as(file.getFileName().toString()).isEqualTo(advisories.size());
            segments.add(segment);
            for (Advisory advisory : advisories) expected.put(advisory.source() + "/" + advisory.id(), advisory);
        }
        System.out.printf(
                "%d advisories in %d segments, %d KB, %d ms%n",
                expected.size(), segments.size(), size(), (System.nanoTime() - start) / 1_000_000);
        assertThat(expected).hasSizeGreaterThan(20_000);

        AdvisoryIndex index = AdvisoryIndex.of(segments);
        var all = new ArrayList<>(expected.values());
        var random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            Advisory advisory = all.get(random.nextInt(all.size()));
            assertThat(index.advisory(advisory.id())).contains(advisory);
            for (Affected affected : advisory.affected()) {
                assertThat(index.advisoriesFor(affected.packageName())).contains(advisory);
            }
            for (String alias : advisory.aliases()) {
                assertThat(index.advisoriesWithAlias(alias)).contains(advisory);
            }
        }
    }

    private long size() throws IOException {
        try (var files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum() / 1024;
        }
    }
}
