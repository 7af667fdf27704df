// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

/// Is told how far a scan is: from several threads, often, and never in the middle of something, so it should
/// be quick and must not throw.
public interface Progress {

    /// What a scan is busy with.
    enum Phase {
        /// Going over the target and reading files.
        READING,
        /// Running the scanners that need several files together.
        RESOLVING,
        DONE
    }

    void phase(Phase phase);

    /// @param found files that are worth reading, so far
    /// @param done how many of them are read
    void files(long found, long done);

    /// For who does not want to know.
    static Progress silent() {
        return new Progress() {
            @Override
            public void phase(Phase phase) {}

            @Override
            public void files(long found, long done) {}
        };
    }
}
