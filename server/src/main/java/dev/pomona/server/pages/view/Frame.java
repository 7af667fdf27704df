// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands around every page.
///
/// @param title of the page
/// @param section of the navigation that it is in; empty for none
/// @param viewer who looks; `null` before anyone signed in
/// @param csrf what forms bring back; empty before anyone signed in
/// @param mark of the state that is shown, see [dev.pomona.store.reading.Mark]; empty where nothing is live
/// @param notice what was just done; `null` for nothing
public record Frame(
        String title,
        String section,
        @Nullable String viewer,
        String csrf,
        boolean mayTriage,
        boolean mayAdminister,
        Instant now,
        String mark,
        String style,
        String script,
        String icon,
        @Nullable String notice) {

    /// A page of the navigation.
    ///
    /// @param key the letter that leads there after `g`
    public record Section(String id, String href, String key, String name) {}

    /// @param name of the group; empty for the first
    public record Group(String name, List<Section> sections) {}

    private static final Section AUDIT = new Section("audit", "/audit", "a", "Audit");

    /// The navigation of whoever looks: without what they may not see.
    public List<Group> navigation() {
        Section settings = new Section("settings", "/settings", "s", "Settings");
        return List.of(
                new Group(
                        "",
                        List.of(
                                new Section("portfolio", "/", "p", "Portfolio"),
                                new Section("findings", "/findings", "f", "Findings"),
                                new Section("zero-day", "/zero-day", "z", "Who runs it?"))),
                new Group(
                        "Estate",
                        List.of(
                                new Section("projects", "/projects", "j", "Projects"),
                                new Section("environments", "/environments", "e", "Environments"),
                                new Section("freshness", "/freshness", "h", "Freshness"))),
                new Group(
                        "Agreed",
                        List.of(
                                new Section("service-levels", "/service-levels", "l", "Service levels"),
                                new Section("policy", "/policy", "o", "Policy"))),
                new Group("Record", mayAdminister ? List.of(AUDIT, settings) : List.of(settings)));
    }

    @Override
    public String toString() {
        return "Frame[" + title + "]";
    }
}
