// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

/// Another process is writing to the same folder. Nothing is wrong: it can be tried again when that one is
/// done.
public final class UpdateRunningException extends SnapshotException {

    private static final long serialVersionUID = 1L;

    public UpdateRunningException(String message) {
        super(message);
    }
}
