// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One set of advisory data that a verdict rests on.
///
/// @param name such as `osv/npm`, `kev`, `epss`, `starter`
/// @param newest the date of the newest record in it; `null` when its records carry none
/// @param fetched when it was last confirmed to be current; `null` for data that came with the program
/// @param records how many advisories or entries it holds
public record DataSource(
        String name, @Nullable Instant newest, @Nullable Instant fetched, int records) {}
