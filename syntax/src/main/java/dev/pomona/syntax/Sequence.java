// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

import java.util.Collections;
import java.util.List;

/// A list of values.
public record Sequence(List<Node> items, int line, int column) implements Node {

    public Sequence {
        items = Collections.unmodifiableList(items);
    }
}
