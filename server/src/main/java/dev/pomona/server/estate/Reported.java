// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.store.estate.HostInstanceStore.Instance;
import dev.pomona.store.estate.HostStore.Told;
import dev.pomona.store.estate.HostStore.Turn;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an agent says of its host at a time.
///
/// @param at when it looked
/// @param environment in which it runs
/// @param told what it says of the host itself
/// @param turn its place among the host's reports; `null` for one that stands alone
/// @param isFull whether it names everything that runs: what it leaves out has ended
/// @param instances what runs, and what has ended since the report before
public record Reported(
        Instant at, String environment, Told told, @Nullable Turn turn, boolean isFull, List<Instance> instances) {

    public Reported {
        instances = List.copyOf(instances);
    }

    /// The host's key, unique in the tenant.
    public String host() {
        return told.key();
    }
}
