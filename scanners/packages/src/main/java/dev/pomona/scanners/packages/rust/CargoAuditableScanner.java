// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rust;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
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
import dev.pomona.scanners.packages.executable.Executable;
import dev.pomona.scanners.packages.project.LockGraph;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Crates of programs built with cargo-auditable: a zlib-compressed list in the section `.dep-v0`
/// (<https://github.com/rust-secure-code/cargo-auditable>, *PARSING.md*). Programs without it tell nothing, and
/// nothing is said of them.
public final class CargoAuditableScanner implements FileScanner {

    private static final ScannerInfo INFO =
            new ScannerInfo("cargo-auditable", 1, "Rust crates listed in programs by cargo-auditable");

    /// Real lists have some hundred kilobytes.
    private static final int LONGEST_LIST = 32 * 1024 * 1024;

    @Override
    public ScannerInfo info() {
        return INFO;
    }

    @Override
    public boolean wants(FileFacts file) {
        if (file.executable()) return true;
        String name = file.name().toLowerCase(Locale.ROOT);
        return name.endsWith(".exe")
                || name.endsWith(".dll")
                || name.endsWith(".so")
                || name.endsWith(".dylib")
                || name.endsWith(".node")
                || name.contains(".so.")
                || (file.path().contains("!/") && name.indexOf('.') < 0);
    }

    @Override
    public void scan(FileView file, Reporter reporter, ScanContext context) {
        if (!Executable.isLikely(file.segment())) return;
        Optional<Executable.Section> section = Executable.parse(file.segment())
                .flatMap(executable ->
                        executable.section(executable.format().equals("Mach-O") ? "__DATA,.dep-v0" : ".dep-v0"));
        if (section.isEmpty()) return;
        Optional<byte[]> list = Zlib.inflate(section.get().content(), LONGEST_LIST);
        if (list.isEmpty()) {
            reporter.gap(new Gap(Gap.Kind.MALFORMED, file.path(), "its list of crates is damaged or too long"));
            return;
        }
        try {
            Node document = Json.read(new String(list.get(), StandardCharsets.UTF_8));
            new CrateList(file.path(), document).report(reporter);
        } catch (SyntaxException e) {
            reporter.gap(new Gap(Gap.Kind.MALFORMED, file.path(), "its list of crates: " + e.describe()));
        }
    }

    /// The list once unpacked: packages that refer to each other by index.
    private static final class CrateList {

        private final String path;
        private final List<Node> packages;
        private final boolean isList;
        private final LockGraph graph = new LockGraph();
        private final List<LockGraph.@Nullable Node> nodes = new ArrayList<>();
        private boolean damaged;

        CrateList(String path, Node document) {
            this.path = path;
            this.packages = document.items("packages");
            this.isList = document.find("packages") != null;
        }

        void report(Reporter reporter) {
            Purl root = null;
            for (Node one : packages) {
                Purl purl = purl(one);
                nodes.add(add(one, purl));
                if (one.isTrue("root") && purl != null) root = purl.withQualifiers(Map.of());
            }
            for (int i = 0; i < packages.size(); i++) connect(nodes.get(i), packages.get(i));
            if (damaged || !isList) {
                reporter.gap(new Gap(Gap.Kind.MALFORMED, path, "its list of crates has entries that make no sense"));
            }
            if (graph.isCut()) {
                reporter.gap(new Gap(Gap.Kind.LIMIT, path, "more dependencies between crates than are kept"));
            }
            reporter.manifest(graph.manifest(path, "cargo-auditable", root));
        }

        private static @Nullable Purl purl(Node one) {
            String source = one.text("source");
            if (source == null || !source.contains("+")) source = null;
            return Crates.purl(one.text("name"), one.text("version"), Crates.qualifiers(source))
                    .orElse(null);
        }

        private LockGraph.@Nullable Node add(Node one, @Nullable Purl purl) {
            if (purl == null || purl.version() == null) {
                damaged = true;
                return null;
            }
            if (one.isTrue("root")) {
                LockGraph.Node root = graph.addLocal();
                graph.start(root);
                return root;
            }
            if ("local".equals(one.text("source"))) return graph.addLocal();
            return graph.add(Component.of(purl, scope(one), Relation.UNKNOWN, Location.of(path)));
        }

        private static Scope scope(Node one) {
            return "build".equals(one.text("kind")) ? Scope.BUILD : Scope.RUNTIME;
        }

        private void connect(LockGraph.@Nullable Node from, Node one) {
            if (from == null) return;
            for (Node index : one.items("dependencies")) {
                int at = index(index.text());
                LockGraph.Node to = at < 0 || at >= nodes.size() ? null : nodes.get(at);
                if (to == null) damaged = true;
                else graph.edge(from, to, scope(packages.get(at)));
            }
        }

        private static int index(@Nullable String text) {
            if (text == null || text.isEmpty() || text.length() > 8) return -1;
            return text.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(text) : -1;
        }
    }
}
