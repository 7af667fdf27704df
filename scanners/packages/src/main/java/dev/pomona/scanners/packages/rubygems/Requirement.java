// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rubygems;

import dev.pomona.model.component.Location;
import dev.pomona.model.component.Scope;
import org.jspecify.annotations.Nullable;

/// A gem that a Gemfile or a gem specification asks for.
///
/// @param conditional whether code around it, or the platform, decides if it is asked for at all
/// @param constraint as written, several joined by `, `; `>= 0` where nothing is said
record Requirement(String name, String constraint, Scope scope, boolean conditional, Location location) {

    /// The version that the constraint allows alone; `null` for every other constraint.
    static @Nullable String exact(String constraint) {
        String version = constraint.startsWith("=") ? constraint.substring(1).strip() : constraint.strip();
        if (version.isEmpty() || !Character.isDigit(version.charAt(0))) return null;
        return version.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '.') ? version : null;
    }
}
