// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

/// Hears of transactions while they run.
@FunctionalInterface
public interface TransactionListener {

    /// One that runs.
    interface Running extends AutoCloseable {

        void failed(Throwable cause);

        /// It is over.
        @Override
        void close();
    }

    /// Called by the thread that runs it.
    Running begun(Purpose purpose);
}
