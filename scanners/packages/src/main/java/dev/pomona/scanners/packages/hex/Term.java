// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.hex;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of Elixir or Erlang: what both languages' lock files consist of, and as much as is needed of their code.
///
/// @param text of an atom, text or label without its marks; empty for collections
/// @param items of a collection; a label stands before its value as an item of its own
record Term(Kind kind, String text, List<Term> items, int line, int column) {

    enum Kind {
        /// `:name`, and every bare word or number.
        ATOM,
        /// `"text"`, `'text'` and `<<"text">>`
        TEXT,
        /// `name:`, `"name":` and `"name" =>`
        LABEL,
        TUPLE,
        LIST,
        MAP,
        PARENTHESES
    }

    boolean isAtom(String name) {
        return kind == Kind.ATOM && text.equals(name);
    }

    /// The item at an index; `null` when there are not as many.
    @Nullable
    Term item(int index) {
        return index < items.size() ? items.get(index) : null;
    }

    /// The text of the item at an index; `null` when it is none of this kind.
    @Nullable
    String text(int index, Kind wanted) {
        Term item = item(index);
        return item != null && item.kind == wanted ? item.text : null;
    }

    /// The value behind a label among the items; `null` when there is none.
    @Nullable
    Term option(String name) {
        for (int i = 0; i + 1 < items.size(); i++) {
            Term label = items.get(i);
            if (label.kind == Kind.LABEL && label.text.equals(name)) return items.get(i + 1);
        }
        return null;
    }
}
