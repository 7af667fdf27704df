// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.advisory.VexStatement.Product;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.policy.vex.LastWords;
import dev.pomona.policy.vex.LastWords.Said;
import dev.pomona.policy.vex.LastWords.Stance;
import dev.pomona.policy.vex.LastWords.Word;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// VEX statements, and what follows from them for a finding.
///
/// A statement covers a vulnerability by its id or an alias. Its product is the component itself or the project
/// that contains it; where the statement names subcomponents, the component must be one of them and the product
/// the project, or something on the way to the component. Of several that differ [LastWords] decides.
final class Statements {

    private final Map<String, List<VexStatement>> byVulnerability = new HashMap<>();

    Statements(List<VexStatement> statements) {
        for (VexStatement statement : statements) {
            for (String id : statement.subject().vulnerabilities()) {
                byVulnerability.computeIfAbsent(id, _ -> new ArrayList<>()).add(statement);
            }
        }
    }

    /// The statement that says that the component is not affected, the newest of several; empty when none does, or
    /// somebody disagrees.
    Optional<VexStatement> clearing(
            Manifest manifest, Component component, Vulnerability vulnerability, List<Purl> path) {
        List<Said<VexStatement>> about = Stream.concat(Stream.of(vulnerability.id()), vulnerability.aliases().stream())
                .flatMap(id -> byVulnerability.getOrDefault(id, List.of()).stream())
                .distinct()
                .flatMap(statement -> said(statement, manifest.root(), component.purl(), path).stream())
                .toList();
        LastWords<VexStatement> words = LastWords.of(about);
        if (words.effect() != LastWords.Effect.CLEARED) return Optional.empty();
        return words.counting().stream()
                .filter(statement -> stance(statement) == Stance.CLEARS)
                .reduce((one, other) -> at(one).isAfter(at(other)) ? one : other);
    }

    /// Empty when the statement is about something else.
    private static Optional<Said<VexStatement>> said(
            VexStatement statement, @Nullable Purl root, Purl component, List<Purl> path) {
        OptionalInt exactness = statement.subject().products().stream()
                .flatMapToInt(product -> exactness(product, root, component, path))
                .max();
        if (exactness.isEmpty()) return Optional.empty();
        var word = new Word(statement.subject().author(), at(statement), exactness.getAsInt(), stance(statement));
        return Optional.of(new Said<>(statement, word));
    }

    /// One that does not say when it was stated comes now, and is the newest.
    private static Instant at(VexStatement statement) {
        Instant stated = statement.subject().timestamp();
        return stated == null ? Instant.MAX : stated;
    }

    private static Stance stance(VexStatement statement) {
        return switch (statement) {
            case VexStatement.NotAffected _, VexStatement.Fixed _ -> Stance.CLEARS;
            case VexStatement.Affected _ -> Stance.HARMS;
            case VexStatement.UnderInvestigation _ -> Stance.OPEN;
        };
    }

    /// Of everything in the product that is the component; empty when it is about something else.
    private static IntStream exactness(Product product, @Nullable Purl root, Purl component, List<Purl> path) {
        boolean isProject = root != null && product.purl().covers(root);
        if (product.subcomponents().isEmpty()) {
            boolean isAbout = isProject || product.purl().covers(component);
            return isAbout ? IntStream.of(LastWords.exactness(product.purl(), null)) : IntStream.empty();
        }
        boolean isOnTheWay = path.stream().anyMatch(purl -> product.purl().covers(purl));
        if (!isProject && !isOnTheWay) return IntStream.empty();
        return product.subcomponents().stream()
                .filter(part -> part.covers(component))
                .mapToInt(part -> LastWords.exactness(product.purl(), part));
    }
}
