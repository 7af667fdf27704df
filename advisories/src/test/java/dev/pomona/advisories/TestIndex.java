// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories;

import dev.pomona.advisories.index.AdvisoryIndex;
import dev.pomona.advisories.index.Segment;
import dev.pomona.advisories.index.SegmentWriter;
import dev.pomona.formats.osv.OsvReader;
import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.advisory.Epss;
import dev.pomona.model.advisory.Kev;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Real indexes of made-up advisories.
public final class TestIndex {

    private TestIndex() {}

    /// Reads OSV records, with single quotes where JSON has double ones, and the ecosystem's usual fields.
    public static AdvisoryIndex of(String... records) {
        return of(Stream.of(records).map(TestIndex::advisory).toList(), List.of(), Map.of());
    }

    /// An index that was made for some ecosystems, whatever else its records name.
    public static AdvisoryIndex covering(Set<String> ecosystems, String... records) {
        return AdvisoryIndex.of(
                segments(Stream.of(records).map(TestIndex::advisory).toList(), List.of(), Map.of()), ecosystems);
    }

    public static AdvisoryIndex of(Collection<Advisory> advisories, List<Kev> kevs, Map<String, Epss> scores) {
        return AdvisoryIndex.of(segments(advisories, kevs, scores));
    }

    private static List<Segment> segments(Collection<Advisory> advisories, List<Kev> kevs, Map<String, Epss> scores) {
        try {
            Path folder = Files.createTempDirectory("pomona-index");
            Path file = folder.resolve("segment");
            SegmentWriter.writeAdvisories(file, advisories);
            Segment some = Segment.open(file);
            SegmentWriter.writeKev(file, kevs);
            Segment kev = Segment.open(file);
            SegmentWriter.writeEpss(file, new TreeMap<>(scores));
            Segment epss = Segment.open(file);
            Files.delete(file);
            Files.delete(folder);
            return List.of(some, kev, epss);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Advisory advisory(String record) {
        return OsvReader.read(record.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
