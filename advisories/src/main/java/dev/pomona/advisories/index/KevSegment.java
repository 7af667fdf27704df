// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import dev.pomona.model.advisory.Kev;
import dev.pomona.model.component.Digest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A segment of known exploited vulnerabilities, found by CVE id.
public final class KevSegment implements Segment {

    static final Comparator<Kev> ORDER = Comparator.comparing(Kev::cve)
            .thenComparing(Kev::dateAdded)
            .thenComparing(Kev::dueDate, Comparator.nullsLast(Comparator.<LocalDate>naturalOrder()))
            .thenComparing(Kev::knownRansomware, Comparator.reverseOrder());

    private final SegmentFile file;
    private final SortedBlocks<Kev> entries;

    KevSegment(SegmentFile file) {
        this.file = file;
        this.entries = new SortedBlocks<>(file, KevSegment::read);
    }

    @Override
    public Kind kind() {
        return Kind.KEV;
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

    /// The catalogue's entry for a CVE.
    public Optional<Kev> find(String cve) {
        return entries.find(cve);
    }

    /// The whole catalogue, by CVE id in order.
    public Map<String, Kev> all() {
        return entries.all();
    }

    static void write(Kev kev, RecordOutput out) {
        out.text(kev.cve());
        out.signed(kev.dateAdded().toEpochDay());
        LocalDate due = kev.dueDate();
        out.byteValue((due == null ? 0 : 1) | (kev.knownRansomware() ? 2 : 0));
        if (due != null) out.signed(due.toEpochDay());
    }

    private static Kev read(RecordInput in) {
        String cve = in.text();
        LocalDate added = day(in.signed());
        int flags = in.byteValue();
        return new Kev(cve, added, (flags & 1) == 0 ? null : day(in.signed()), (flags & 2) != 0);
    }

    private static LocalDate day(long epochDay) {
        try {
            return LocalDate.ofEpochDay(epochDay);
        } catch (DateTimeException e) {
            throw new CorruptSegmentException("a date is out of range", e);
        }
    }
}
