// SPDX-License-Identifier: Apache-2.0
/// What a kind of secret looks like, as data: see `docs/secret-rules.md`. Start at [SecretRule].
@NullMarked
package dev.pomona.scanners.secrets.rule;

import org.jspecify.annotations.NullMarked;
