// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is already there of a feed, read earlier from the same origin.
///
/// @param validators of the files it was read from, by path; empty when nothing is held
/// @param newest the date of the newest record; `null` when it has none that can be believed
/// @param dates reads when each record held was last changed, by id; `null` where nobody says. Asked only when there
/// are changes
public record Held(
        Map<String, Validator> validators, @Nullable Instant newest, Supplier<Map<String, @Nullable Instant>> dates) {

    public static final Held NOTHING = new Held(Map.of(), null, HashMap<String, @Nullable Instant>::new);

    public Held {
        validators = Map.copyOf(validators);
    }

    boolean isEmpty() {
        return validators.isEmpty();
    }
}
