// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.pub;

import static dev.pomona.model.component.Digest.Algorithm.SHA256;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.ProjectScanner;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import dev.pomona.scanners.packages.locked.ResolvedGraph;
import dev.pomona.scanners.packages.locked.Siblings;
import dev.pomona.scanners.packages.locked.Source;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `pubspec.lock`, and `pubspec.yaml` where there is no lock file. The lock file has no edges: it says which packages
/// are direct, and that the others are transitive.
public final class PubScanner implements ProjectScanner {

    private static final Set<String> PUBLIC_HOSTS =
            Set.of("https://pub.dev", "https://pub.dartlang.org", "https://pub.flutter-io.cn");

    @Override
    public ScannerInfo info() {
        return new ScannerInfo("pub", 1, "Dart and Flutter packages");
    }

    @Override
    public boolean wants(FileFacts file) {
        return file.name().equals("pubspec.lock") || file.name().equals("pubspec.yaml");
    }

    @Override
    public void scan(FileSet files, Reporter reporter, ScanContext context) {
        Map<String, PubSpec> specs = new HashMap<>();
        Set<String> locked = new HashSet<>();
        for (FileFacts file : files.all()) {
            context.checkTime();
            if (!file.name().equals("pubspec.yaml")) continue;
            files.find(file.path())
                    .map(view -> PubSpec.read(new Source(view, reporter)))
                    .ifPresent(spec -> specs.put(file.folder(), spec));
        }
        for (FileFacts file : files.all()) {
            context.checkTime();
            if (!file.name().equals("pubspec.lock")) continue;
            files.find(file.path()).ifPresent(view -> {
                if (reportLock(new Source(view, reporter), specs.get(file.folder()))) locked.add(file.folder());
            });
        }
        specs.forEach((folder, spec) -> {
            boolean inWorkspace = spec.isWorkspaceMember() && isBelow(folder, locked);
            if (!locked.contains(folder) && !inWorkspace) spec.reportAlone();
        });
    }

    private static boolean isBelow(String folder, Set<String> locked) {
        for (String at = folder; at != null; at = Siblings.above(at)) if (locked.contains(at)) return true;
        return false;
    }

    private static boolean reportLock(Source source, @Nullable PubSpec spec) {
        Node document = source.yaml();
        if (document == null) return false;
        boolean isEmpty = source.file().text().isBlank();
        if (!(document instanceof Mapping) && !isEmpty) {
            source.malformed("no mapping with 'packages'");
            return false;
        }
        var graph = new ResolvedGraph();
        graph.keepScopes();
        Set<String> names = new HashSet<>();
        for (Mapping.Entry entry : document.entries("packages")) {
            names.add(entry.key());
            Component component = component(source, entry, spec);
            if (component == null) continue;
            graph.add(entry.key(), component);
            if (component.relation() == Relation.DIRECT) graph.want(entry.key(), component.scope());
        }
        if (spec != null && !isEmpty) spec.compareWith(source, names);
        graph.report(source, "pubspec-lock", spec == null ? null : spec.root());
        return true;
    }

    private static @Nullable Component component(Source source, Mapping.Entry entry, @Nullable PubSpec spec) {
        Node value = entry.value();
        Location at = entry.at(source.path());
        String kind = String.valueOf(value.text("source"));
        if (kind.equals("path") || kind.equals("sdk")) return null; // the project's own, or part of the installed SDK
        Purl purl = source.purl("pub", null, entry.key(), value.text("version"), at);
        if (purl == null) return null;
        Node description = value.find("description");
        String url = description == null ? null : description.text("url");
        Digest digest = null;
        switch (kind) {
            case "hosted" -> {
                if (url != null && !PUBLIC_HOSTS.contains(url)) {
                    purl = Source.qualified(purl, Map.of("repository_url", url));
                }
                digest = description == null ? null : Source.hex(SHA256, description.text("sha256"));
            }
            case "git" -> {
                String commit = description == null ? null : description.text("resolved-ref");
                if (url != null) {
                    purl = Source.qualified(
                            purl, Map.of("vcs_url", "git+" + url + (commit == null ? "" : "@" + commit)));
                }
            }
            default -> source.unsupported("line %d: the source '%s' is not known".formatted(entry.line(), kind));
        }
        String dependency = String.valueOf(value.text("dependency"));
        Relation relation = dependency.startsWith("direct")
                ? Relation.DIRECT
                : dependency.equals("transitive") ? Relation.TRANSITIVE : Relation.UNKNOWN;
        Scope scope = dependency.equals("direct dev") ? Scope.DEVELOPMENT : Scope.RUNTIME;
        Location place = spec == null ? null : spec.place(entry.key());
        return Component.of(purl, scope, relation, at)
                .withRequirement(spec == null ? null : spec.constraint(entry.key()))
                .withLocations(place == null ? List.of(at) : List.of(at, place))
                .withDigests(digest == null ? List.of() : List.of(digest));
    }
}
