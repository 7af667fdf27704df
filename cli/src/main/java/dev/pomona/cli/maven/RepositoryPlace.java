// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import dev.pomona.scan.api.PackageSource.Lookup;

/// One place that published files are read from.
interface RepositoryPlace {

    /// Whether it is worth asking for this.
    boolean admits(PublishedPath path);

    Lookup read(PublishedPath path);

    /// A place that can't be asked.
    ///
    /// @param reason why
    record Closed(Repository repository, String reason) implements RepositoryPlace {

        @Override
        public boolean admits(PublishedPath path) {
            return repository.admits(path);
        }

        @Override
        public Lookup read(PublishedPath path) {
            return new Lookup.Unavailable(reason);
        }
    }
}
