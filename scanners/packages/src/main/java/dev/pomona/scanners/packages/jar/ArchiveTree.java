// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.jar;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes one manifest of each outermost archive: itself, what was shaded into it, the archives in it.
final class ArchiveTree {

    private ArchiveTree() {}

    static List<Manifest> of(List<Archive> archives) {
        Map<String, Archive> byPath = new TreeMap<>();
        Map<String, List<Archive>> byOutermost = new TreeMap<>();
        for (Archive archive : archives) {
            byPath.put(archive.path(), archive);
            String path = archive.path();
            String outermost = path;
            // an archive in a tar or zip file that is no Java archive is an outermost one
            for (int enter = path.indexOf("!/"); enter >= 0; enter = path.indexOf("!/", enter + 2)) {
                if (byPath.containsKey(path.substring(0, enter))) {
                    outermost = path.substring(0, enter);
                    break;
                }
            }
            byOutermost.computeIfAbsent(outermost, key -> new ArrayList<>()).add(archive);
        }
        List<Manifest> manifests = new ArrayList<>();
        byOutermost.forEach((path, inside) -> manifests.add(manifest(path, inside, byPath)));
        return manifests;
    }

    private static Manifest manifest(String path, List<Archive> inside, Map<String, Archive> byPath) {
        var components = new ArrayList<Component>();
        var dependencies = new ArrayList<Dependency>();
        for (Archive archive : inside) {
            Purl purl = archive.purl();
            Purl around = around(archive, byPath);
            boolean isOutermost = archive.path().equals(path);
            if (purl != null) {
                components.add(new Component(
                        purl,
                        null,
                        Scope.RUNTIME,
                        isOutermost ? Relation.DIRECT : Relation.UNKNOWN,
                        List.of(Location.of(archive.path())),
                        archive.digests(),
                        List.of()));
                if (around != null) dependencies.add(new Dependency(around, purl));
            }
            for (Archive.Stated shaded : archive.shaded()) {
                Purl part = shaded.coordinates().purl();
                components.add(Component.of(part, Scope.RUNTIME, Relation.UNKNOWN, Location.of(shaded.entry())));
                Purl owner = purl == null ? around : purl;
                if (owner != null && !owner.equals(part)) dependencies.add(new Dependency(owner, part));
            }
        }
        Archive outermost = byPath.get(path);
        return new Manifest(
                path, "java-archive", outermost == null ? null : outermost.purl(), components, dependencies);
    }

    /// What the nearest archive around this one is.
    private static @Nullable Purl around(Archive archive, Map<String, Archive> byPath) {
        String path = archive.path();
        for (int enter = path.lastIndexOf("!/"); enter > 0; enter = path.lastIndexOf("!/", enter - 1)) {
            Archive outer = byPath.get(path.substring(0, enter));
            if (outer != null && outer.purl() != null) return outer.purl();
        }
        return null;
    }
}
