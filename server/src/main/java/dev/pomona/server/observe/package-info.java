// SPDX-License-Identifier: Apache-2.0
/// What metrics tell of the program's surroundings and of the estate. How they are written is in
/// [dev.pomona.server.ops].
@NullMarked
package dev.pomona.server.observe;

import org.jspecify.annotations.NullMarked;
