// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.model.component.Location;
import dev.pomona.model.component.Scope;
import dev.pomona.syntax.Node;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A dependency in the tables of Poetry and Pipenv: a version constraint, or a table with `version`, `git`,
/// `path` …
final class PoetryDependency {

    private PoetryDependency() {}

    static Declared read(String name, Node value, Scope scope, Location at) {
        String version = value.entries().isEmpty() ? value.text() : value.text("version");
        Link link = link(value);
        var extras = new TreeSet<String>();
        for (Node extra : value.items("extras")) {
            String text = extra.text();
            if (text != null && PyPi.isName(text)) extras.add(PyPi.normalise(text));
        }
        boolean conditional =
                value.find("markers") != null || value.find("python") != null || value.find("platform") != null;
        String wanted = version == null || version.isBlank() ? (link == null ? "*" : link.url()) : version.strip();
        Scope own = value.isTrue("optional") ? scope.compareTo(Scope.OPTIONAL) >= 0 ? scope : Scope.OPTIONAL : scope;
        return new Declared(name, extras, wanted, pin(version), link, conditional, own, at);
    }

    /// Poetry takes a bare version for exact, as it does `==`.
    static @Nullable String pin(@Nullable String constraint) {
        if (constraint == null) return null;
        String version = constraint.strip();
        if (version.startsWith("===")) version = version.substring(3).strip();
        else if (version.startsWith("==")) version = version.substring(2).strip();
        else if (version.startsWith("=")) version = version.substring(1).strip();
        boolean exact =
                PyPi.isVersion(version) && version.chars().anyMatch(Character::isDigit) && version.indexOf('!') != 0;
        return exact && (Character.isDigit(version.charAt(0)) || version.charAt(0) == 'v') ? version : null;
    }

    static @Nullable Link link(Node value) {
        String git = value.text("git");
        if (git != null) {
            String reference = firstOf(value, "rev", "ref", "tag", "branch");
            String url = git.contains("+") ? git : "git+" + git;
            return new Link(
                    Link.Kind.REPOSITORY,
                    Link.withoutCredentials(reference == null ? url : url + "@" + reference),
                    null,
                    null);
        }
        String url = firstOf(value, "url", "file");
        if (url != null) return Link.parse(url);
        String path = value.text("path");
        return path == null ? null : Link.parse(path.contains("://") ? path : "./" + path);
    }

    private static @Nullable String firstOf(Node value, String... keys) {
        for (String key : keys) {
            String text = value.text(key);
            if (text != null) return text;
        }
        return null;
    }
}
