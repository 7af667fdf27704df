// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import dev.pomona.model.advisory.Epss;
import dev.pomona.model.component.Digest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A segment of EPSS scores, found by CVE id.
public final class EpssSegment implements Segment {

    /// Scores are published with five decimals; written as whole numbers of them they take a third of the
    /// space.
    private static final double UNIT = 100_000;

    private final SegmentFile file;
    private final SortedBlocks<Epss> scores;

    EpssSegment(SegmentFile file) {
        this.file = file;
        this.scores = new SortedBlocks<>(file, in -> new Epss(read(in), read(in)));
    }

    @Override
    public Kind kind() {
        return Kind.EPSS;
    }

    @Override
    public int size() {
        return file.records();
    }

    @Override
    public @Nullable Instant newest() {
        return file.newest();
    }

    @Override
    public Digest content() {
        return file.content();
    }

    /// The score of a CVE.
    public Optional<Epss> find(String cve) {
        return scores.find(cve);
    }

    /// All scores, by CVE id in order.
    public Map<String, Epss> all() {
        return scores.all();
    }

    static void write(Epss epss, RecordOutput out) {
        write(epss.probability(), out);
        write(epss.percentile(), out);
    }

    private static void write(double value, RecordOutput out) {
        long units = Math.round(value * UNIT);
        boolean exact = value >= 0 && value <= 1 && units / UNIT == value;
        out.number(exact ? units + 1 : 0);
        if (!exact) out.fixedLong(Double.doubleToLongBits(value));
    }

    private static double read(RecordInput in) {
        long units = in.number();
        return units == 0 ? in.fixedDouble() : (units - 1) / UNIT;
    }
}
