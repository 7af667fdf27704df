// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import dev.pomona.advisories.feed.Validator;
import java.time.Instant;
import java.util.Map;

/// What is remembered of a source beside its data.
///
/// @param name such as `osv/npm`
/// @param data what it speaks of, as [SnapshotDescription.Source#version] names it; of other data it says nothing
/// @param origin where the data came from
/// @param confirmed when the origin last said that this is current
/// @param validators of the files read, by path
record SourceState(String name, String data, String origin, Instant confirmed, Map<String, Validator> validators) {

    SourceState {
        validators = Map.copyOf(validators);
    }

    SourceState confirmedAt(Instant when) {
        return new SourceState(name, data, origin, when, validators);
    }
}
