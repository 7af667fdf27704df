// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.web.Request;
import java.util.Optional;

/// Tells who is looking.
@FunctionalInterface
public interface Viewers {

    /// @return empty when nobody is signed in
    Optional<Viewer> of(Request request);

    /// As [#of], for what a page that is left open asks by itself: nobody is there who does something.
    default Optional<Viewer> left(Request request) {
        return of(request);
    }
}
