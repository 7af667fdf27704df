// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ops;

import java.util.Optional;

/// What a line of the log belongs to, known to whatever runs for it.
///
/// @param request an id that the answer tells too
/// @param trace of a distributed trace (W3C Trace Context), 32 hexadecimal digits; empty when there is none
/// @param span within the trace, 16 hexadecimal digits; empty when there is none
public record LogContext(String request, String trace, String span) {

    private static final ScopedValue<LogContext> CURRENT = ScopedValue.newInstance();

    /// Runs something that belongs to this.
    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    /// Empty for what the program does by itself.
    static Optional<LogContext> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }
}
