// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.outgoing;

import java.io.IOException;

/// An address is inside, where the server must not connect to.
public final class OutOfReachException extends IOException {

    private static final long serialVersionUID = 1L;

    OutOfReachException() {
        super("the address is inside, and the operator has not allowed its network");
    }
}
