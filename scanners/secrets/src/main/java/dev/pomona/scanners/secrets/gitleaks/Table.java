// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.gitleaks;

import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import dev.pomona.syntax.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A TOML table of one file whose keys are told without regard to case, as gitleaks does. What has the wrong type is
/// noted as a problem and read as absent; what nobody asked for is noted at the end.
final class Table {

    private final String file;
    private final Node node;
    private final List<String> problems;
    private final Set<String> asked = new HashSet<>();

    Table(String file, Node node, List<String> problems) {
        this.file = file;
        this.node = node;
        this.problems = problems;
    }

    String where() {
        return where(node);
    }

    private String where(Node place) {
        return "%s:%d:%d".formatted(file, place.line(), place.column());
    }

    void problem(String message) {
        problems.add("%s: %s".formatted(where(), message));
    }

    void problemAt(String key, String message) {
        Node value = find(key);
        problems.add("%s: %s".formatted(where(value == null ? node : value), message));
    }

    @Nullable
    Node find(String key) {
        asked.add(key);
        for (Mapping.Entry entry : node.entries()) {
            if (entry.key().toLowerCase(Locale.ROOT).equals(key)) return entry.value();
        }
        return null;
    }

    /// Empty when it is absent.
    String text(String key) {
        Node value = find(key);
        if (value == null) return "";
        if (value instanceof Scalar scalar && scalar.kind() == Scalar.Kind.STRING) return scalar.raw();
        problemAt(key, "'%s' must be a text".formatted(key));
        return "";
    }

    boolean isTrue(String key) {
        Node value = find(key);
        if (value == null) return false;
        if (value instanceof Scalar scalar && scalar.kind() == Scalar.Kind.BOOLEAN)
            return scalar.raw().equals("true");
        problemAt(key, "'%s' must be true or false".formatted(key));
        return false;
    }

    /// 0 when it is absent.
    double number(String key) {
        Node value = find(key);
        if (value == null) return 0;
        if (value instanceof Scalar scalar && scalar.kind() == Scalar.Kind.NUMBER) {
            try {
                double number = Double.parseDouble(scalar.raw().replace("_", ""));
                if (number >= 0 && number <= 1e6) return number;
            } catch (NumberFormatException e) {
                // Hexadecimal and infinite numbers are none for our purposes.
            }
        }
        problemAt(key, "'%s' must be a number that is not negative".formatted(key));
        return 0;
    }

    List<String> texts(String key) {
        Node value = find(key);
        if (value == null) return List.of();
        List<String> texts = new ArrayList<>();
        boolean good = value instanceof Sequence;
        for (Node item : value.items()) {
            if (item instanceof Scalar scalar && scalar.kind() == Scalar.Kind.STRING) texts.add(scalar.raw());
            else good = false;
        }
        if (!good) problemAt(key, "'%s' must be a list of texts".formatted(key));
        return texts;
    }

    /// The place of one item of a list.
    String whereIn(String key, int index) {
        Node value = find(key);
        return value == null || index >= value.items().size()
                ? where()
                : where(value.items().get(index));
    }

    String whereOf(String key) {
        Node value = find(key);
        return value == null ? where() : where(value);
    }

    List<Table> tables(String key) {
        Node value = find(key);
        if (value == null) return List.of();
        List<Table> tables = new ArrayList<>();
        for (Node item : value.items()) {
            if (item instanceof Mapping) tables.add(new Table(file, item, problems));
        }
        if (!(value instanceof Sequence) || tables.size() != value.items().size()) {
            problemAt(key, "'%s' must be a list of tables: [[%s]]".formatted(key, key));
        }
        return tables;
    }

    @Nullable
    Table table(String key) {
        Node value = find(key);
        if (value == null) return null;
        if (value instanceof Mapping) return new Table(file, value, problems);
        problemAt(key, "'%s' must be a table: [%s]".formatted(key, key));
        return null;
    }

    /// Whether there is a table, and not a list of them, under a key.
    boolean isTable(String key) {
        return find(key) instanceof Mapping;
    }

    void noteUnknown(List<String> notes) {
        for (Mapping.Entry entry : node.entries()) {
            if (!asked.contains(entry.key().toLowerCase(Locale.ROOT))) {
                notes.add(
                        "%s:%d:%d: '%s' means nothing here".formatted(file, entry.line(), entry.column(), entry.key()));
            }
        }
    }
}
