// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import dev.pomona.model.component.Location;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A project object model as it is written, before anything is inherited or replaced.
///
/// @param path in the scanned files; `null` for a published one
/// @param base what the model says outside of profiles
record Pom(
        @Nullable String path,
        @Nullable Parent parent,
        @Nullable String groupId,
        @Nullable String artifactId,
        @Nullable String version,
        String packaging,
        Section base,
        List<Profile> profiles,
        @Nullable Relocation relocation) {

    /// @param relativePath `null` when it is not stated; empty when the parent is not to be looked for in folders
    record Parent(
            @Nullable String groupId,
            @Nullable String artifactId,
            @Nullable String version,
            @Nullable String relativePath,
            Place place) {}

    /// What both a model and a profile may say.
    record Section(
            Map<String, String> properties,
            List<Declared> dependencies,
            List<Declared> managed,
            List<Plugin> plugins,
            List<Plugin> managedPlugins,
            List<Declared> extensions) {}

    /// A dependency; the parts that are not stated are `null`.
    record Declared(
            String groupId,
            String artifactId,
            @Nullable String version,
            String type,
            @Nullable String classifier,
            @Nullable String scope,
            @Nullable String optional,
            List<Exclusion> exclusions,
            Place place) {

        String key() {
            return groupId + ":" + artifactId + ":" + type + ":" + (classifier == null ? "" : classifier);
        }
    }

    /// @param isInherited whether children of the model get it
    /// @param dependencies of the plug-in and the annotation processors it is given
    record Plugin(
            String groupId,
            String artifactId,
            @Nullable String version,
            boolean isInherited,
            List<Declared> dependencies,
            Place place) {

        String key() {
            return groupId + ":" + artifactId;
        }
    }

    record Profile(String id, Condition condition, Section section) {}

    /// When a profile applies; parts that are not stated are `null`.
    ///
    /// @param os `name`, `family`, `arch` and `version` of those stated
    /// @param isFile whether it asks for a file that exists or is missing
    record Condition(
            boolean activeByDefault,
            @Nullable String jdk,
            Map<String, String> os,
            @Nullable String property,
            @Nullable String value,
            @Nullable String packaging,
            boolean isFile) {}

    record Relocation(
            @Nullable String groupId,
            @Nullable String artifactId,
            @Nullable String version) {}

    /// Where something stands in this model's text.
    record Place(int line, int column) {

        Location in(String path) {
            return Location.at(path, line, column);
        }
    }

    /// The group as stated or taken over from the parent's reference.
    @Nullable
    String statedGroupId() {
        return groupId != null || parent == null ? groupId : parent.groupId;
    }

    /// The version as stated or taken over from the parent's reference.
    @Nullable
    String statedVersion() {
        return version != null || parent == null ? version : parent.version;
    }
}
