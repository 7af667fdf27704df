// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an advisory and its neighbours are called: the part of an [dev.pomona.model.advisory.Advisory] that is
/// read without the rest.
public record AdvisoryNames(
        String id,
        String source,
        List<String> aliases,
        List<String> related,
        @Nullable Instant modified,
        boolean withdrawn) {

    public AdvisoryNames {
        aliases = List.copyOf(aliases);
        related = List.copyOf(related);
    }
}
