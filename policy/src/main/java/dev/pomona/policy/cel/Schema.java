// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The names that a condition may use, with their types and the values that a case of the policy's own
/// table gets where it gives none.
final class Schema implements CelTypeProvider {

    /// A field: its type, and its value when nobody says otherwise.
    record Field(CelType type, Object initial) {}

    static final Schema INSTANCE = new Schema();

    private static final Field TEXT = new Field(SimpleType.STRING, "");
    private static final Field NUMBER = new Field(SimpleType.INT, 0L);
    private static final Field FRACTION = new Field(SimpleType.DOUBLE, 0.0);
    private static final Field FLAG = new Field(SimpleType.BOOL, false);
    private static final Field TEXTS = new Field(ListType.create(SimpleType.STRING), List.of());
    private static final Field NUMBERS = new Field(ListType.create(SimpleType.INT), List.of());

    /// By variable, then by field; both sorted.
    static final ImmutableMap<String, ImmutableMap<String, Field>> VARIABLES = ImmutableMap.of(
            "artifact",
                    ImmutableMap.of(
                            "components", NUMBER,
                            "name", TEXT),
            "checks",
                    ImmutableMap.of(
                            "failed", TEXTS,
                            "missing", TEXTS,
                            "passed", TEXTS,
                            "stale", TEXTS),
            "completeness",
                    ImmutableMap.<String, Field>builder()
                            .put("complete", new Field(SimpleType.BOOL, true))
                            .put("dataAgeDays", NUMBER)
                            .put("dataGaps", TEXTS)
                            .put("failed", NUMBER)
                            .put("gaps", NUMBER)
                            .put("limits", NUMBER)
                            .put("malformed", NUMBER)
                            .put("skipped", NUMBER)
                            .put("starterOnly", FLAG)
                            .put("timeouts", NUMBER)
                            .put("unreadable", NUMBER)
                            .put("unresolved", NUMBER)
                            .put("unsupported", NUMBER)
                            .buildOrThrow(),
            "component",
                    ImmutableMap.<String, Field>builder()
                            .put("direct", FLAG)
                            .put("ecosystem", TEXT)
                            .put("licenses", TEXTS)
                            .put("manifest", TEXT)
                            .put("name", TEXT)
                            .put("namespace", TEXT)
                            .put("purl", TEXT)
                            .put("requirement", TEXT)
                            .put("resolved", new Field(SimpleType.BOOL, true))
                            .put("scope", new Field(SimpleType.STRING, "runtime"))
                            .put("version", TEXT)
                            .buildOrThrow(),
            "environment",
                    ImmutableMap.of(
                            "exposed", FLAG,
                            "name", TEXT,
                            "production", FLAG),
            "finding",
                    ImmutableMap.<String, Field>builder()
                            .put("aliases", TEXTS)
                            .put("clean", TEXT)
                            .put("confidence", new Field(SimpleType.STRING, "high"))
                            .put("cwes", NUMBERS)
                            .put("depth", NUMBER)
                            .put("epss", FRACTION)
                            .put("fingerprint", TEXT)
                            .put("fixed", TEXT)
                            .put("id", TEXT)
                            .put("inProduction", FLAG)
                            .put("kev", FLAG)
                            .put("kind", new Field(SimpleType.STRING, "vulnerability"))
                            .put("malware", FLAG)
                            .put("message", TEXT)
                            .put("path", TEXT)
                            .put("present", new Field(SimpleType.BOOL, true))
                            .put("proof", TEXT)
                            .put("ransomware", FLAG)
                            .put("rule", TEXT)
                            .put("score", FRACTION)
                            .put("severity", NUMBER)
                            .put("sources", TEXTS)
                            .put("verified", TEXT)
                            .buildOrThrow(),
            "freshness",
                    ImmutableMap.<String, Field>builder()
                            .put("imageAgeDays", NUMBER)
                            .put("imageKnown", FLAG)
                            .put("imageLimitDays", NUMBER)
                            .put("imageTooOld", FLAG)
                            .put("uptimeDays", NUMBER)
                            .put("uptimeKnown", FLAG)
                            .put("uptimeLimitDays", NUMBER)
                            .put("uptimeTooLong", FLAG)
                            .buildOrThrow());

    private static final ImmutableMap<String, StructType> STRUCTS = structs();

    private Schema() {}

    private static ImmutableMap<String, StructType> structs() {
        var structs = ImmutableMap.<String, StructType>builder();
        for (String variable : VARIABLES.keySet()) {
            ImmutableMap<String, CelType> types =
                    ImmutableMap.copyOf(Maps.transformValues(fields(variable), Field::type));
            structs.put(
                    typeName(variable),
                    StructType.create(
                            typeName(variable), types.keySet(), name -> Optional.ofNullable(types.get(name))));
        }
        return structs.buildOrThrow();
    }

    static String typeName(String variable) {
        return "pomona." + variable;
    }

    /// A variable with every field at its initial value.
    static Map<String, Object> initial(String variable) {
        var values = new TreeMap<String, Object>();
        fields(variable).forEach((name, field) -> values.put(name, field.initial()));
        return values;
    }

    static ImmutableMap<String, Field> fields(String variable) {
        return VARIABLES.getOrDefault(variable, ImmutableMap.of());
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return ImmutableList.copyOf(STRUCTS.values());
    }

    @Override
    public Optional<CelType> findType(String name) {
        return Optional.ofNullable(STRUCTS.get(name));
    }
}
