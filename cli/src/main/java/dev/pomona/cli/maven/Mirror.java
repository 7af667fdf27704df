// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import java.util.List;
import java.util.Optional;

/// A repository that is asked in place of others.
///
/// @param mirrorOf ids parted by commas, `!id` for all but one, `*`, `external:*` and `external:http:*`
/// @param blocked whether the others are not to be asked at all
record Mirror(String id, String url, String mirrorOf, boolean blocked) {

    /// The mirror for a repository: the first that names its id and nothing else, else the first whose
    /// pattern covers it (Maven's guide to mirror settings).
    static Optional<Mirror> of(Repository repository, List<Mirror> mirrors) {
        return mirrors.stream()
                .filter(mirror -> mirror.mirrorOf.equals(repository.id()))
                .findFirst()
                .or(() -> mirrors.stream()
                        .filter(mirror -> mirror.covers(repository))
                        .findFirst());
    }

    boolean covers(Repository repository) {
        boolean covers = false;
        for (String raw : mirrorOf.split(",", -1)) {
            String part = raw.strip();
            // an exclusion and a name are final, a wildcard may still be taken back
            if (part.equals("!" + repository.id())) return false;
            if (part.equals(repository.id())) return true;
            covers |= switch (part) {
                case "*" -> true;
                case "external:*" -> repository.isExternal();
                case "external:http:*" -> repository.isExternalHttp();
                default -> false;
            };
        }
        return covers;
    }

    /// The repository to ask, which inherits what the mirrored one may be asked for.
    Repository standingInFor(Repository repository) {
        return new Repository(id, url, repository.releases(), repository.snapshots());
    }
}
