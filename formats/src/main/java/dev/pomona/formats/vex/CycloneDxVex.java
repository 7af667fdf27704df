// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.vex;

import static dev.pomona.formats.vex.VexReader.orEmpty;

import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.advisory.VexStatement.Product;
import dev.pomona.model.advisory.VexStatement.Subject;
import dev.pomona.model.component.Purl;
import dev.pomona.syntax.Node;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The analyses of a CycloneDX document's `vulnerabilities` (1.4 and later). What is affected is named by a
/// purl, by a component's `bom-ref`, or by a link into another document, which ends with either.
final class CycloneDxVex {

    private CycloneDxVex() {}

    static List<VexStatement> read(Node document) {
        Map<String, Purl> purls = purls(document);
        Node root = document.find("metadata", "component");
        Purl whole = root == null ? null : VexReader.purl(root.text("purl")).orElse(null);
        var statements = new ArrayList<VexStatement>();
        for (Node vulnerability : document.items("vulnerabilities")) {
            Node analysis = vulnerability.find("analysis");
            List<String> ids = ids(vulnerability);
            if (analysis == null || ids.isEmpty()) continue;
            var products = new ArrayList<Product>();
            for (Node affected : vulnerability.items("affects")) {
                purl(affected.text("ref"), purls).ifPresent(purl -> products.add(product(purl, whole)));
            }
            Node stated = document.find("metadata", "timestamp");
            String time = analysis.text("lastUpdated");
            if (time == null && stated != null) time = stated.text();
            var subject = new Subject(
                    ids, products, author(document), orEmpty(document.text("serialNumber")), VexReader.instant(time));
            VexStatement statement = statement(subject, analysis);
            if (statement != null) statements.add(statement);
        }
        return statements;
    }

    /// What is stated in the document of a product is stated of that product alone.
    private static Product product(Purl affected, @Nullable Purl whole) {
        return whole == null || whole.equals(affected)
                ? new Product(affected, List.of())
                : new Product(whole, List.of(affected));
    }

    private static @Nullable VexStatement statement(Subject subject, Node analysis) {
        String detail = orEmpty(analysis.text("detail"));
        String status = analysis.text("state");
        return switch (status) {
            case null -> null;
            case "not_affected", "false_positive" -> {
                String reason = analysis.text("justification");
                yield new VexStatement.NotAffected(subject, reason == null ? status : reason, detail);
            }
            case "resolved", "resolved_with_pedigree" -> new VexStatement.Fixed(subject);
            case "exploitable" -> new VexStatement.Affected(subject, detail);
            case "in_triage" -> new VexStatement.UnderInvestigation(subject);
            default -> throw VexReader.unknownStatus(status, analysis);
        };
    }

    private static List<String> ids(Node vulnerability) {
        var ids = new ArrayList<String>();
        String id = vulnerability.text("id");
        if (id != null) ids.add(id);
        for (Node reference : vulnerability.items("references")) {
            String other = reference.text("id");
            if (other != null) ids.add(other);
        }
        return ids;
    }

    private static Map<String, Purl> purls(Node document) {
        var purls = new HashMap<String, Purl>();
        var open = new ArrayDeque<Node>(document.items("components"));
        Node root = document.find("metadata", "component");
        if (root != null) open.add(root);
        while (!open.isEmpty()) {
            Node component = open.remove();
            open.addAll(component.items("components"));
            String reference = component.text("bom-ref");
            if (reference != null) {
                VexReader.purl(component.text("purl")).ifPresent(purl -> purls.putIfAbsent(reference, purl));
            }
        }
        return purls;
    }

    private static Optional<Purl> purl(@Nullable String reference, Map<String, Purl> purls) {
        if (reference == null) return Optional.empty();
        Purl known = purls.get(reference);
        if (known != null) return Optional.of(known);
        if (!reference.startsWith("urn:cdx:")) return VexReader.purl(reference);
        String fragment = reference.substring(reference.indexOf('#') + 1);
        Purl linked = purls.get(fragment);
        if (linked != null) return Optional.of(linked);
        return VexReader.purl(fragment).or(() -> VexReader.purl(decoded(fragment)));
    }

    private static @Nullable String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String author(Node document) {
        for (String role : List.of("supplier", "manufacturer", "manufacture")) {
            Node name = document.find("metadata", role, "name");
            if (name != null) return orEmpty(name.text());
        }
        Node metadata = document.find("metadata");
        List<Node> authors = metadata == null ? List.of() : metadata.items("authors");
        return authors.isEmpty() ? "" : orEmpty(authors.getFirst().text("name"));
    }
}
