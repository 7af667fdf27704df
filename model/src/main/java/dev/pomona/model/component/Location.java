// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.component;

import org.jspecify.annotations.Nullable;

/// A file of the scanned artifact, and a region in it where one is known.
///
/// @param path relative to the artifact's root, with `/` between names and `!/` where an archive is entered
///     (`lib/app.war!/WEB-INF/lib/x.jar`); never absolute and never with `.` or `..`
/// @param region `null` when the whole file is meant
public record Location(String path, @Nullable Region region) implements Comparable<Location> {

    public static Location of(String path) {
        return new Location(path, null);
    }

    public static Location at(String path, int line, int column) {
        return new Location(path, Region.at(line, column));
    }

    /// The line counted from 1, or 0 when the whole file is meant.
    public int line() {
        return region == null ? 0 : region.startLine();
    }

    /// `path`, `path:line` or `path:line:column`, as editors understand it. Not escaped.
    @Override
    public String toString() {
        return region == null ? path : path + ":" + region.startLine() + ":" + region.startColumn();
    }

    @Override
    public int compareTo(Location other) {
        int order = path.compareTo(other.path);
        if (order != 0) return order;
        if (region == null || other.region == null) {
            return Boolean.compare(region != null, other.region != null);
        }
        return region.compareTo(other.region);
    }
}
