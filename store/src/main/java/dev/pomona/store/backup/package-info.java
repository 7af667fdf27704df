// SPDX-License-Identifier: Apache-2.0
/// The whole database out of PostgreSQL and back into it, without PostgreSQL's own tools: [DatabaseDump] reads,
/// [DatabaseLoad] writes. What becomes of the bytes in between is not said here.
@NullMarked
package dev.pomona.store.backup;

import org.jspecify.annotations.NullMarked;
