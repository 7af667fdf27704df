// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.reading.FindingRow;
import dev.pomona.store.reading.Page;
import java.util.List;
import java.util.Map;

/// A list of findings, what it was filtered by, and what can be done with what is chosen.
///
/// @param chosen the filters by parameter
/// @param sorts the orders there are, by parameter, with the words for them
/// @param states the states there are
/// @param environments keys
/// @param teams keys, to choose from
/// @param here address of the page itself
public record FindingListView(
        Map<String, String> chosen,
        Map<String, String> sorts,
        List<String> states,
        List<String> environments,
        List<String> teams,
        Page<FindingRow> findings,
        Pager pager,
        String here) {

    private static final List<String> MORE = List.of("kind", "rule", "project", "team", "assignee");

    public boolean is(String parameter, String value) {
        return chosen.getOrDefault(parameter, "").equals(value);
    }

    public String value(String parameter) {
        return chosen.getOrDefault(parameter, "");
    }

    /// Whether a filter is in use that is not among the first.
    public boolean hasMore() {
        return MORE.stream().anyMatch(parameter -> !value(parameter).isEmpty());
    }
}
