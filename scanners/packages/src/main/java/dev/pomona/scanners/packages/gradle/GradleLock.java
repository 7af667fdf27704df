// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.gradle;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import java.util.ArrayList;
import java.util.List;

/// Reads lock files: `group:name:version=configurations` a line, or, in the older form with a file for each
/// configuration, `group:name:version` (<https://docs.gradle.org/current/userguide/dependency_locking.html>).
final class GradleLock {

    private GradleLock() {}

    static Manifest read(FileView file, Reporter reporter) {
        boolean isBuild = file.facts().name().startsWith("buildscript-");
        String ownConfiguration = file.facts().name().replace(".lockfile", "");
        var components = new ArrayList<Component>();
        int number = 0;
        int strange = 0;
        int firstStrange = 0;
        for (String line : file.text().lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#") || line.startsWith("empty=")) continue;
            int equals = line.indexOf('=');
            Notation notation = Notation.parse((equals < 0 ? line : line.substring(0, equals)).strip());
            if (notation == null || notation.purl().version() == null) {
                if (strange++ == 0) firstStrange = number;
                continue;
            }
            String configurations = equals < 0 ? ownConfiguration : line.substring(equals + 1);
            components.add(Component.of(
                    notation.purl(),
                    isBuild ? Scope.BUILD : scope(configurations),
                    Relation.UNKNOWN,
                    Location.at(file.path(), number, 1)));
        }
        if (strange > 0) {
            reporter.gap(new Gap(
                    Gap.Kind.MALFORMED,
                    file.path(),
                    "%d lines name no module and version, the first is line %d".formatted(strange, firstStrange)));
        }
        return new Manifest(file.path(), "gradle-lock", null, components, List.of());
    }

    private static Scope scope(String configurations) {
        Scope scope = Scope.BUILD;
        for (String configuration : configurations.split(",", -1)) {
            scope = scope.mostExposed(Configurations.scope(configuration.strip()));
        }
        return scope;
    }
}
