// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.report;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Digest.Algorithm;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Region;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Components and edges of one manifest, and places in files.
final class ManifestReading {

    private ManifestReading() {}

    /// A component and its number in the manifest; 0 outside of one.
    record Numbered(int number, Component component) {}

    /// One end of an edge: the number of a component, 0 for the root, or a purl that is neither's.
    private record End(int number, @Nullable Purl purl) {}

    private record Edges(End from, List<End> to) {}

    static Manifest manifest(Cursor cursor) {
        cursor.enter();
        String path = null;
        String kind = null;
        Purl root = null;
        List<Numbered> components = null;
        List<Edges> edges = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "path" -> path = cursor.text();
                case "kind" -> kind = cursor.text();
                case "root" -> root = Purl.parse(cursor.text());
                case "components" -> components = cursor.list(() -> component(cursor));
                case "dependencies" -> edges = cursor.list(() -> edges(cursor));
                default -> cursor.skip();
            }
        }
        var purls = new HashMap<Integer, Purl>();
        if (root != null) purls.put(0, root);
        List<Numbered> all = cursor.required(components, "components");
        for (Numbered numbered : all) {
            purls.put(numbered.number(), numbered.component().purl());
        }
        var dependencies = new ArrayList<Dependency>();
        for (Edges some : cursor.required(edges, "dependencies")) {
            Purl from = purl(some.from(), purls, cursor);
            for (End to : some.to()) dependencies.add(new Dependency(from, purl(to, purls, cursor)));
        }
        return new Manifest(
                cursor.required(path, "path"),
                cursor.required(kind, "kind"),
                root,
                all.stream().map(Numbered::component).toList(),
                dependencies);
    }

    /// Gives the components away; the manifest that comes back has none, and no edges.
    static void walk(Cursor cursor, BiConsumer<String, Component> each) {
        cursor.enter();
        String path = null;
        String kind = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "path" -> path = cursor.text();
                case "kind" -> kind = cursor.text();
                case "components" -> {
                    String manifest = cursor.required(path, "path");
                    cursor.each(() -> each.accept(manifest, component(cursor).component()));
                }
                default -> cursor.skip();
            }
        }
        cursor.required(path, "path");
        cursor.required(kind, "kind");
    }

    private static Purl purl(End end, Map<Integer, Purl> purls, Cursor cursor) {
        Purl purl = end.purl() == null ? purls.get(end.number()) : end.purl();
        if (purl == null) throw cursor.error("no component has the number %d".formatted(end.number()));
        return purl;
    }

    private static Edges edges(Cursor cursor) {
        cursor.enter();
        End from = null;
        List<End> to = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "from" -> from = end(cursor);
                case "to" -> to = cursor.list(() -> end(cursor));
                default -> cursor.skip();
            }
        }
        return new Edges(cursor.required(from, "from"), cursor.required(to, "to"));
    }

    private static End end(Cursor cursor) {
        return cursor.isText() ? new End(0, Purl.parse(cursor.text())) : new End(cursor.integer(), null);
    }

    static Numbered component(Cursor cursor) {
        cursor.enter();
        int number = 0;
        Purl purl = null;
        String requirement = null;
        Scope scope = null;
        Relation relation = null;
        List<Location> locations = null;
        List<Digest> digests = List.of();
        List<String> licenses = List.of();
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "number" -> number = cursor.integer();
                case "purl" -> purl = Purl.parse(cursor.text());
                case "requirement" -> requirement = cursor.text();
                case "scope" -> scope = cursor.word(Scope.class);
                case "relation" -> relation = cursor.word(Relation.class);
                case "locations" -> locations = locations(cursor);
                case "digests" -> digests = cursor.list(() -> digest(cursor));
                case "licenses" -> licenses = cursor.texts();
                default -> cursor.skip();
            }
        }
        var component = new Component(
                cursor.required(purl, "purl"),
                requirement,
                cursor.required(scope, "scope"),
                cursor.required(relation, "relation"),
                cursor.required(locations, "locations"),
                digests,
                licenses);
        return new Numbered(number, component);
    }

    static List<Location> locations(Cursor cursor) {
        return cursor.list(() -> location(cursor));
    }

    static Location location(Cursor cursor) {
        cursor.enter();
        String path = null;
        int line = 0;
        int column = 0;
        int endLine = 0;
        int endColumn = 0;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "path" -> path = cursor.text();
                case "line" -> line = cursor.integer();
                case "column" -> column = cursor.integer();
                case "endLine" -> endLine = cursor.integer();
                case "endColumn" -> endColumn = cursor.integer();
                default -> cursor.skip();
            }
        }
        Region region = line == 0
                ? null
                : new Region(line, column, endLine == 0 ? line : endLine, endColumn == 0 ? column : endColumn);
        return new Location(cursor.required(path, "path"), region);
    }

    /// `sha256:…`
    static Digest digest(Cursor cursor) {
        String text = cursor.text();
        int colon = text.indexOf(':');
        for (Algorithm algorithm : Algorithm.values()) {
            if (colon > 0 && algorithm.name().toLowerCase(Locale.ROOT).equals(text.substring(0, colon))) {
                return new Digest(algorithm, text.substring(colon + 1));
            }
        }
        throw cursor.error("a digest was expected, but got '%s'".formatted(text));
    }
}
