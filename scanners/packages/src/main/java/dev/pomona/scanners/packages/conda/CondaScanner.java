// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.conda;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileScanner;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import dev.pomona.scanners.packages.python.PipRequirement;
import dev.pomona.scanners.packages.python.PyPi;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Conda packages: the records of an environment's `conda-meta` folder, and `environment.yml`.
public final class CondaScanner implements FileScanner {

    private static final ScannerInfo INFO =
            new ScannerInfo("conda", 1, "Conda packages installed (conda-meta) or asked for (environment.yml)");

    @Override
    public ScannerInfo info() {
        return INFO;
    }

    @Override
    public boolean wants(FileFacts file) {
        return isRecord(file) || isEnvironment(file.name());
    }

    private static boolean isRecord(FileFacts file) {
        String folder = file.folder();
        return file.name().endsWith(".json") && (folder.equals("conda-meta") || folder.endsWith("/conda-meta"));
    }

    private static boolean isEnvironment(String name) {
        return name.startsWith("environment") && (name.endsWith(".yml") || name.endsWith(".yaml"));
    }

    @Override
    public void scan(FileView file, Reporter reporter, ScanContext context) {
        try {
            if (isRecord(file.facts())) record(file.path(), Json.read(file.text()), reporter);
            else environment(file.path(), Yaml.read(file.text()), reporter);
        } catch (SyntaxException e) {
            reporter.gap(new Gap(Gap.Kind.MALFORMED, file.path(), e.describe()));
        }
    }

    private static void record(String path, Node document, Reporter reporter) {
        String version = document.text("version");
        Optional<Purl> purl =
                version == null ? Optional.empty() : Conda.purl(document.text("name"), version, qualifiers(document));
        if (purl.isEmpty()) {
            reporter.gap(new Gap(Gap.Kind.MALFORMED, path, "the record has no proper name and version"));
            return;
        }
        String asked = document.text("requested_spec");
        boolean direct = asked != null && !asked.isBlank() && !asked.equals("None");
        Node name = document.find("name");
        Location at = name == null ? Location.of(path) : name.at(path);
        String license = document.text("license");
        var component = new Component(
                purl.get(),
                direct ? asked : null,
                Scope.RUNTIME,
                direct ? Relation.DIRECT : Relation.UNKNOWN,
                List.of(at),
                digests(document),
                license == null || license.isBlank() ? List.of() : List.of(license));
        reporter.manifest(new Manifest(path, "conda-installed", null, List.of(component), List.of()));
    }

    private static List<Digest> digests(Node document) {
        List<Digest> digests = new ArrayList<>(2);
        PyPi.digest("sha256", document.text("sha256")).ifPresent(digests::add);
        PyPi.digest("md5", document.text("md5")).ifPresent(digests::add);
        return digests;
    }

    private static Map<String, String> qualifiers(Node document) {
        var qualifiers = new TreeMap<String, String>();
        put(qualifiers, "build", document.text("build"));
        put(qualifiers, "subdir", document.text("subdir"));
        put(qualifiers, "channel", channel(document.text("channel"), document.text("subdir")));
        String file = document.text("fn");
        if (file != null && file.endsWith(".conda")) qualifiers.put("type", "conda");
        else if (file != null && file.endsWith(".tar.bz2")) qualifiers.put("type", "tar.bz2");
        return qualifiers;
    }

    private static void put(Map<String, String> qualifiers, String key, @Nullable String value) {
        if (value != null && !value.isBlank()) qualifiers.put(key, value);
    }

    /// The name of a channel that may be written as an address with the platform at its end.
    private static @Nullable String channel(@Nullable String channel, @Nullable String subdir) {
        if (channel == null) return null;
        String name = channel;
        while (name.endsWith("/")) name = name.substring(0, name.length() - 1);
        if (subdir != null && name.endsWith("/" + subdir))
            name = name.substring(0, name.length() - subdir.length() - 1);
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static void environment(String path, Node document, Reporter reporter) {
        Node dependencies = document.find("dependencies");
        if (dependencies == null) {
            if (document instanceof Mapping || isNothing(document)) {
                reporter.manifest(new Manifest(path, "conda-environment", null, List.of(), List.of()));
            } else {
                reporter.gap(new Gap(Gap.Kind.MALFORMED, path, "it is no list of dependencies"));
            }
            return;
        }
        List<Component> components = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Scope scope = PipRequirement.scopeOfFile(path);
        for (Node item : dependencies.items()) {
            switch (item) {
                case Scalar scalar -> conda(path, scalar, scope, components, problems);
                case Mapping mapping -> pip(path, mapping.items("pip"), scope, components, problems);
                default -> problems.add("line %d: neither a package nor a pip section".formatted(item.line()));
            }
        }
        if (!problems.isEmpty()) {
            String named = String.join("; ", problems.subList(0, Math.min(3, problems.size())));
            String more = problems.size() > 3 ? "; and %d more".formatted(problems.size() - 3) : "";
            reporter.gap(new Gap(Gap.Kind.MALFORMED, path, named + more));
        }
        long open =
                components.stream().filter(component -> !component.isResolved()).count();
        if (open > 0) {
            reporter.gap(new Gap(
                    Gap.Kind.UNRESOLVED,
                    path,
                    "there is no lock file for it: %d of %d requirements have no exact version"
                            .formatted(open, components.size())));
        }
        reporter.manifest(new Manifest(path, "conda-environment", null, components, List.of()));
    }

    private static boolean isNothing(Node document) {
        return document instanceof Scalar scalar && scalar.kind() == Scalar.Kind.NULL;
    }

    private static void conda(
            String path, Scalar scalar, Scope scope, List<Component> components, List<String> problems) {
        MatchSpec spec = MatchSpec.parse(scalar.raw());
        Map<String, String> qualifiers = new TreeMap<>();
        put(qualifiers, "channel", channel(spec.channel(), null));
        Optional<Purl> purl = Conda.purl(spec.name(), spec.pin(), qualifiers);
        if (purl.isEmpty()) {
            problems.add("line %d: a package can't be named so".formatted(scalar.line()));
            return;
        }
        components.add(new Component(
                purl.get(), spec.wanted(), scope, Relation.DIRECT, List.of(scalar.at(path)), List.of(), List.of()));
    }

    private static void pip(
            String path, List<Node> items, Scope scope, List<Component> components, List<String> problems) {
        for (Node item : items) {
            String text = item.text();
            if (text == null) continue;
            PipRequirement.Read read = PipRequirement.read(text, scope, item.at(path));
            components.addAll(read.components());
            if (!read.problem().isEmpty()) problems.add("line %d: no requirement of pip".formatted(item.line()));
        }
    }
}
