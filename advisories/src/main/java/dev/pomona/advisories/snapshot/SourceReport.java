// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an update did about one source.
///
/// @param name such as `osv/npm`; the label of the whole source when it could not even be asked what it has
/// @param reason why it failed or was passed over; empty otherwise
/// @param retries one sentence for each attempt that was repeated, in the order of time
/// @param rejected records that could not be read and are missing, one sentence each
/// @param records how many there are now, whether new or as before; 0 when there are none
/// @param bytes read for it
/// @param newest the date of the newest record there is now; `null` when unknown
public record SourceReport(
        String name,
        Status status,
        String reason,
        List<String> retries,
        List<String> rejected,
        int records,
        long bytes,
        @Nullable Instant newest) {

    public enum Status {
        /// There is new data.
        UPDATED,
        /// The source was asked, and has nothing new.
        UNCHANGED,
        /// The source has older data than is here; what was there before stays.
        OLDER,
        /// The source does not offer this data; what was there before stays.
        ABSENT,
        /// Not asked, because the network is not to be used; what was there before stays.
        SKIPPED,
        /// It could not be had whole; what was there before stays.
        FAILED
    }

    public SourceReport {
        retries = List.copyOf(retries);
        rejected = List.copyOf(rejected);
    }
}
