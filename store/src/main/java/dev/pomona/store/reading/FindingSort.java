// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

/// The orders of findings. Each is an index, down to the id, which makes it total.
public enum FindingSort {
    /// The most pressing first.
    PRIORITY("f.priority", "smallint", true),
    /// The worst first.
    SEVERITY("f.severity", "smallint", true),
    /// The most likely to be exploited first.
    EPSS("coalesce(f.epss, 0::real)", "real", true),
    /// The last known first.
    NEWEST("f.known_from", "timestamptz", true),
    /// Those that are due first, first; those that are never due are left out.
    DUE("f.due_at", "timestamptz", false);

    private final String key;
    private final String type;
    private final boolean isDown;

    FindingSort(String key, String type, boolean isDown) {
        this.key = key;
        this.type = type;
        this.isDown = isDown;
    }

    /// What is sorted by, of a finding `f`.
    String key() {
        return key;
    }

    /// The rows after a place, with `?` for its value and its id.
    String after() {
        return "(%s, f.id) %s (?::text::%s, ?::text::bigint)".formatted(key, isDown ? "<" : ">", type);
    }

    /// @param key a column or an expression with the value of [#key()]
    String order(String key) {
        return isDown ? key + " desc, f.id desc" : key + ", f.id";
    }
}
