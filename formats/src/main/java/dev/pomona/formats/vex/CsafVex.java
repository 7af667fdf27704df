// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.vex;

import static dev.pomona.formats.vex.VexReader.orEmpty;

import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.advisory.VexStatement.Product;
import dev.pomona.model.advisory.VexStatement.Subject;
import dev.pomona.model.component.Purl;
import dev.pomona.syntax.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// CSAF 2.0, profile VEX (OASIS, §4.5). Products stand in a tree; a relationship makes a product of a component
/// and what it is part of.
final class CsafVex {

    private final Node document;
    private final Map<String, Purl> purls = new HashMap<>();
    private final Map<String, Product> parts = new HashMap<>();

    CsafVex(Node document) {
        this.document = document;
        Node tree = document.find("product_tree");
        if (tree == null) return;
        var open = new ArrayDeque<Node>(tree.items("branches"));
        tree.items("full_product_names").forEach(this::addProduct);
        while (!open.isEmpty()) {
            Node branch = open.remove();
            open.addAll(branch.items("branches"));
            Node product = branch.find("product");
            if (product != null) addProduct(product);
        }
        tree.items("relationships").forEach(this::addPart);
    }

    private void addProduct(Node product) {
        String id = product.text("product_id");
        Node purl = product.find("product_identification_helper", "purl");
        if (id == null || purl == null) return;
        VexReader.purl(purl.text()).ifPresent(known -> purls.putIfAbsent(id, known));
    }

    private void addPart(Node relationship) {
        Node product = relationship.find("full_product_name");
        String id = product == null ? null : product.text("product_id");
        Purl component = purls.get(orEmpty(relationship.text("product_reference")));
        Purl whole = purls.get(orEmpty(relationship.text("relates_to_product_reference")));
        if (id == null || component == null) return;
        if (whole != null) parts.putIfAbsent(id, new Product(whole, List.of(component)));
        // a distribution's package tells by itself what it is part of
        else if (List.of("rpm", "deb", "apk").contains(component.type())) {
            parts.putIfAbsent(id, new Product(component, List.of()));
        }
    }

    List<VexStatement> read() {
        var statements = new ArrayList<VexStatement>();
        for (Node vulnerability : document.items("vulnerabilities")) {
            List<String> ids = ids(vulnerability);
            Node status = vulnerability.find("product_status");
            if (ids.isEmpty() || status == null) continue;
            for (Map.Entry<Reason, List<Product>> entry :
                    unaffected(vulnerability, status).entrySet()) {
                Reason reason = entry.getKey();
                statements.add(new VexStatement.NotAffected(
                        subject(ids, entry.getValue()), reason.justification(), reason.impact()));
            }
            List<Product> fixed = products(status, "fixed", "first_fixed");
            if (!fixed.isEmpty()) statements.add(new VexStatement.Fixed(subject(ids, fixed)));
            List<Product> affected = products(status, "known_affected", "first_affected", "last_affected");
            if (!affected.isEmpty()) {
                statements.add(new VexStatement.Affected(subject(ids, affected), text(vulnerability, "remediations")));
            }
            List<Product> open = products(status, "under_investigation");
            if (!open.isEmpty()) statements.add(new VexStatement.UnderInvestigation(subject(ids, open)));
        }
        return statements;
    }

    /// Why a product is not affected: a flag's label, and a threat of category `impact` in words.
    private record Reason(String justification, String impact) {}

    private Map<Reason, List<Product>> unaffected(Node vulnerability, Node status) {
        var byReason = new LinkedHashMap<Reason, List<Product>>();
        for (Node id : status.items("known_not_affected")) {
            Product product = product(id.text());
            if (product == null) continue;
            String label = "";
            for (Node flag : vulnerability.items("flags")) {
                if (names(flag, id.text())) label = orEmpty(flag.text("label"));
            }
            String impact = "";
            for (Node threat : vulnerability.items("threats")) {
                if ("impact".equals(threat.text("category")) && names(threat, id.text())) {
                    impact = orEmpty(threat.text("details"));
                }
            }
            byReason.computeIfAbsent(new Reason(label, impact), _ -> new ArrayList<>())
                    .add(product);
        }
        return byReason;
    }

    /// Whether a remark is about a product; one that names none is about all.
    private static boolean names(Node remark, @Nullable String productId) {
        if (remark.find("product_ids") == null) return remark.find("group_ids") == null;
        return remark.items("product_ids").stream()
                .anyMatch(id -> orEmpty(id.text()).equals(productId));
    }

    private List<Product> products(Node status, String... lists) {
        var products = new ArrayList<Product>();
        for (String list : lists) {
            for (Node id : status.items(list)) {
                Product product = product(id.text());
                if (product != null) products.add(product);
            }
        }
        return products;
    }

    private @Nullable Product product(@Nullable String id) {
        if (id == null) return null;
        Product part = parts.get(id);
        if (part != null) return part;
        Purl purl = purls.get(id);
        return purl == null ? null : new Product(purl, List.of());
    }

    private Subject subject(List<String> ids, List<Product> products) {
        return new Subject(
                ids,
                products,
                at("document", "publisher", "name"),
                at("document", "tracking", "id"),
                VexReader.instant(at("document", "tracking", "current_release_date")));
    }

    private String at(String first, String... more) {
        Node node = document.find(first, more);
        return node == null ? "" : orEmpty(node.text());
    }

    private static String text(Node vulnerability, String list) {
        List<Node> items = vulnerability.items(list);
        return items.isEmpty() ? "" : orEmpty(items.getFirst().text("details"));
    }

    private static List<String> ids(Node vulnerability) {
        var ids = new ArrayList<String>();
        String cve = vulnerability.text("cve");
        if (cve != null) ids.add(cve);
        for (Node id : vulnerability.items("ids")) {
            String text = id.text("text");
            if (text != null) ids.add(text);
        }
        return ids;
    }
}
