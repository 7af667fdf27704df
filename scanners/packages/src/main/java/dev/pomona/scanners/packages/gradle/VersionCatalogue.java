// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.gradle;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scanners.packages.maven.Coordinates;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Toml;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a version catalogue, `gradle/libs.versions.toml`
/// (<https://docs.gradle.org/current/userguide/version_catalogs.html>): libraries and plug-ins that scripts can
/// ask for. Bundles only group them.
final class VersionCatalogue {

    private final String path;
    private final Node document;
    private final List<Component> components = new ArrayList<>();
    private int open;
    private int strange;

    private VersionCatalogue(String path, Node document) {
        this.path = path;
        this.document = document;
    }

    /// @throws SyntaxException when it is no TOML
    static VersionCatalogue read(FileView file) {
        var catalogue = new VersionCatalogue(file.path(), Toml.read(file.text()));
        for (Mapping.Entry library : catalogue.document.entries("libraries")) catalogue.library(library);
        for (Mapping.Entry plugin : catalogue.document.entries("plugins")) catalogue.plugin(plugin);
        return catalogue;
    }

    /// @param isLocked whether lock files say what is in use, so that open versions here are no loss
    void report(Reporter reporter, boolean isLocked) {
        reporter.manifest(new Manifest(path, "gradle-catalogue", null, components, List.of()));
        if (strange > 0) {
            reporter.gap(new Gap(Gap.Kind.MALFORMED, path, "%d entries name no library or plug-in".formatted(strange)));
        }
        boolean isPartial = components.stream().anyMatch(component -> component.scope() != Scope.BUILD) || open > 0;
        if (!isLocked && isPartial) {
            reporter.gap(new Gap(
                    Gap.Kind.UNRESOLVED,
                    path,
                    "there is no gradle.lockfile: %d versions stay open, and what the libraries need is unknown"
                            .formatted(open)));
        }
    }

    private void library(Mapping.Entry entry) {
        Node value = entry.value();
        if (value.text() != null) {
            Notation notation = Notation.parse(value.text());
            add(
                    entry,
                    notation == null ? null : notation.group(),
                    notation == null ? null : notation.name(),
                    notation == null ? null : notation.version(),
                    Scope.RUNTIME);
            return;
        }
        String module = value.text("module");
        Notation notation = module == null ? null : Notation.parse(module);
        add(
                entry,
                notation == null ? value.text("group") : notation.group(),
                notation == null ? value.text("name") : notation.name(),
                version(value.find("version")),
                Scope.RUNTIME);
    }

    /// A plug-in is published as a module that is named after its id.
    private void plugin(Mapping.Entry entry) {
        String id = entry.value().text("id");
        String version = version(entry.value().find("version"));
        String text = entry.value().text();
        if (text != null) {
            int colon = text.indexOf(':');
            id = colon < 0 ? text : text.substring(0, colon);
            version = colon < 0 ? null : text.substring(colon + 1);
        }
        add(entry, id, id == null ? null : id + ".gradle.plugin", version, Scope.BUILD);
    }

    private void add(
            Mapping.Entry entry, @Nullable String group, @Nullable String name, @Nullable String version, Scope scope) {
        if (group == null || name == null || !Coordinates.isName(group) || !Coordinates.isName(name)) {
            strange++;
            return;
        }
        String exact = version == null ? null : Notation.withoutStrictness(version);
        boolean isExact = Notation.isExact(exact);
        if (!isExact) open++;
        Location location = entry.at(path);
        var component =
                Component.of(Purl.of("maven", group, name, isExact ? exact : null), scope, Relation.DIRECT, location);
        components.add(isExact ? component : component.withRequirement(version));
    }

    /// The version that a text, a reference or a rich version comes down to; `null` when none is stated.
    private @Nullable String version(@Nullable Node stated) {
        if (stated == null || stated instanceof Scalar) return stated == null ? null : stated.text();
        String reference = stated.text("ref");
        Node version = reference == null ? stated : document.find("versions", reference);
        if (version == null || version instanceof Scalar) return version == null ? null : version.text();
        for (String kind : List.of("strictly", "require", "prefer")) {
            String text = version.text(kind);
            if (text != null && Notation.isExact(Notation.withoutStrictness(text))) return text;
        }
        String prefer = version.text("prefer");
        if (prefer != null) return prefer;
        String strictly = version.text("strictly");
        return strictly == null ? version.text("require") : strictly;
    }
}
