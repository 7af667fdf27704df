// SPDX-License-Identifier: Apache-2.0
/// What a change demands of what it changes. Start at [Precondition].
@NullMarked
package dev.pomona.server.change;

import org.jspecify.annotations.NullMarked;
