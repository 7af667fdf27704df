// SPDX-License-Identifier: Apache-2.0
/// The scanner for credentials. Start at [SecretScanner]; `docs/secrets.md` says what it looks at, and
/// `docs/secret-rules.md` how its rules are written.
@NullMarked
package dev.pomona.scanners.secrets;

import org.jspecify.annotations.NullMarked;
