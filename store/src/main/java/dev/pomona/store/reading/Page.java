// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Some rows of a list.
///
/// @param next the place of the last of them, to begin the next page behind; `null` when there are
///     no more
public record Page<T>(List<T> items, @Nullable String next) {

    public Page {
        items = List.copyOf(items);
    }

    /// @param found up to one more than wanted: the one more tells that there is a next page
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> place) {
        if (found.size() <= limit) return new Page<>(found, null);
        List<T> items = found.subList(0, limit);
        return new Page<>(items, place.apply(items.getLast()));
    }
}
