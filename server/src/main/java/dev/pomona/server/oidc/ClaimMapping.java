// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.pomona.formats.json.JsonOut;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which claims give what: `{"rules": [{"claim": "groups", "value": "security", "gives":
/// ["SECURITY"]}], "project": "repository"}`. A rule without a claim holds for everybody the issuer
/// vouches for; a value may end with `*`.
///
/// @param project the claim whose value is the only project that a pipeline may touch; `null` for
///     all projects
public record ClaimMapping(List<Rule> rules, @Nullable String project) {

    private static final int MOST = 200;

    /// @param claim `null` for a rule that always holds
    /// @param gives roles of people, or scopes of pipelines
    public record Rule(@Nullable String claim, String value, List<String> gives) {

        public Rule {
            gives = List.copyOf(gives);
        }

        boolean holds(JWTClaimsSet claims) {
            if (claim == null) return true;
            return values(claims.getClaim(claim)).stream().anyMatch(this::fits);
        }

        private boolean fits(String found) {
            return value.endsWith("*") ? found.startsWith(value.substring(0, value.length() - 1)) : found.equals(value);
        }
    }

    public ClaimMapping {
        rules = List.copyOf(rules);
    }

    /// @throws IllegalArgumentException when it is no mapping
    public static ClaimMapping read(String json) {
        Node node;
        try {
            node = Json.read(json);
        } catch (SyntaxException e) {
            throw new IllegalArgumentException("the mapping is not well-formed: " + e.describe(), e);
        }
        List<Node> items = node.items("rules");
        if (items.size() > MOST) throw new IllegalArgumentException("a mapping has at most %d rules".formatted(MOST));
        var rules = new ArrayList<Rule>();
        for (Node item : items) {
            List<String> gives = item.items("gives").stream()
                    .map(Node::text)
                    .map(String::valueOf)
                    .toList();
            String claim = item.text("claim");
            String value = item.text("value");
            if (gives.isEmpty()) throw new IllegalArgumentException("a rule gives something");
            if (claim != null && (value == null || value.isBlank() || value.equals("*"))) {
                throw new IllegalArgumentException("a rule with a claim has the value it must have");
            }
            rules.add(new Rule(claim, value == null ? "" : value, gives));
        }
        return new ClaimMapping(rules, node.text("project"));
    }

    /// One line; the same mapping gives the same text.
    public String write() {
        return JsonOut.line(json -> {
            json.array("rules");
            for (Rule rule : rules) {
                json.object().field("claim", rule.claim());
                if (rule.claim() != null) json.field("value", rule.value());
                json.texts("gives", rule.gives()).end();
            }
            json.end().field("project", project);
        });
    }

    /// Everything the rules give, sorted.
    List<String> given(JWTClaimsSet claims) {
        var given = new TreeSet<String>();
        for (Rule rule : rules) {
            if (rule.holds(claims)) given.addAll(rule.gives());
        }
        return List.copyOf(given);
    }

    /// A claim's text or texts; anything else has none.
    static List<String> values(@Nullable Object claim) {
        return switch (claim) {
            case String text -> List.of(text);
            case Collection<?> several ->
                several.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList();
            case null, default -> List.of();
        };
    }
}
