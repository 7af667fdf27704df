// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.rule;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.finding.Confidence;
import dev.pomona.model.finding.RuleId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One kind of secret, as its rule file describes it; `docs/secret-rules.md` says what each field means. Patterns are
/// texts here: they are compiled when they are first needed.
///
/// @param id without `secret-` in front
/// @param keywords in lower case
/// @param shape what it looks like: exactly one of the two kinds
/// @param each what a secret looks like in what the shape finds, when that may hold several; `null` when it is the
/// secret
/// @param near in lower case; empty when nothing need stand near
/// @param files globs; empty for every file
/// @param entropy in bits for each character; 0 when any will do
/// @param quality from 0 to 1; 0 when any will do
/// @param proofs names of structural checks, in order
/// @param cost why the rule may cost more than others; `null` for most
/// @param verify how to ask the issuer; `null` when it can't be asked
/// @param examples with the broken bars taken out
public record SecretRule(
        String id,
        String provider,
        String category,
        String summary,
        Severity severity,
        Confidence confidence,
        List<String> keywords,
        Shape shape,
        @Nullable String each,
        List<String> near,
        List<String> files,
        double entropy,
        double quality,
        List<String> allow,
        List<String> proofs,
        @Nullable String cost,
        String revoke,
        List<String> references,
        @Nullable Verify verify,
        List<String> examples,
        List<String> counterexamples) {

    public SecretRule {
        keywords = List.copyOf(keywords);
        near = List.copyOf(near);
        files = List.copyOf(files);
        allow = List.copyOf(allow);
        proofs = List.copyOf(proofs);
        references = List.copyOf(references);
        examples = List.copyOf(examples);
        counterexamples = List.copyOf(counterexamples);
    }

    /// What findings of this rule are called.
    public RuleId ruleId() {
        return new RuleId("secret-" + id);
    }

    /// Whether anyone may issue such secrets.
    public boolean isGeneric() {
        return provider.equals("Generic");
    }

    /// Where and how the secret shows.
    public sealed interface Shape {

        /// It has a shape of its own, wherever it stands.
        record Token(String pattern) implements Shape {}

        /// It is told by the name it is assigned to.
        ///
        /// @param value what the whole value looks like
        /// @param name what must be found in the assigned name; `null` when a keyword in it is enough
        record Assigned(String value, @Nullable String name) implements Shape {}
    }
}
