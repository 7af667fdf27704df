// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What stands around every page.
///
/// @param title of the page
/// @param section of the navigation that it is in; empty for none
/// @param viewer who looks; `null` before anyone signed in
/// @param csrf what forms bring back; empty before anyone signed in
/// @param mark of the state that is shown, see [dev.pomona.store.reading.Overview#mark()]; empty where nothing is live
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

    @Override
    public String toString() {
        return "Frame[" + title + "]";
    }
}
