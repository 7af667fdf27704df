// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.pages.view.DoorView;
import dev.pomona.server.web.Response;
import java.util.List;
import java.util.Optional;

/// The pages that people see before they are known: for whoever handles logins.
public final class Doors {

    private final Site site;

    Doors(Site site) {
        this.site = site;
    }

    /// @param organisation its key
    /// @param to the page that was asked for
    /// @param problem why the login before did not work; empty for the first
    public Response login(int status, String organisation, String to, List<DoorView.Way> ways, String problem) {
        return show(status, "Log in", new DoorView("login", organisation, "", to, ways, problem, ""));
    }

    /// @param key of the one-time link
    public Response setup(int status, String key, String problem) {
        return show(
                status, "Set up the first administrator", new DoorView("setup", "", key, "", List.of(), problem, ""));
    }

    public Response message(int status, String title, String text) {
        return show(status, title, new DoorView("message", "", "", "", List.of(), "", text));
    }

    private Response show(int status, String title, DoorView view) {
        return site.html(
                        status, "door", site.frame(title, "", Optional.empty(), site.now(), "", Optional.empty()), view)
                .header("Cache-Control", "no-store");
    }
}
