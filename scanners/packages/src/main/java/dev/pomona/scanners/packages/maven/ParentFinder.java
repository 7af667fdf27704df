// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import dev.pomona.scanners.packages.maven.Pom.Parent;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Finds the parent of a model: by its relative path among the scanned files, else by its coordinates.
final class ParentFinder {

    private final PomSource source;
    private final Map<String, String> userProperties;

    sealed interface Answer {
        record None() implements Answer {}

        record Found(Pom pom) implements Answer {}

        record Missing(String message) implements Answer {}
    }

    ParentFinder(PomSource source, Map<String, String> userProperties) {
        this.source = source;
        this.userProperties = userProperties;
    }

    Answer parent(Pom pom) {
        Parent parent = pom.parent();
        if (parent == null) return new Answer.None();
        Pom near = near(pom, parent);
        if (near != null) return new Answer.Found(near);
        String version =
                parent.version() == null ? null : exact(parent, open(pom).resolve(parent.version()));
        if (parent.groupId() == null || parent.artifactId() == null || version == null) {
            return new Answer.Missing("its parent %s:%s has no version that can be told"
                    .formatted(parent.groupId(), parent.artifactId()));
        }
        var coordinates = new Coordinates(parent.groupId(), parent.artifactId(), version);
        return switch (source.find(coordinates)) {
            case PomSource.Answer.Found found -> new Answer.Found(found.pom());
            case PomSource.Answer.Missing missing ->
                new Answer.Missing("its parent %s is missing (%s)".formatted(coordinates, missing.reason()));
        };
    }

    private @Nullable String exact(Parent parent, String version) {
        if (!VersionRequirement.isRange(version)) return version;
        return Ranges.choose(source, String.valueOf(parent.groupId()), String.valueOf(parent.artifactId()), version);
    }

    private Interpolator open(Pom pom) {
        var properties = new HashMap<>(pom.base().properties());
        properties.putAll(userProperties);
        return new Interpolator(Map.of(), properties);
    }

    private @Nullable Pom near(Pom pom, Parent parent) {
        if (pom.path() == null) return null;
        String relative = parent.relativePath() == null ? "../pom.xml" : parent.relativePath();
        if (relative.isEmpty()) return null;
        String path = Paths.resolve(pom.path(), relative);
        if (path == null) return null;
        Pom found = source.at(path);
        if (found == null) found = source.at(path.isEmpty() ? "pom.xml" : path + "/pom.xml");
        return found != null && !Objects.equals(found.path(), pom.path()) && fits(found, parent) ? found : null;
    }

    private boolean fits(Pom found, Parent parent) {
        if (parent.artifactId() != null && !parent.artifactId().equals(found.artifactId())) return false;
        String group = found.statedGroupId();
        if (parent.groupId() != null && group != null && !parent.groupId().equals(group)) return false;
        String version = found.statedVersion();
        if (parent.version() == null || version == null || parent.version().equals(version)) return true;
        String wanted = open(found).resolve(parent.version());
        return VersionRequirement.isRange(wanted) || wanted.equals(open(found).resolve(version));
    }
}
