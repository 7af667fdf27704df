// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.web.ProblemException;
import java.util.function.Supplier;

/// Places in lists come back from browsers.
final class Places {

    private Places() {}

    /// @throws ProblemException when the place is none of the list's
    static <T> T at(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException _) {
            throw ProblemException.invalid("after", "is no place in this list");
        }
    }
}
