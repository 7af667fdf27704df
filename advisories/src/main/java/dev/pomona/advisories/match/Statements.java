// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.advisory.VexStatement.Product;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// VEX statements, and which of them decides about a finding.
///
/// A statement covers a vulnerability by its id or an alias. Its product is the component itself or the project
/// that contains it; where the statement names subcomponents, the component must be one of them and the product
/// the project, or something on the way to the component. Of several statements the latest decides, and among
/// those of the same time the last.
final class Statements {

    private static final Comparator<VexStatement> AGE = Comparator.comparing(
            (VexStatement statement) -> statement.subject().timestamp(),
            Comparator.nullsFirst(Comparator.<Instant>naturalOrder()));

    private final Map<String, List<VexStatement>> byVulnerability = new HashMap<>();

    Statements(List<VexStatement> statements) {
        for (VexStatement statement : statements.stream().sorted(AGE).toList()) {
            for (String id : statement.subject().vulnerabilities()) {
                byVulnerability.computeIfAbsent(id, _ -> new ArrayList<>()).add(statement);
            }
        }
    }

    /// The statement that says that the component is not affected; empty when none does, or a later one
    /// disagrees.
    Optional<VexStatement> clearing(
            Manifest manifest, Component component, Vulnerability vulnerability, List<Purl> path) {
        VexStatement decisive = Stream.concat(Stream.of(vulnerability.id()), vulnerability.aliases().stream())
                .flatMap(id -> byVulnerability.getOrDefault(id, List.of()).stream())
                .distinct()
                .sorted(AGE)
                .filter(statement -> statement.subject().products().stream()
                        .anyMatch(product -> isAbout(product, manifest.root(), component.purl(), path)))
                .reduce((_, later) -> later)
                .orElse(null);
        return switch (decisive) {
            case null -> Optional.empty();
            case VexStatement.NotAffected _, VexStatement.Fixed _ -> Optional.of(decisive);
            case VexStatement.Affected _, VexStatement.UnderInvestigation _ -> Optional.empty();
        };
    }

    private static boolean isAbout(Product product, @Nullable Purl root, Purl component, List<Purl> path) {
        boolean isProject = root != null && product.purl().covers(root);
        if (product.subcomponents().isEmpty())
            return isProject || product.purl().covers(component);
        boolean isOnTheWay = path.stream().anyMatch(purl -> product.purl().covers(purl));
        return (isProject || isOnTheWay) && product.subcomponents().stream().anyMatch(part -> part.covers(component));
    }
}
