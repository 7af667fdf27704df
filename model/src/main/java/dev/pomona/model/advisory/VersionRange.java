// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.advisory;

import java.util.List;

/// The versions between events, as an advisory states them (OSV schema 1.7, `affected[].ranges[]`).
///
/// @param events in the order of the source, which need not be the order of versions
public record VersionRange(Kind kind, List<Event> events) {

    /// Which order the versions follow.
    public enum Kind {
        /// SemVer 2.0 without a leading `v`.
        SEMVER,
        /// The ecosystem's own order.
        ECOSYSTEM,
        /// Commits: the graph decides, not an order.
        GIT
    }

    /// A version at which something changes. `Introduced("0")` is before every version.
    public sealed interface Event {
        String version();

        /// The flaw is there from this version on.
        record Introduced(String version) implements Event {}

        /// The flaw is gone from this version on.
        record Fixed(String version) implements Event {}

        /// The flaw is still there in this version; nothing is said of later ones, which count as not affected.
        record LastAffected(String version) implements Event {}

        /// Versions from this one on are outside what the range speaks of. `*` is no limit.
        record Limit(String version) implements Event {}
    }

    public VersionRange {
        events = List.copyOf(events);
    }
}
