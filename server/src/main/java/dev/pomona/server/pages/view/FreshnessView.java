// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.estate.FreshnessStore.Aged;
import dev.pomona.store.estate.FreshnessStore.Day;
import dev.pomona.store.registry.RegistryStore;
import gg.jte.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How fresh things are.
///
/// @param thing `host` or `instance`
/// @param measure `uptime` or `image`
/// @param now how each environment stands today
/// @param distribution by environment; only of those that have something
/// @param trend of the median
/// @param worst the oldest first: what to replace next
/// @param longest the age of the oldest of all; zero when that is on another page
/// @param repositories of registries that are watched, by registry and name
public record FreshnessView(
        String thing,
        String measure,
        List<Standing> now,
        Map<String, Content> distribution,
        Content trend,
        List<Aged> worst,
        Duration longest,
        Pager pager,
        List<RegistryStore.Repository> repositories) {

    /// The classes of lines, in their order.
    public static final List<String> LINES = List.of("l1", "l2", "l3", "l4", "l5", "l6");

    /// @param limit of the environment; `null` for none
    public record Standing(Day day, @Nullable Duration limit) {}

    /// Whether something is older than it may be.
    public static boolean isOver(Aged aged, Instant now) {
        return aged.limit() != null && Duration.between(aged.since(), now).compareTo(aged.limit()) > 0;
    }
}
