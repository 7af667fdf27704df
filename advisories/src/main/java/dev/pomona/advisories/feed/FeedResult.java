// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import dev.pomona.model.advisory.Advisory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer of a feed that could be read.
public sealed interface FeedResult {

    /// What is held is still what the feed has.
    record Unchanged() implements FeedResult {}

    /// The source has no such feed: a mirror without EPSS, a bucket without the ecosystem.
    record Absent(String reason) implements FeedResult {}

    /// The source has older data than is held, as a mirror does that was set back, or an answer that somebody kept.
    ///
    /// @param newest the date of the newest record it has
    record Older(Instant newest) implements FeedResult {}

    /// What is different from what is held.
    ///
    /// @param changed records that came or changed
    /// @param removed ids of those that went
    /// @param newest the date of the newest of all records; `null` when they carry none
    /// @param validators as in [Fresh]
    /// @param rejected as in [Fresh]
    record Changed(
            List<Advisory> changed,
            List<String> removed,
            @Nullable Instant newest,
            Map<String, Validator> validators,
            List<String> rejected)
            implements FeedResult {

        public Changed {
            changed = List.copyOf(changed);
            removed = List.copyOf(removed);
            validators = Map.copyOf(validators);
            rejected = List.copyOf(rejected);
        }
    }

    /// All of the feed's content.
    ///
    /// @param newest the date of the newest record; `null` when the records carry none
    /// @param validators of the files that were read, by path, for the next time
    /// @param rejected records that could not be read and are therefore missing, one sentence each
    record Fresh(
            FeedContent content, @Nullable Instant newest, Map<String, Validator> validators, List<String> rejected)
            implements FeedResult {

        public Fresh {
            validators = Map.copyOf(validators);
            rejected = List.copyOf(rejected);
        }
    }
}
