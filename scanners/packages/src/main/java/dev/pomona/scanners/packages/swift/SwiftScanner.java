// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.swift;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileScanner;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import dev.pomona.scanners.packages.locked.Source;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `Package.resolved`, versions 1 to 3: pins without edges.
public final class SwiftScanner implements FileScanner {

    @Override
    public ScannerInfo info() {
        return new ScannerInfo("swift", 1, "Packages resolved by the Swift package manager");
    }

    @Override
    public boolean wants(FileFacts file) {
        return file.name().equals("Package.resolved") || file.name().equals(".package.resolved");
    }

    @Override
    public void scan(FileView file, Reporter reporter, ScanContext context) {
        var source = new Source(file, reporter);
        Node document = source.json();
        if (document == null) return;
        String version = String.valueOf(document.text("version"));
        Node pins = version.equals("1") ? document.find("object", "pins") : document.find("pins");
        if (!(pins instanceof Sequence)) {
            source.malformed("no list 'pins'");
            return;
        }
        if (!List.of("1", "2", "3").contains(version)) {
            source.unsupported(
                    "line %d: version %s is not known; it is read as version 3".formatted(document.line(), version));
        }
        var components = new ArrayList<Component>();
        for (Node pin : pins.items()) {
            Component component = component(source, pin);
            if (component != null) components.add(component);
        }
        reporter.manifest(new Manifest(source.path(), "swift-resolved", null, components, List.of()));
    }

    private static @Nullable Component component(Source source, Node pin) {
        Location at = pin.at(source.path());
        String kind = String.valueOf(pin.text("kind"));
        if (kind.equals("localSourceControl") || kind.equals("fileSystem")) return null; // the project's own
        String address = pin.text("location") == null ? pin.text("repositoryURL") : pin.text("location");
        Node state = pin.find("state");
        String version = state == null ? null : state.text("version");
        String revision = state == null ? null : state.text("revision");
        Purl coordinates =
                kind.equals("registry") ? registry(source, pin.text("identity"), at) : repository(source, address, at);
        if (coordinates == null) return null;
        if (version != null && !version.isBlank()) {
            return Component.of(coordinates.withVersion(version), Scope.RUNTIME, Relation.UNKNOWN, at);
        }
        if (state == null || revision == null || revision.isBlank()) {
            source.unsupported("line %d: a pin without version and revision".formatted(pin.line()));
            return null;
        }
        // a branch has no version that could be compared; the commit says which code it is
        Purl commit = Source.qualified(coordinates, Map.of("vcs_url", "git+" + address + "@" + revision));
        source.unversioned(coordinates.name(), at);
        String branch = state.text("branch");
        return Component.unresolved(commit, branch == null ? revision : branch, Scope.RUNTIME, Relation.UNKNOWN, at);
    }

    /// `scope.name`
    private static @Nullable Purl registry(Source source, @Nullable String identity, Location at) {
        int dot = identity == null ? -1 : identity.indexOf('.');
        if (identity == null || dot <= 0) {
            source.unsupported("line %d: the identity of a registry's package is 'scope.name'".formatted(at.line()));
            return null;
        }
        return source.coordinates("swift", identity.substring(0, dot), identity.substring(dot + 1), at);
    }

    /// A purl's namespace is host and owner: `https://github.com/apple/swift-nio.git` and
    /// `git@github.com:apple/swift-nio.git` are the same.
    private static @Nullable Purl repository(Source source, @Nullable String address, Location at) {
        String path = address == null ? "" : address.strip();
        int scheme = path.indexOf("://");
        if (scheme >= 0) path = path.substring(scheme + 3);
        int user = path.indexOf('@');
        if (user >= 0 && user < (path + "/").indexOf('/')) path = path.substring(user + 1);
        if (scheme < 0) path = path.replaceFirst(":", "/");
        while (path.endsWith("/")) path = path.substring(0, path.length() - 1);
        if (path.endsWith(".git")) path = path.substring(0, path.length() - ".git".length());
        int last = path.lastIndexOf('/');
        int host = path.indexOf('/');
        if (last <= 0 || last == path.length() - 1) {
            source.unsupported("line %d: the address of a package has host, owner and name".formatted(at.line()));
            return null;
        }
        String namespace = path.substring(0, host).toLowerCase(Locale.ROOT) + path.substring(host, last);
        if (host == last) namespace = path.substring(0, host).toLowerCase(Locale.ROOT);
        return source.coordinates("swift", namespace, path.substring(last + 1), at);
    }
}
