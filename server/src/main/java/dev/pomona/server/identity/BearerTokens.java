// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import java.util.Optional;

/// Another kind of bearer token than our own.
@FunctionalInterface
public interface BearerTokens {

    /// Who it speaks for; empty when it is not of this kind or not valid.
    Optional<Caller> find(String token);
}
