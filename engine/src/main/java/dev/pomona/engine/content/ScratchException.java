// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.content;

/// The scratch folder can't take what does not fit into memory: the disk is full, or nothing may be written there.
public final class ScratchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ScratchException(Throwable cause) {
        super("there is no room in the scratch folder", cause);
    }
}
