// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.finding;

import java.util.regex.Pattern;

/// The permanent id of a check, `<area>-<flaw>` in kebab case, named for what is wrong.
public record RuleId(String value) implements Comparable<RuleId> {

    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public RuleId {
        if (!KEBAB_CASE.matcher(value).matches()) {
            throw new IllegalArgumentException("a rule id is in kebab case, but got '%s'".formatted(value));
        }
    }

    @Override
    public int compareTo(RuleId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
