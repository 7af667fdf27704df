// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.vex;

import static dev.pomona.formats.vex.VexReader.orEmpty;

import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.advisory.VexStatement.Product;
import dev.pomona.model.advisory.VexStatement.Subject;
import dev.pomona.model.component.Purl;
import dev.pomona.syntax.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// OpenVEX 0.0.x and 0.2 (<https://github.com/openvex/spec>). A statement inherits the document's time.
final class OpenVex {

    private OpenVex() {}

    static List<VexStatement> read(Node document) {
        var statements = new ArrayList<VexStatement>();
        for (Node statement : document.items("statements")) {
            List<String> ids = ids(statement.find("vulnerability"));
            if (ids.isEmpty()) continue;
            String time = statement.text("timestamp");
            var subject = new Subject(
                    ids,
                    products(statement),
                    orEmpty(document.text("author")),
                    orEmpty(document.text("@id")),
                    VexReader.instant(time == null ? document.text("timestamp") : time));
            statements.add(statement(subject, statement));
        }
        return statements;
    }

    private static VexStatement statement(Subject subject, Node statement) {
        String status = orEmpty(statement.text("status"));
        return switch (status) {
            case "not_affected" ->
                new VexStatement.NotAffected(
                        subject, orEmpty(statement.text("justification")), orEmpty(statement.text("impact_statement")));
            case "affected" -> new VexStatement.Affected(subject, orEmpty(statement.text("action_statement")));
            case "fixed" -> new VexStatement.Fixed(subject);
            case "under_investigation" -> new VexStatement.UnderInvestigation(subject);
            default -> throw VexReader.unknownStatus(status, statement);
        };
    }

    /// A plain id in old documents, else an object whose `@id` may be an address that ends with the id.
    private static List<String> ids(@Nullable Node vulnerability) {
        Set<String> ids = new LinkedHashSet<>();
        if (vulnerability == null) return List.of();
        add(vulnerability.text(), ids);
        add(vulnerability.text("name"), ids);
        String address = vulnerability.text("@id");
        if (address != null) add(address.substring(address.lastIndexOf('/') + 1), ids);
        vulnerability.items("aliases").forEach(alias -> add(alias.text(), ids));
        return List.copyOf(ids);
    }

    private static void add(@Nullable String id, Set<String> ids) {
        if (id != null && !id.isBlank()) ids.add(id.strip());
    }

    private static List<Product> products(Node statement) {
        var products = new ArrayList<Product>();
        for (Node product : statement.items("products")) {
            List<Node> inside = product.items("subcomponents");
            List<Purl> subcomponents =
                    inside.stream().flatMap(each -> purl(each).stream()).toList();
            // parts that cannot be named must not make a statement about the whole
            if (!inside.isEmpty() && subcomponents.isEmpty()) continue;
            purl(product).ifPresent(purl -> products.add(new Product(purl, subcomponents)));
        }
        return products;
    }

    private static Optional<Purl> purl(Node component) {
        Node identifier = component.find("identifiers", "purl");
        return VexReader.purl(component.text())
                .or(() -> VexReader.purl(component.text("@id")))
                .or(() -> VexReader.purl(identifier == null ? null : identifier.text()));
    }
}
