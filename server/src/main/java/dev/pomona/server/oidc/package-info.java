// SPDX-License-Identifier: Apache-2.0
/// Identity providers: people who log in by OpenID Connect, and the identity tokens of CI jobs,
/// which need no stored secret. Start at [OidcLogin] and [PipelineTokens]. Only this package knows
/// the library for JWTs.
@NullMarked
package dev.pomona.server.oidc;

import org.jspecify.annotations.NullMarked;
