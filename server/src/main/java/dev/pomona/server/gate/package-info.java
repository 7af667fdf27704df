// SPDX-License-Identifier: Apache-2.0
/// May this artifact run there? Verdicts as they are now, as they were, signed, and recomputed.
/// Start at [Gate].
@NullMarked
package dev.pomona.server.gate;

import org.jspecify.annotations.NullMarked;
