// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.oci;

import dev.pomona.formats.FormatException;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// What the configuration of an image tells of it (image specification, "Image Configuration").
///
/// @param created when it was built; `null` when its builder did not say, or said the beginning of time, as builds do
///     that are to come out the same
public record ImageConfig(@Nullable Instant created) {

    /// Earlier there were no images.
    private static final Instant EARLIEST = Instant.parse("2013-01-01T00:00:00Z");

    /// @throws FormatException when it is none
    public static ImageConfig read(byte[] content) {
        try {
            String created =
                    Json.read(new String(content, StandardCharsets.UTF_8)).text("created");
            if (created == null || created.isBlank()) return new ImageConfig(null);
            Instant at = OffsetDateTime.parse(created).toInstant();
            return new ImageConfig(at.isBefore(EARLIEST) ? null : at);
        } catch (SyntaxException | DateTimeException e) {
            throw new FormatException("no configuration of an image: %s".formatted(e.getMessage()), e);
        }
    }
}
