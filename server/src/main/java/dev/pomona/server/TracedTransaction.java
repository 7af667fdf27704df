// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server;

import dev.pomona.server.ops.Tracing;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TransactionListener;
import java.util.Locale;

/// A transaction as a span of what asked for it.
final class TracedTransaction implements TransactionListener.Running {

    private final Tracing.Span span;

    TracedTransaction(Tracing tracing, Purpose purpose) {
        this.span = tracing.transaction(purpose.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void failed(Throwable cause) {
        span.failed(cause);
    }

    @Override
    public void close() {
        span.close();
    }
}
