// SPDX-License-Identifier: Apache-2.0
/// Who is asking and what they may do: API tokens, sessions, the local administrator, limits on
/// guessing. Start at [Authentication].
@NullMarked
package dev.pomona.server.identity;

import org.jspecify.annotations.NullMarked;
