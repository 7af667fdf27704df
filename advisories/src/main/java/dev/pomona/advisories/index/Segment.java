// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import dev.pomona.model.component.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One mapped file of the index. Immutable and thread-safe; the mapping ends by itself when nobody holds the
/// segment any more, so a file may be replaced or deleted while it is read.
public sealed interface Segment permits AdvisorySegment, KevSegment, EpssSegment {

    /// What a segment holds.
    enum Kind {
        ADVISORIES,
        KEV,
        EPSS
    }

    Kind kind();

    /// How many records it holds.
    int size();

    /// The date of the newest record; `null` when none is dated.
    @Nullable
    Instant newest();

    /// SHA-256 of the records before compression: equal for equal records on every platform, whatever the local
    /// compressor makes of them.
    Digest content();

    /// Maps a segment's file and checks its header and tables.
    ///
    /// @throws CorruptSegmentException when the file is no segment, of another version, or damaged
    /// @throws IOException when it cannot be read at all
    static Segment open(Path path) throws IOException {
        return SegmentFile.open(path).segment();
    }
}
