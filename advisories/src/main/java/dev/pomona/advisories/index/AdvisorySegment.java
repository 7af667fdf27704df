// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.component.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A segment of advisories, found by package and by id.
public final class AdvisorySegment implements Segment {

    /// How a record answers to an id, in the lowest two bits of a reference.
    static final int OWN = 0;

    static final int ALIAS = 1;
    static final int RELATED = 2;

    private static final Comparator<Advisory> BY_DATE = Comparator.comparing(
                    Advisory::modified, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparing(Advisory::toString);

    private final SegmentFile file;
    private final ByteBuffer positions;
    private final KeyTable ids;
    private final KeyTable packages;
    private final SortedSet<String> ecosystems;

    /// Numbers of records that are left out.
    private final BitSet hidden;

    private AdvisorySegment(SegmentFile file) {
        this.file = file;
        this.hidden = new BitSet();
        this.positions = file.section(1);
        if (positions.limit() != 8L * file.records()) throw file.corrupt("the list of records is damaged");
        this.ids = new KeyTable(file.section(2));
        this.packages = new KeyTable(file.section(3));
        this.ecosystems = Collections.unmodifiableSortedSet(new TreeSet<>(file.texts(4)));
    }

    private AdvisorySegment(AdvisorySegment all, BitSet hidden) {
        this.file = all.file;
        this.positions = all.positions;
        this.ids = all.ids;
        this.packages = all.packages;
        this.ecosystems = all.ecosystems;
        this.hidden = hidden;
    }

    static AdvisorySegment of(SegmentFile file) {
        return new AdvisorySegment(file);
    }

    /// The same segment as if it did not have the records with these ids of their own. It still names all ecosystems
    /// that
    /// it named, and its [#content] and [#newest] are those of the whole.
    public AdvisorySegment without(Collection<String> gone) {
        var also = (BitSet) hidden.clone();
        for (String id : gone) owned(id).forEach(also::set);
        return new AdvisorySegment(this, also);
    }

    static int reference(int record, int relation) {
        return record << 2 | relation;
    }

    /// Of two versions of one record the one to keep, whatever their order.
    static Advisory newer(Advisory one, Advisory other) {
        return BY_DATE.compare(one, other) >= 0 ? one : other;
    }

    @Override
    public Kind kind() {
        return Kind.ADVISORIES;
    }

    @Override
    public int size() {
        return file.records() - hidden.cardinality();
    }

    @Override
    public @Nullable Instant newest() {
        return file.newest();
    }

    @Override
    public Digest content() {
        return file.content();
    }

    /// Every ecosystem that a record names, with its release where it has one.
    public SortedSet<String> ecosystems() {
        return ecosystems;
    }

    /// All advisories, neighbours in the file one after the other.
    ///
    /// @throws CorruptSegmentException while the stream is read, when a block is damaged
    public Stream<Advisory> advisories() {
        return records().mapToObj(this::advisory);
    }

    private IntStream records() {
        return IntStream.range(0, file.records()).filter(record -> !hidden.get(record));
    }

    /// Whether a record has this id of its own.
    public boolean has(String id) {
        return owned(id).findAny().isPresent();
    }

    private IntStream owned(String id) {
        byte[] key = KeyTable.bytes(id);
        return Arrays.stream(referencesTo(key, KeyTable.hash(key)))
                .filter(reference -> (reference & 3) == OWN)
                .map(reference -> reference >>> 2);
    }

    /// When each record was last changed, by its id; `null` where nobody says.
    ///
    /// @throws CorruptSegmentException when a block is damaged
    public Map<String, @Nullable Instant> dates() {
        var dates = new HashMap<String, @Nullable Instant>(2 * size());
        records().forEach(record -> {
            AdvisoryNames names = names(record);
            dates.put(names.id(), names.modified());
        });
        return dates;
    }

    /// What every record is called, by source and id, and what is in it, in few bytes: equal for equal records
    /// of any two
    /// segments.
    ///
    /// @throws CorruptSegmentException when a block is damaged
    public Map<String, Digest> digests() {
        return digests(records());
    }

    /// As [#digests], of the records with these ids alone.
    public Map<String, Digest> digests(Collection<String> ids) {
        return digests(ids.stream().flatMapToInt(this::owned).distinct());
    }

    private Map<String, Digest> digests(IntStream records) {
        var digests = new HashMap<String, Digest>();
        records.forEach(record -> {
            AdvisoryNames names = names(record);
            digests.put(names.source() + '/' + names.id(), Digest.of(Digest.Algorithm.SHA256, digest(record)));
        });
        return digests;
    }

    /// The advisory with this source and id, as [#digests] names it.
    public Optional<Advisory> find(String sourceAndId) {
        return owned(sourceAndId.substring(sourceAndId.indexOf('/') + 1))
                .mapToObj(this::advisory)
                .filter(advisory -> sourceAndId.equals(advisory.source() + '/' + advisory.id()))
                .findFirst();
    }

    private byte[] digest(int record) {
        int block = positions.getInt(8 * record);
        int start = positions.getInt(8 * record + 4);
        boolean isLast = record + 1 == file.records() || positions.getInt(8 * record + 8) != block;
        byte[] bytes = file.block(block);
        int end = isLast ? bytes.length : positions.getInt(8 * record + 12);
        if (start < 0 || end < start || end > bytes.length) {
            throw file.corrupt("record %d is not where it should be".formatted(record));
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, start, end - start);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    Advisory advisory(int record) {
        return AdvisoryCodec.read(record(record));
    }

    AdvisoryNames names(int record) {
        return AdvisoryCodec.readNames(record(record));
    }

    private RecordInput record(int record) {
        if (record < 0 || record >= file.records()) throw file.corrupt("there is no record %d".formatted(record));
        int block = positions.getInt(8 * record);
        int offset = positions.getInt(8 * record + 4);
        return new RecordInput(file.block(block), offset);
    }

    /// Numbers of the records that name a package, by the package's key.
    int[] recordsFor(byte[] packageKey, int hash) {
        return seen(packages.find(packageKey, hash), 0);
    }

    /// References to the records that know an id.
    int[] referencesTo(byte[] id, int hash) {
        return seen(ids.find(id, hash), 2);
    }

    /// @param shift how far to the left the number of the record is
    private int[] seen(int[] numbers, int shift) {
        if (hidden.isEmpty()) return numbers;
        return Arrays.stream(numbers)
                .filter(number -> !hidden.get(number >>> shift))
                .toArray();
    }
}
