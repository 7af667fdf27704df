// SPDX-License-Identifier: Apache-2.0
/// Judging what there is by what is known: components when they come, everything that is touched
/// when the world learns something new. Start at [Advisories].
@NullMarked
package dev.pomona.server.judge;

import org.jspecify.annotations.NullMarked;
