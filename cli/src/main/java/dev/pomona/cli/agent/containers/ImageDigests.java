// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.containers;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The digests that stand for an image: of its manifests as registries know it, then of its configuration. People
/// push documents under either.
final class ImageDigests {

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern BARE = Pattern.compile("[0-9a-f]{64}");
    private static final int MOST = 8;

    private ImageDigests() {}

    /// @param references such as `nginx@sha256:…` or `sha256:…`
    /// @param id of the image, with or without `sha256:`; `null` for none
    static List<String> of(Collection<String> references, @Nullable String id) {
        var digests = new LinkedHashSet<String>();
        references.stream()
                .map(reference -> reference.substring(reference.lastIndexOf('@') + 1))
                .filter(digest -> DIGEST.matcher(digest).matches())
                .sorted()
                .limit(MOST - 1)
                .forEach(digests::add);
        if (id != null && DIGEST.matcher(id).matches()) digests.add(id);
        if (id != null && BARE.matcher(id).matches()) digests.add("sha256:" + id);
        return List.copyOf(digests);
    }
}
