// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.oidc;

/// An identity provider can't be asked, or says something that can't be believed. Messages hold
/// nothing of tokens.
public final class OidcException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OidcException(String message, Throwable cause) {
        super(message, cause);
    }

    OidcException(String message) {
        super(message);
    }
}
