// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.sbt;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileScanner;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import dev.pomona.scanners.packages.maven.Coordinates;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `build.sbt.lock` as sbt-dependency-lock writes it
/// (<https://stringbean.github.io/sbt-dependency-lock/file-formats/version-1.html>).
public final class SbtScanner implements FileScanner {

    private static final String KNOWN_VERSION = "1";

    @Override
    public ScannerInfo info() {
        return new ScannerInfo("sbt", 1, "Dependencies of sbt builds (build.sbt.lock)");
    }

    @Override
    public boolean wants(FileFacts file) {
        return file.name().endsWith(".sbt.lock");
    }

    @Override
    public void scan(FileView file, Reporter reporter, ScanContext context) {
        Node lock;
        try {
            lock = Json.read(file.text());
        } catch (SyntaxException e) {
            reporter.gap(new Gap(Gap.Kind.MALFORMED, file.path(), e.describe()));
            return;
        }
        String version = lock.text("lockVersion");
        if (!KNOWN_VERSION.equals(version)) {
            reporter.gap(new Gap(
                    Gap.Kind.UNSUPPORTED, file.path(), "line %d: not a lock file of version 1".formatted(lock.line())));
        }
        var components = new ArrayList<Component>();
        for (Node dependency : lock.items("dependencies")) {
            context.checkTime();
            Component component = component(dependency, file.path());
            if (component != null) components.add(component);
            else {
                reporter.gap(new Gap(
                        Gap.Kind.MALFORMED,
                        file.path(),
                        "line %d: a dependency without name or version".formatted(dependency.line())));
            }
        }
        reporter.manifest(new Manifest(file.path(), "sbt-lock", null, components, List.of()));
    }

    private static @Nullable Component component(Node dependency, String path) {
        String group = dependency.text("org");
        String name = dependency.text("name");
        String version = dependency.text("version");
        if (group == null || name == null || version == null) return null;
        var coordinates = new Coordinates(group, name, version);
        if (!coordinates.isPublishable()) return null;
        return Component.of(coordinates.purl(), scope(dependency), Relation.UNKNOWN, dependency.at(path))
                .withDigests(digests(dependency, name));
    }

    /// An artifact's digest is of the component when it is its main archive, not its sources or a variant.
    private static List<Digest> digests(Node dependency, String name) {
        List<Node> artifacts = dependency.items("artifacts");
        for (Node artifact : artifacts) {
            String hash = artifact.text("hash");
            boolean isMain = artifacts.size() == 1 || (name + ".jar").equals(artifact.text("name"));
            if (!isMain || hash == null || !hash.startsWith("sha1:")) continue;
            try {
                return List.of(new Digest(Digest.Algorithm.SHA1, hash.substring("sha1:".length())));
            } catch (IllegalArgumentException e) {
                return List.of(); // the lock file's word for it is all that is lost
            }
        }
        return List.of();
    }

    private static Scope scope(Node dependency) {
        Scope scope = null;
        for (Node configuration : dependency.items("configurations")) {
            Scope next = switch (String.valueOf(configuration.text())) {
                case "test", "it", "test-internal" -> Scope.TEST;
                case "provided" -> Scope.PROVIDED;
                case "optional" -> Scope.OPTIONAL;
                case "plugin", "scala-tool", "scala-doc-tool" -> Scope.BUILD;
                default -> Scope.RUNTIME;
            };
            scope = scope == null ? next : scope.mostExposed(next);
        }
        return scope == null ? Scope.RUNTIME : scope;
    }
}
