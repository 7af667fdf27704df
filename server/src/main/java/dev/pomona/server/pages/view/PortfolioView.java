// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.estate.FreshnessStore.Aged;
import dev.pomona.store.reading.AcceptanceReading;
import dev.pomona.store.reading.FindingRow;
import dev.pomona.store.reading.Overview;
import dev.pomona.store.reading.Page;
import dev.pomona.store.reading.PressingFlaws;
import dev.pomona.store.reading.Tallies;
import gg.jte.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How everything stands, for one kind of reader. What the role does not look for first is empty.
///
/// @param role whose view it is, of `roles`
/// @param lead one sentence on what it is for
/// @param beginnings what is still to be done to begin with; `null` when all of it is
/// @param answers time to answer; `null` when nothing was answered yet
/// @param address of this server, as the person calls it
/// @param panels what is shown, in rows, each of one panel or two
public record PortfolioView(
        String role,
        List<String> roles,
        String lead,
        Overview.@Nullable Beginnings beginnings,
        String address,
        List<Tile> tiles,
        List<List<String>> panels,
        List<Overview.Environment> environments,
        Page<Tallies.Project> projects,
        Pager pager,
        Findings findings,
        List<Upgrade> upgrades,
        int looked,
        @Nullable Content answers,
        List<AcceptanceReading.Listed> acceptances,
        List<Aged> oldest,
        Content trend,
        Content flow,
        Content burndown) {

    /// @param title what these are
    /// @param link where all of them are
    /// @param none what it means that there is none
    /// @param flaws each once, in place of the rows; `null` where each finding is a row
    public record Findings(
            String title,
            String link,
            String none,
            List<FindingRow> rows,
            @Nullable List<PressingFlaws.Flaw> flaws) {}
}
