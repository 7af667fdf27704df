// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.nuget;

import dev.pomona.model.component.Location;
import dev.pomona.model.component.Scope;
import java.util.List;
import java.util.Locale;

/// A package that a project asks for.
///
/// @param versions what is asked for, expanded; several where conditions choose among them, none where no file says
/// @param conditional whether it is asked for only under a condition that the files do not decide
record PackageReference(String id, List<String> versions, Scope scope, Location location, boolean conditional) {

    PackageReference {
        versions = List.copyOf(versions);
    }

    /// Package ids are compared without regard to case.
    String key() {
        return id.toLowerCase(Locale.ROOT);
    }
}
