// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

/// A rule that compiled can't be evaluated on some facts. The policy is wrong, not the scan.
public final class PolicyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PolicyException(String message, Throwable cause) {
        super(message, cause);
    }
}
