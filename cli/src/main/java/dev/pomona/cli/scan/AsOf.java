// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.UsageException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The time as of which a scan judges.
final class AsOf {

    private AsOf() {}

    /// The time asked for, or now in whole seconds.
    static Instant of(Invocation invocation) {
        Optional<String> text = invocation.settings().text(ScanSettings.AS_OF);
        try {
            return text.map(Instant::parse)
                    .orElseGet(() -> invocation.clock().instant().truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeParseException e) {
            throw new UsageException(
                    "as-of takes a time such as 2026-01-31T00:00:00Z, but got '%s'".formatted(text.orElse("")), e);
        }
    }
}
