// SPDX-License-Identifier: Apache-2.0
/// Tells without asking anyone whether a text that looks like a secret is built like one: checksums, keys that parse
/// and
/// fit together, documents inside tokens. What each check verifies, where that is written, and how often chance passes
/// it, is in `docs/secret-proofs.md`. Start at [StructuralChecks].
///
/// Nothing here knows rules, findings or files; nothing throws, and no reason holds anything of a secret.
@NullMarked
package dev.pomona.scanners.secrets.proof;

import org.jspecify.annotations.NullMarked;
