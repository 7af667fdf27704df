// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.cocoapods;

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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `Podfile.lock`: pods with their versions, what they need, and where those come from that no spec repository has.
public final class CocoaPodsScanner implements FileScanner {

    @Override
    public ScannerInfo info() {
        return new ScannerInfo("cocoapods", 1, "Pods locked by CocoaPods");
    }

    @Override
    public boolean wants(FileFacts file) {
        return file.name().equals("Podfile.lock");
    }

    @Override
    public void scan(FileView file, Reporter reporter, ScanContext context) {
        var source = new Source(file, reporter);
        Node document = source.yaml();
        if (document == null) return;
        boolean isEmpty = document.text() == null
                && !(document instanceof Mapping)
                && document.items().isEmpty();
        if (!(document instanceof Mapping) && !isEmpty) {
            source.malformed("no mapping with PODS");
            return;
        }
        if (document.find("PODS") == null && document instanceof Mapping && document.find("PODFILE CHECKSUM") == null) {
            source.malformed("no PODS");
            return;
        }
        new Pods(source, document).report();
    }

    /// `Name/Subspec (1.2.3)` or `Name (~> 1.0)`.
    private record Pod(String name, @Nullable String parenthesis) {

        static Pod parse(String text) {
            int open = text.indexOf(" (");
            boolean closed = open > 0 && text.endsWith(")");
            return closed
                    ? new Pod(
                            text.substring(0, open).strip(),
                            text.substring(open + 2, text.length() - 1).strip())
                    : new Pod(text.strip(), null);
        }

        /// The pod that a subspec belongs to.
        String base() {
            int slash = name.indexOf('/');
            return slash < 0 ? name : name.substring(0, slash);
        }

        @Nullable
        String subspec() {
            int slash = name.indexOf('/');
            return slash < 0 ? null : name.substring(slash + 1);
        }
    }

    private record Pods(Source source, Node document, ResolvedGraph graph) {

        Pods(Source source, Node document) {
            this(source, document, new ResolvedGraph());
        }

        void report() {
            Map<String, String> requirements = new TreeMap<>();
            for (Node item : document.items("DEPENDENCIES")) {
                if (item.text() == null) continue;
                Pod pod = Pod.parse(item.text());
                requirements.put(pod.name(), pod.parenthesis() == null ? "" : pod.parenthesis());
            }
            for (Node item : document.items("PODS")) pod(item, requirements);
            requirements.keySet().forEach(name -> {
                if (graph.contains(name)) graph.want(name, Scope.RUNTIME);
                else source.unresolved("no version of %s is locked".formatted(name));
            });
            graph.report(source, "podfile-lock", null);
        }

        /// A text, or a mapping from a text to what the pod needs.
        private void pod(Node item, Map<String, String> requirements) {
            String text = item.text();
            List<Node> needs = List.of();
            if (text == null && item.entries().size() == 1) {
                Mapping.Entry entry = item.entries().getFirst();
                text = entry.key();
                needs = entry.value() instanceof Sequence list ? list.items() : List.of();
            }
            Location at = item.at(source.path());
            if (text == null) {
                source.malformed("line %d: a pod is 'Name (version)'".formatted(item.line()));
                return;
            }
            Pod pod = Pod.parse(text);
            for (Node need : needs) {
                if (need.text() != null)
                    graph.connect(pod.name(), Pod.parse(need.text()).name());
            }
            Node external = document.find("EXTERNAL SOURCES", pod.base());
            if (external != null && external.text(":path") != null) {
                graph.addLocal(pod.name());
                return;
            }
            Purl purl = source.purl("cocoapods", null, pod.base(), pod.parenthesis(), at);
            if (purl == null) return;
            purl = new Purl(
                    purl.type(), null, purl.name(), purl.version(), Collections.emptySortedMap(), pod.subspec());
            String requirement = requirements.get(pod.name());
            graph.add(
                    pod.name(),
                    Component.of(external == null ? purl : origin(purl, pod), Scope.RUNTIME, Relation.UNKNOWN, at)
                            .withRequirement(requirement == null || requirement.isEmpty() ? null : requirement));
        }

        /// Where a pod comes from that is taken from a repository of its own.
        private Purl origin(Purl purl, Pod pod) {
            Node checkout = document.find("CHECKOUT OPTIONS", pod.base());
            Node external = document.find("EXTERNAL SOURCES", pod.base());
            String git = external == null ? null : external.text(":git");
            if (git == null) return purl;
            String commit = checkout == null ? null : checkout.text(":commit");
            return Source.qualified(purl, Map.of("vcs_url", "git+" + git + (commit == null ? "" : "@" + commit)));
        }
    }
}
