// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import dev.pomona.model.advisory.Advisory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is already there of a feed, read earlier from the same origin.
///
/// @param validators of the files it was read from, by path; empty when nothing is held
/// @param newest the date of the newest record; `null` when it has none that can be believed
/// @param advisories reads the records held; asked only when changes are to be applied to them
public record Held(
        Map<String, Validator> validators, @Nullable Instant newest, Supplier<List<Advisory>> advisories) {

    public static final Held NOTHING = new Held(Map.of(), null, List::of);

    public Held {
        validators = Map.copyOf(validators);
    }

    boolean isEmpty() {
        return validators.isEmpty();
    }
}
