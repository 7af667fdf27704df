// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.pomona.model.advisory.Severity;
import dev.pomona.policy.Rule;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The facts of one case of a policy's own table: what the case gives, over initial values for all it leaves out.
public final class CaseValues {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, Object> values = new HashMap<>();
    private final Set<String> given = new HashSet<>();

    private CaseValues() {
        values.put("now", NOW);
        for (String variable : Schema.VARIABLES.keySet()) values.put(variable, Schema.initial(variable));
    }

    /// Reads the mapping under `given`; each mistake goes to the consumer with its node.
    public static CaseValues read(List<Mapping.Entry> given, BiConsumer<Node, String> mistakes) {
        var facts = new CaseValues();
        for (Mapping.Entry variable : given) {
            if (variable.key().equals("now")) {
                facts.readNow(variable.value(), mistakes);
                continue;
            }
            Map<String, Schema.Field> fields = Schema.fields(variable.key());
            if (fields.isEmpty()) {
                mistakes.accept(
                        variable.value(),
                        "there is no '%s'; there are %s and now"
                                .formatted(variable.key(), String.join(", ", Schema.VARIABLES.keySet())));
                continue;
            }
            Map<String, Object> target = Schema.initial(variable.key());
            for (Mapping.Entry entry : variable.value().entries()) {
                Schema.Field field = fields.get(entry.key());
                Object value = field == null ? null : value(field.type(), entry.key(), entry.value());
                if (value == null) {
                    mistakes.accept(
                            entry.value(),
                            field == null
                                    ? "%s has no field '%s'".formatted(variable.key(), entry.key())
                                    : "%s.%s is a %s"
                                            .formatted(
                                                    variable.key(),
                                                    entry.key(),
                                                    field.type().name()));
                } else {
                    target.put(entry.key(), value);
                }
            }
            facts.values.put(variable.key(), target);
            facts.given.add(variable.key());
        }
        return facts;
    }

    private void readNow(Node node, BiConsumer<Node, String> mistakes) {
        try {
            values.put("now", Instant.parse(String.valueOf(node.text())));
        } catch (DateTimeParseException e) {
            mistakes.accept(node, "not a time such as 2026-01-31T00:00:00Z");
        }
    }

    private static @Nullable Object value(CelType type, String field, Node node) {
        if (type instanceof ListType list) {
            var items = new ArrayList<Object>();
            for (Node item : node.items()) {
                Object value = value(list.elemType(), field, item);
                if (value == null) return null;
                items.add(value);
            }
            return node instanceof Scalar ? null : items;
        }
        String text = node.text();
        if (text == null) return null;
        try {
            if (type.equals(SimpleType.STRING)) return text;
            if (type.equals(SimpleType.DOUBLE)) return Double.valueOf(text);
            if (type.equals(SimpleType.BOOL)) {
                boolean isBoolean = node instanceof Scalar scalar && scalar.kind() == Scalar.Kind.BOOLEAN;
                return isBoolean ? Boolean.valueOf(text) : null;
            }
            return field.equals("severity")
                    ? Long.valueOf(Severity.valueOf(text).rank())
                    : Long.valueOf(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// Whether these facts break the rule. A rule about findings or components is asked only when the case gives one; a
    /// rule about the scan always. Only for rules compiled by [ConditionCompiler].
    public boolean breaks(Rule rule) {
        boolean asked = switch (rule.subject()) {
            case FINDING -> given.contains("finding");
            case COMPONENT -> given.contains("component");
            case SCAN -> true;
        };
        return asked && ((CelCondition) rule.condition()).evaluate(values);
    }
}
