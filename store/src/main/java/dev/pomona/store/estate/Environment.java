// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where artifacts run.
///
/// @param key kebab case, unique
/// @param isExposed whether strangers reach it
/// @param position in the order of promotion, from the first to the last
/// @param maxReverseUptime how long an instance or host may be up; `null` for no limit
/// @param maxImageAge how old the image that something starts from may be; `null` for no limit
public record Environment(
        String key,
        String name,
        boolean isProduction,
        boolean isExposed,
        int position,
        @Nullable Duration maxReverseUptime,
        @Nullable Duration maxImageAge) {

    public Environment {
        if (!key.matches("[a-z0-9]+(-[a-z0-9]+)*") || key.length() > 60) {
            throw new IllegalArgumentException("an environment's key is kebab case, but got '%s'".formatted(key));
        }
    }
}
