// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.reading.Count;
import dev.pomona.store.reading.FindingRow;
import dev.pomona.store.reading.Overview;
import dev.pomona.store.reading.Page;
import dev.pomona.store.reading.Severities;
import dev.pomona.store.reading.Tallies;
import gg.jte.Content;
import java.util.List;

/// How everything stands, for one kind of reader.
///
/// @param role whose view it is, of `roles`
/// @param panels what is shown, in order: `environments`, `projects`, `findings`, `trends`
/// @param findings the most pressing of what concerns the role
/// @param findingsTitle what these are
public record PortfolioView(
        String role,
        List<String> roles,
        List<String> panels,
        Severities severities,
        Count exploited,
        Count late,
        Count dueSoon,
        Count openedToday,
        Count closedToday,
        Count untriaged,
        Count mine,
        List<Overview.Environment> environments,
        Page<Tallies.Project> projects,
        Pager pager,
        List<FindingRow> findings,
        String findingsTitle,
        Content trend,
        Content flow) {}
