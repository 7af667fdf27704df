// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import java.util.List;

/// A profile of a settings file, as far as repositories are concerned.
record Profile(String id, boolean activeByDefault, List<Repository> repositories) {

    Profile {
        repositories = List.copyOf(repositories);
    }
}
