// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.vex;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.advisory.VexStatement.Product;
import dev.pomona.model.component.Purl;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes CycloneDX 1.6 with nothing but analyses of vulnerabilities (a VEX). What is affected is named
/// by its purl. Parts are those of the document's own component: this notation can't say of which product a
/// part is otherwise. A statement without products covers nothing and is left out.
public final class CycloneDxVexWriter {

    private CycloneDxVexWriter() {}

    /// @throws IllegalArgumentException when parts of several products are spoken of
    public static void write(VexDocument document, OutputStream out) throws IOException {
        Purl whole = whole(document);
        JsonOut.document(out, json -> {
            json.field("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json")
                    .field("bomFormat", "CycloneDX")
                    .field("specVersion", "1.6")
                    .field(
                            "serialNumber",
                            "urn:uuid:" + UUID.nameUUIDFromBytes(document.id().getBytes(StandardCharsets.UTF_8)))
                    .field("version", 1)
                    .object("metadata")
                    .text("timestamp", document.timestamp())
                    .object("supplier")
                    .field("name", document.author())
                    .texts("url", List.of(document.namespace()))
                    .end();
            if (whole != null) {
                json.object("component").field("type", "application");
                component(whole, json);
                json.end();
            }
            json.end();
            components(document, whole, json);
            json.array("vulnerabilities");
            for (VexStatement statement : document.statements()) {
                if (!statement.subject().products().isEmpty()) vulnerability(statement, json);
            }
            json.end();
        });
    }

    /// The product whose parts are spoken of; `null` when no parts are.
    private static @Nullable Purl whole(VexDocument document) {
        List<Product> products = document.statements().stream()
                .flatMap(statement -> statement.subject().products().stream())
                .toList();
        if (products.stream().allMatch(product -> product.subcomponents().isEmpty())) return null;
        List<Purl> wholes = products.stream().map(Product::purl).distinct().toList();
        if (wholes.size() > 1) throw new IllegalArgumentException("parts of several products: " + wholes);
        return wholes.getFirst();
    }

    private static void component(Purl purl, JsonOut json) {
        json.field("bom-ref", purl.toString())
                .field("name", purl.name())
                .field("version", purl.version())
                .field("purl", purl.toString());
    }

    /// References must have something to refer to.
    private static void components(VexDocument document, @Nullable Purl whole, JsonOut json) {
        var purls = new TreeMap<String, Purl>();
        for (VexStatement statement : document.statements()) {
            for (Product product : statement.subject().products()) {
                named(product).forEach(purl -> purls.put(purl.toString(), purl));
            }
        }
        if (whole != null) purls.remove(whole.toString());
        json.array("components");
        purls.values().forEach(purl -> {
            json.object().field("type", "library");
            component(purl, json);
            json.end();
        });
        json.end();
    }

    private static List<Purl> named(Product product) {
        return product.subcomponents().isEmpty() ? List.of(product.purl()) : product.subcomponents();
    }

    private static void vulnerability(VexStatement statement, JsonOut json) {
        List<String> ids = statement.subject().vulnerabilities();
        json.object().field("id", ids.getFirst());
        if (ids.size() > 1) {
            json.array("references");
            for (String id : ids.subList(1, ids.size())) {
                json.object()
                        .field("id", id)
                        .inlineObject("source")
                        .field("name", id)
                        .end()
                        .end();
            }
            json.end();
        }
        json.object("analysis");
        switch (statement) {
            case VexStatement.NotAffected not ->
                json.field("state", not.justification().equals("false_positive") ? "false_positive" : "not_affected")
                        .field("justification", justification(not.justification()))
                        .field("detail", not.impact().isEmpty() ? null : not.impact());
            case VexStatement.Affected affected ->
                json.field("state", "exploitable")
                        .field("detail", affected.action().isEmpty() ? null : affected.action());
            case VexStatement.Fixed _ -> json.field("state", "resolved");
            case VexStatement.UnderInvestigation _ -> json.field("state", "in_triage");
        }
        json.text("lastUpdated", statement.subject().timestamp()).end().array("affects");
        for (Product product : statement.subject().products()) {
            named(product).forEach(purl -> json.inlineObject().text("ref", purl).end());
        }
        json.end().end();
    }

    /// In the words of this notation, which has no others; `null` where it has none for it.
    static @Nullable String justification(String word) {
        return switch (word) {
            case "component_not_present", "vulnerable_code_not_present" -> "code_not_present";
            case "vulnerable_code_not_in_execute_path" -> "code_not_reachable";
            case "vulnerable_code_cannot_be_controlled_by_adversary" -> "requires_environment";
            case "inline_mitigations_already_exist" -> "protected_by_mitigating_control";
            case "code_not_present",
                    "code_not_reachable",
                    "requires_configuration",
                    "requires_dependency",
                    "requires_environment",
                    "protected_by_compiler",
                    "protected_at_runtime",
                    "protected_at_perimeter",
                    "protected_by_mitigating_control" -> word;
            default -> null;
        };
    }
}
