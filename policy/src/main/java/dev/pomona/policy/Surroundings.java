// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where an artifact is to run, how fresh it is and what was checked: known to the control plane, not to a scan.
///
/// @param environment its key; empty when nobody asks about one
/// @param isExposed whether strangers reach it
/// @param image the time since the image it starts from was last built
/// @param uptime how long the instance that has been up longest has been so
/// @param checks that the environment requires, sorted by name
/// @param inProduction fingerprints of findings whose flaw is open, in the same component, in something else that
///     runs in production
public record Surroundings(
        String environment,
        boolean isProduction,
        boolean isExposed,
        Age image,
        Age uptime,
        List<Check> checks,
        Set<String> inProduction) {

    /// A scan: no environment is asked about.
    public static final Surroundings NONE =
            new Surroundings("", false, false, Age.UNKNOWN, Age.UNKNOWN, List.of(), Set.of());

    public Surroundings {
        checks = List.copyOf(checks);
        inProduction = Set.copyOf(inProduction);
    }

    /// @param age `null` when it is not known
    /// @param limit of the environment; `null` when it sets none
    public record Age(@Nullable Duration age, @Nullable Duration limit) {

        /// Neither age nor limit.
        public static final Age UNKNOWN = new Age(null, null);

        public boolean isTooHigh() {
            return age != null && limit != null && age.compareTo(limit) > 0;
        }
    }

    /// A check that must be there and fresh.
    public record Check(String name, State state) {

        public enum State {
            PASSED,
            FAILED,
            /// Passed too long ago.
            STALE,
            /// Nobody reported it.
            MISSING
        }
    }

    /// The names of the checks in a state, in their order.
    public List<String> checks(Check.State state) {
        return checks.stream()
                .filter(check -> check.state() == state)
                .map(Check::name)
                .toList();
    }
}
