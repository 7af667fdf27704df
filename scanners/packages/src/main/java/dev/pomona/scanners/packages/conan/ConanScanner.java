// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.conan;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileScanner;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import dev.pomona.scanners.packages.locked.ResolvedGraph;
import dev.pomona.scanners.packages.locked.Source;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Sequence;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `conan.lock`: of Conan 1 a graph of numbered nodes, of Conan 2 flat lists of references.
public final class ConanScanner implements FileScanner {

    @Override
    public ScannerInfo info() {
        return new ScannerInfo("conan", 1, "C and C++ packages locked by Conan");
    }

    @Override
    public boolean wants(FileFacts file) {
        return file.name().equals("conan.lock") || file.name().endsWith(".conan.lock");
    }

    @Override
    public void scan(FileView file, Reporter reporter, ScanContext context) {
        var source = new Source(file, reporter);
        Node document = source.json();
        if (document == null) return;
        Node nodes = document.find("graph_lock", "nodes");
        if (nodes instanceof Mapping graph) reportGraph(source, graph);
        else if (document.find("requires") instanceof Sequence) reportLists(source, document);
        else source.unsupported("neither the graph of Conan 1 nor the lists of Conan 2");
    }

    private static void reportGraph(Source source, Mapping nodes) {
        var graph = new ResolvedGraph();
        Set<String> needed = new HashSet<>();
        for (Mapping.Entry node : nodes.entries()) {
            for (String kind : new String[] {"requires", "build_requires"}) {
                for (Node to : node.value().items(kind)) {
                    if (to.text() == null) continue;
                    graph.connect(node.key(), to.text());
                    needed.add(to.text());
                }
            }
        }
        Purl root = null;
        for (Mapping.Entry node : nodes.entries()) {
            Reference reference = Reference.parse(node.value().text("ref"));
            boolean isProject = !needed.contains(node.key())
                    && (reference == null || node.value().text("path") != null);
            Location at = node.at(source.path());
            if (isProject) {
                graph.addLocal(node.key());
                graph.want(node.key(), Scope.RUNTIME);
                if (reference != null) root = source.purl("conan", null, reference.name(), reference.version(), at);
            } else if (reference == null) {
                source.unsupported("line %d: a reference is 'name/version'".formatted(node.line()));
            } else {
                boolean build = "build".equals(node.value().text("context"));
                add(source, graph, node.key(), reference, build ? Scope.BUILD : Scope.RUNTIME, Relation.UNKNOWN, at);
            }
        }
        graph.keepScopes();
        graph.report(source, "conan-lock", root);
    }

    private static void reportLists(Source source, Node document) {
        var graph = new ResolvedGraph();
        Map<String, Scope> kinds = Map.of(
                "requires", Scope.RUNTIME,
                "build_requires", Scope.BUILD,
                "python_requires", Scope.BUILD,
                "config_requires", Scope.BUILD);
        kinds.forEach((kind, scope) -> {
            for (Node item : document.items(kind)) {
                Reference reference = Reference.parse(item.text());
                Location at = item.at(source.path());
                if (reference == null) {
                    source.unsupported("line %d: a reference is 'name/version'".formatted(item.line()));
                } else {
                    add(source, graph, kind + item.text(), reference, scope, Relation.UNKNOWN, at);
                }
            }
        });
        graph.report(source, "conan-lock", null);
    }

    private static void add(
            Source source,
            ResolvedGraph graph,
            String key,
            Reference reference,
            Scope scope,
            Relation relation,
            Location at) {
        Purl purl = source.purl("conan", null, reference.name(), reference.version(), at);
        if (purl == null) return;
        graph.add(key, Component.of(Source.qualified(purl, reference.qualifiers()), scope, relation, at));
    }

    /// `name/version@user/channel#revision%timestamp`, where all behind the version may be missing.
    private record Reference(String name, String version, Map<String, String> qualifiers) {

        static @Nullable Reference parse(@Nullable String text) {
            if (text == null) return null;
            String reference = before(text, '%');
            reference = before(before(reference, ':'), '#');
            String identity = before(reference, '@');
            int slash = identity.indexOf('/');
            if (slash <= 0 || slash == identity.length() - 1) return null;
            String name = identity.substring(0, slash).toLowerCase(Locale.ROOT);
            return new Reference(name, identity.substring(slash + 1), owner(reference));
        }

        private static Map<String, String> owner(String reference) {
            int at = reference.indexOf('@');
            String owner = at < 0 ? "" : reference.substring(at + 1);
            int slash = owner.indexOf('/');
            if (slash <= 0 || slash == owner.length() - 1 || owner.equals("_/_")) return Map.of();
            return Map.of("user", owner.substring(0, slash), "channel", owner.substring(slash + 1));
        }

        private static String before(String text, char mark) {
            int at = text.indexOf(mark);
            return at < 0 ? text : text.substring(0, at);
        }
    }
}
