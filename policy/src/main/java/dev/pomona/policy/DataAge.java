// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

import dev.pomona.model.report.Completeness;
import dev.pomona.model.report.DataSource;
import java.time.Duration;
import java.time.Instant;

/// How old the advisory data of a scan is.
public final class DataAge {

    /// The data that the program carries, used only where there is no other.
    public static final String STARTER = "starter";

    private DataAge() {}

    /// Whole days since the data that was confirmed longest ago was confirmed; 0 when there is none with a date.
    public static long days(Completeness completeness, Instant asOf) {
        return completeness.data().stream()
                .map(DataSource::fetched)
                .filter(fetched -> fetched != null && fetched.isBefore(asOf))
                .mapToLong(fetched -> Duration.between(fetched, asOf).toDays())
                .max()
                .orElse(0);
    }

    public static boolean isStarterOnly(Completeness completeness) {
        return completeness.data().stream().anyMatch(source -> source.name().equals(STARTER));
    }
}
