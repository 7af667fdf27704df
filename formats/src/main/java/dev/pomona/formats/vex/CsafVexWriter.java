// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.vex;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.advisory.VexStatement.Product;
import dev.pomona.model.component.Purl;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

    /// What is stated about one vulnerability: it must stand in a document once (section 6.1.23).
    private static final class Flaw {

        private final Set<String> ids = new LinkedHashSet<>();
        private final List<About> about = new ArrayList<>();
    }

    /// @param products ids in the product tree
    private record About(VexStatement statement, List<String> products) {}

    public static void write(VexDocument document, OutputStream out) throws IOException {
        var tree = new Tree();
        var flaws = new LinkedHashMap<String, Flaw>();
        for (VexStatement statement : document.statements()) {
            if (statement.subject().products().isEmpty()) continue;
            List<String> ids = statement.subject().vulnerabilities();
            Flaw flaw = flaws.computeIfAbsent(cve(ids).orElse(ids.getFirst()), _ -> new Flaw());
            flaw.ids.addAll(ids);
            flaw.about.add(new About(
                    statement,
                    statement.subject().products().stream()
                            .flatMap(product -> tree.add(product).stream())
                            .distinct()
                            .toList()));
        }
        JsonOut.document(out, json -> {
            head(document, json);
            tree(tree, json);
            json.array("vulnerabilities");
            flaws.values().forEach(flaw -> vulnerability(flaw, json));
            json.end();
        });
    }

    private static Optional<String> cve(Collection<String> ids) {
        return ids.stream().filter(id -> id.matches("CVE-\\d{4}-\\d{4,}")).findFirst();
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

    private static void vulnerability(Flaw flaw, JsonOut json) {
        String cve = cve(flaw.ids).orElse(null);
        json.object().field("cve", cve);
        List<String> others = flaw.ids.stream().filter(id -> !id.equals(cve)).toList();
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
                .object("product_status");
        by(flaw, about -> status(about.statement())).forEach(json::texts);
        json.end();
        remarks(flaw, json);
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

    /// Products by what is said of them, in order; without those of which nothing is (`null`).
    private static Map<String, List<String>> by(Flaw flaw, Function<About, @Nullable String> said) {
        var by = new TreeMap<String, List<String>>();
        for (About about : flaw.about) {
            String word = said.apply(about);
            if (word == null) continue;
            List<String> products = by.computeIfAbsent(word, _ -> new ArrayList<>());
            about.products().stream().filter(id -> !products.contains(id)).forEach(products::add);
        }
        return by;
    }

    /// What the profile asks for: why not affected, and what to do where it is.
    private static void remarks(Flaw flaw, JsonOut json) {
        list(
                "flags",
                by(
                        flaw,
                        about -> about.statement() instanceof VexStatement.NotAffected not
                                        && !not.justification().isEmpty()
                                ? not.justification()
                                : null),
                (label, one) -> one.field("label", label),
                json);
        list(
                "threats",
                by(flaw, about -> about.statement() instanceof VexStatement.NotAffected not ? impact(not) : null),
                (details, one) -> one.field("category", "impact").field("details", details),
                json);
        list(
                "remediations",
                by(
                        flaw,
                        about ->
                                about.statement() instanceof VexStatement.Affected affected ? affected.action() : null),
                (action, one) -> one.field("category", action.isEmpty() ? "none_available" : "mitigation")
                        .field("details", action.isEmpty() ? "None stated." : action),
                json);
    }

    /// One of a flag and an impact must be there.
    private static @Nullable String impact(VexStatement.NotAffected not) {
        if (!not.impact().isEmpty()) return not.impact();
        return not.justification().isEmpty() ? "Not stated." : null;
    }

    private static void list(
            String name, Map<String, List<String>> products, BiConsumer<String, JsonOut> fields, JsonOut json) {
        if (products.isEmpty()) return;
        json.array(name);
        products.forEach((said, ids) -> {
            JsonOut one = json.inlineObject();
            fields.accept(said, one);
            one.texts("product_ids", ids).end();
        });
        json.end();
    }
}
