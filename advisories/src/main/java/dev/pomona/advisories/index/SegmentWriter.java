// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.advisory.Affected;
import dev.pomona.model.advisory.Epss;
import dev.pomona.model.advisory.Kev;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes segments. Equal records give equal bytes, whatever their order; a file appears whole or not at all.
///
/// All methods replace what was at `file`, without disturbing those who have it open, and throw [IOException]
/// when the disk refuses; then the old file is still there.
public final class SegmentWriter {

    private SegmentWriter() {}

    /// Writes advisories. Of two with the same source and id the one modified last counts.
    public static void writeAdvisories(Path file, Collection<Advisory> advisories) throws IOException {
        List<Advisory> sorted = unique(advisories);
        var positions = new RecordOutput();
        var ids = new Postings();
        var packages = new Postings();
        var ecosystems = new TreeSet<String>();
        Instant newest = null;
        try (var blocks = new BlockWriter(BlockWriter.OF_RECORDS)) {
            for (int record = 0; record < sorted.size(); record++) {
                Advisory advisory = sorted.get(record);
                RecordOutput out = blocks.record();
                positions.fixedInt(blocks.blockNumber());
                positions.fixedInt(blocks.offsetInBlock());
                AdvisoryCodec.write(advisory, out);
                addIds(advisory, record, ids);
                for (Affected affected : advisory.affected()) {
                    ecosystems.add(affected.packageName().ecosystem());
                    packages.add(PackageKey.of(affected.packageName()).toString(), record);
                }
                newest = later(newest, later(advisory.modified(), advisory.published()));
            }
            blocks.finishBlock();
            var texts = new RecordOutput();
            ecosystems.forEach(texts::text);
            var tables = List.of(positions, ids.table(), packages.table(), texts);
            SegmentFileWriter.write(file, Segment.Kind.ADVISORIES, sorted.size(), newest, blocks, tables);
        }
    }

    /// Writes the catalogue of exploited vulnerabilities. Of two entries for one CVE the one added first
    /// counts.
    public static void writeKev(Path file, Collection<Kev> entries) throws IOException {
        var byCve = new TreeMap<String, Kev>();
        for (Kev entry : entries) {
            byCve.merge(entry.cve(), entry, (one, other) -> KevSegment.ORDER.compare(one, other) <= 0 ? one : other);
        }
        Instant newest = byCve.values().stream()
                .map(entry -> entry.dateAdded().atStartOfDay(ZoneOffset.UTC).toInstant())
                .max(Comparator.naturalOrder())
                .orElse(null);
        writeSorted(file, Segment.Kind.KEV, newest, byCve, KevSegment::write);
    }

    /// Writes scores, by CVE id.
    public static void writeEpss(Path file, SortedMap<String, Epss> byCve) throws IOException {
        writeSorted(file, Segment.Kind.EPSS, null, new TreeMap<String, Epss>(byCve), EpssSegment::write);
    }

    private static <V> void writeSorted(
            Path file, Segment.Kind kind, @Nullable Instant newest, SortedMap<String, V> values, ValueWriter<V> writer)
            throws IOException {
        var firstKeys = new RecordOutput();
        try (var blocks = new BlockWriter(BlockWriter.OF_VALUES)) {
            for (Map.Entry<String, V> entry : values.entrySet()) {
                RecordOutput out = blocks.record();
                if (blocks.isAtBlockStart()) firstKeys.text(entry.getKey());
                out.text(entry.getKey());
                writer.write(entry.getValue(), out);
            }
            blocks.finishBlock();
            SegmentFileWriter.write(file, kind, values.size(), newest, blocks, List.of(firstKeys));
        }
    }

    private interface ValueWriter<V> {
        void write(V value, RecordOutput out);
    }

    /// Sorted by the first package they name, so that what is asked for together lies together.
    private static List<Advisory> unique(Collection<Advisory> advisories) {
        var bySourceAndId = new TreeMap<String, Advisory>();
        for (Advisory advisory : advisories) {
            bySourceAndId.merge(advisory.source() + '\0' + advisory.id(), advisory, AdvisorySegment::newer);
        }
        var sorted = new ArrayList<>(bySourceAndId.values());
        sorted.sort(Comparator.comparing(SegmentWriter::firstPackage));
        return sorted;
    }

    private static String firstPackage(Advisory advisory) {
        return advisory.affected().isEmpty()
                ? ""
                : PackageKey.of(advisory.affected().getFirst().packageName()).toString();
    }

    private static void addIds(Advisory advisory, int record, Postings ids) {
        ids.add(advisory.id(), AdvisorySegment.reference(record, AdvisorySegment.OWN));
        for (String alias : advisory.aliases())
            ids.add(alias, AdvisorySegment.reference(record, AdvisorySegment.ALIAS));
        for (String other : advisory.related()) {
            ids.add(other, AdvisorySegment.reference(record, AdvisorySegment.RELATED));
        }
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null) return other;
        return other == null || one.isAfter(other) ? one : other;
    }

    /// Numbers by key, on their way to a [KeyTable].
    private static final class Postings {

        private final TreeMap<String, int[]> numbers = new TreeMap<>();

        void add(String key, int number) {
            int[] before = numbers.get(key);
            if (before == null) {
                numbers.put(key, new int[] {number});
            } else if (before[before.length - 1] != number) {
                int[] after = Arrays.copyOf(before, before.length + 1);
                after[before.length] = number;
                numbers.put(key, after);
            }
        }

        RecordOutput table() {
            var out = new RecordOutput();
            KeyTable.write(numbers, out);
            return out;
        }
    }
}
