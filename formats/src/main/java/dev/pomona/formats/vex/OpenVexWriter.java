// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.vex;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.advisory.VexStatement.Product;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes OpenVEX 0.2.0 (<https://github.com/openvex/spec>). A statement without products covers nothing
/// and is left out.
public final class OpenVexWriter {

    private OpenVexWriter() {}

    public static void write(VexDocument document, OutputStream out) throws IOException {
        JsonOut.document(out, json -> {
            json.field("@context", "https://openvex.dev/ns/v0.2.0")
                    .field("@id", document.id())
                    .field("author", document.author())
                    .text("timestamp", document.timestamp())
                    .field("version", 1)
                    .array("statements");
            for (VexStatement statement : document.statements()) {
                if (!statement.subject().products().isEmpty()) write(statement, json);
            }
            json.end();
        });
    }

    private static void write(VexStatement statement, JsonOut json) {
        List<String> ids = statement.subject().vulnerabilities();
        json.object()
                .inlineObject("vulnerability")
                .field("name", ids.getFirst())
                .textsIfAny("aliases", ids.subList(1, ids.size()))
                .end()
                .text("timestamp", statement.subject().timestamp())
                .array("products");
        for (Product product : statement.subject().products()) {
            json.object().text("@id", product.purl());
            if (!product.subcomponents().isEmpty()) {
                json.array("subcomponents");
                product.subcomponents()
                        .forEach(part -> json.inlineObject().text("@id", part).end());
                json.end();
            }
            json.end();
        }
        json.end();
        switch (statement) {
            case VexStatement.NotAffected not ->
                json.field("status", "not_affected")
                        .field("justification", emptyToNull(not.justification()))
                        .field("impact_statement", impact(not));
            case VexStatement.Affected affected ->
                json.field("status", "affected")
                        .field("action_statement", affected.action().isEmpty() ? "None stated." : affected.action());
            case VexStatement.Fixed _ -> json.field("status", "fixed");
            case VexStatement.UnderInvestigation _ -> json.field("status", "under_investigation");
        }
        json.end();
    }

    /// One of justification and impact must be there.
    private static @Nullable String impact(VexStatement.NotAffected not) {
        if (not.impact().isEmpty() && not.justification().isEmpty()) return "Not stated.";
        return emptyToNull(not.impact());
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
