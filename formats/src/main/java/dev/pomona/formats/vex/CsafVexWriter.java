// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.vex;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.advisory.VexStatement.Product;
import dev.pomona.model.component.Purl;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes CSAF 2.0, profile VEX (OASIS, section 4.5). What a statement is about stands in the product
/// tree: a whole, or a component as a part of one. A statement without products covers nothing and is
/// left out.
public final class CsafVexWriter {

    private CsafVexWriter() {}

    /// Products by what they are, with the ids that stand for them.
    private static final class Tree {

        private final Map<String, Purl> purls = new TreeMap<>();
        private final Map<String, String[]> parts = new TreeMap<>();

        /// The ids of a product, one for each of its parts.
        List<String> add(Product product) {
            String whole = product.purl().toString();
            purls.put(whole, product.purl());
            if (product.subcomponents().isEmpty()) return List.of(whole);
            var ids = new ArrayList<String>();
            for (Purl part : product.subcomponents()) {
                purls.put(part.toString(), part);
                String id = part + " in " + whole;
                parts.put(id, new String[] {part.toString(), whole});
                ids.add(id);
            }
            return ids;
        }
    }

    public static void write(VexDocument document, OutputStream out) throws IOException {
        var tree = new Tree();
        var products = new ArrayList<List<String>>();
        var statements = new ArrayList<VexStatement>();
        for (VexStatement statement : document.statements()) {
            if (statement.subject().products().isEmpty()) continue;
            statements.add(statement);
            products.add(statement.subject().products().stream()
                    .flatMap(product -> tree.add(product).stream())
                    .distinct()
                    .toList());
        }
        JsonOut.document(out, json -> {
            head(document, json);
            tree(tree, json);
            json.array("vulnerabilities");
            for (int i = 0; i < statements.size(); i++) vulnerability(statements.get(i), products.get(i), json);
            json.end();
        });
    }

    private static void head(VexDocument document, JsonOut json) {
        json.object("document")
                .field("category", "csaf_vex")
                .field("csaf_version", "2.0")
                .inlineObject("publisher")
                .field("category", "vendor")
                .field("name", document.author())
                .field("namespace", document.namespace())
                .end()
                .field("title", "Statements on vulnerabilities")
                .object("tracking")
                .text("current_release_date", document.timestamp())
                .field("id", document.id())
                .text("initial_release_date", document.timestamp())
                .array("revision_history")
                .inlineObject()
                .text("date", document.timestamp())
                .field("number", "1")
                .field("summary", "First published.")
                .end()
                .end()
                .field("status", "final")
                .field("version", "1")
                .end()
                .end();
    }

    private static void tree(Tree tree, JsonOut json) {
        json.object("product_tree").array("full_product_names");
        tree.purls.forEach((id, purl) -> json.object()
                .field("name", id)
                .field("product_id", id)
                .inlineObject("product_identification_helper")
                .text("purl", purl)
                .end()
                .end());
        json.end();
        if (!tree.parts.isEmpty()) {
            json.array("relationships");
            tree.parts.forEach((id, ends) -> json.object()
                    .field("category", "default_component_of")
                    .inlineObject("full_product_name")
                    .field("name", id)
                    .field("product_id", id)
                    .end()
                    .field("product_reference", ends[0])
                    .field("relates_to_product_reference", ends[1])
                    .end());
            json.end();
        }
        json.end();
    }

    private static void vulnerability(VexStatement statement, List<String> products, JsonOut json) {
        List<String> ids = statement.subject().vulnerabilities();
        String cve = ids.stream()
                .filter(id -> id.matches("CVE-\\d{4}-\\d{4,}"))
                .findFirst()
                .orElse(null);
        json.object().field("cve", cve);
        List<String> others = ids.stream().filter(id -> !id.equals(cve)).toList();
        if (!others.isEmpty()) {
            json.array("ids");
            for (String id : others) {
                int dash = id.indexOf('-');
                json.inlineObject()
                        .field("system_name", dash > 0 ? id.substring(0, dash) : "other")
                        .field("text", id)
                        .end();
            }
            json.end();
        }
        json.array("notes")
                .inlineObject()
                .field("category", "description")
                .field("text", "See the identifiers for what is known of the vulnerability.")
                .end()
                .end()
                .object("product_status")
                .texts(status(statement), products)
                .end();
        remarks(statement, products, json);
        json.end();
    }

    private static String status(VexStatement statement) {
        return switch (statement) {
            case VexStatement.NotAffected _ -> "known_not_affected";
            case VexStatement.Affected _ -> "known_affected";
            case VexStatement.Fixed _ -> "fixed";
            case VexStatement.UnderInvestigation _ -> "under_investigation";
        };
    }

    /// What the profile asks for: why not affected, and what to do where it is.
    private static void remarks(VexStatement statement, List<String> products, JsonOut json) {
        switch (statement) {
            case VexStatement.NotAffected not -> {
                if (!not.justification().isEmpty()) {
                    json.array("flags")
                            .inlineObject()
                            .field("label", not.justification())
                            .texts("product_ids", products)
                            .end()
                            .end();
                }
                if (!not.impact().isEmpty() || not.justification().isEmpty()) {
                    json.array("threats")
                            .inlineObject()
                            .field("category", "impact")
                            .field("details", not.impact().isEmpty() ? "Not stated." : not.impact())
                            .texts("product_ids", products)
                            .end()
                            .end();
                }
            }
            case VexStatement.Affected affected ->
                json.array("remediations")
                        .inlineObject()
                        .field("category", affected.action().isEmpty() ? "none_available" : "mitigation")
                        .field("details", affected.action().isEmpty() ? "None stated." : affected.action())
                        .texts("product_ids", products)
                        .end()
                        .end();
            case VexStatement.Fixed _, VexStatement.UnderInvestigation _ -> {}
        }
    }
}
