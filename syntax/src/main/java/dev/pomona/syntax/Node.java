// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

import dev.pomona.model.component.Location;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value of a JSON, YAML or TOML document with the place where it starts.
///
/// The look-ups never throw: on a value of another kind they answer as if nothing were there.
public sealed interface Node permits Scalar, Sequence, Mapping {

    /// Counted from 1.
    int line();

    /// Counted from 1, in UTF-16 code units.
    int column();

    default Location at(String path) {
        return Location.at(path, line(), column());
    }

    /// The value under a key; `null` when this is no mapping or has no such key.
    default @Nullable Node find(String key) {
        return null;
    }

    /// The value at the end of a way through mappings; `null` when the way breaks off.
    default @Nullable Node find(String key, String... more) {
        Node node = find(key);
        for (String next : more) {
            if (node == null) return null;
            node = node.find(next);
        }
        return node;
    }

    /// The text of a string, number or boolean; `null` for a null value and for collections.
    default @Nullable String text() {
        return null;
    }

    /// The text under a key, see [#text()].
    default @Nullable String text(String key) {
        Node node = find(key);
        return node == null ? null : node.text();
    }

    /// Whether the value under the key is the boolean `true`.
    default boolean isTrue(String key) {
        return find(key) instanceof Scalar scalar
                && scalar.kind() == Scalar.Kind.BOOLEAN
                && "true".equals(scalar.raw());
    }

    /// The elements of a sequence; empty for anything else.
    default List<Node> items() {
        return List.of();
    }

    /// The elements of the sequence under a key; empty when there is none.
    default List<Node> items(String key) {
        Node node = find(key);
        return node == null ? List.of() : node.items();
    }

    /// The entries of a mapping in the order of the text; empty for anything else.
    default List<Mapping.Entry> entries() {
        return List.of();
    }

    /// The entries of the mapping under a key; empty when there is none.
    default List<Mapping.Entry> entries(String key) {
        Node node = find(key);
        return node == null ? List.of() : node.entries();
    }
}
