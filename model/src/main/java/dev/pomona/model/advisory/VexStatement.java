// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.advisory;

import dev.pomona.model.component.Purl;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What someone states about a vulnerability in a product (Vulnerability Exploitability eXchange). It is a
/// claim of its author; whether it is believed is decided by whoever loads it.
public sealed interface VexStatement {

    Subject subject();

    /// The product contains the component but not the flaw, or nobody can reach it.
    ///
    /// @param justification in the document's own vocabulary, such as `vulnerable_code_not_in_execute_path`;
    ///     empty when it gives none
    /// @param impact in the author's words; empty when there are none
    record NotAffected(Subject subject, String justification, String impact) implements VexStatement {}

    /// @param action what to do about it, in the author's words; empty when there are none
    record Affected(Subject subject, String action) implements VexStatement {}

    record Fixed(Subject subject) implements VexStatement {}

    record UnderInvestigation(Subject subject) implements VexStatement {}

    /// What a statement is about and whose it is.
    ///
    /// @param vulnerabilities ids of one flaw: its name and its aliases; at least one
    /// @param products those that are named by purl; a statement without any covers nothing
    /// @param author empty when the document names none
    /// @param document the id of the document; empty when it has none
    /// @param timestamp since when it is stated; `null` when the document does not say
    record Subject(
            List<String> vulnerabilities,
            List<Product> products,
            String author,
            String document,
            @Nullable Instant timestamp) {

        public Subject {
            vulnerabilities = List.copyOf(vulnerabilities);
            products = List.copyOf(products);
            if (vulnerabilities.isEmpty()) {
                throw new IllegalArgumentException("a statement of '%s' names no vulnerability".formatted(document));
            }
        }
    }

    /// @param purl without version for every version
    /// @param subcomponents where in the product the flaw would be; empty for the product as a whole
    record Product(Purl purl, List<Purl> subcomponents) {

        public Product {
            subcomponents = List.copyOf(subcomponents);
        }
    }
}
