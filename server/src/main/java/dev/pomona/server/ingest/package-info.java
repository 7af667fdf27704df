// SPDX-License-Identifier: Apache-2.0
/// From the bytes of a report or a bill of materials to a judged artifact. Start at [Ingest].
@NullMarked
package dev.pomona.server.ingest;

import org.jspecify.annotations.NullMarked;
