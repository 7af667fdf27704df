// SPDX-License-Identifier: Apache-2.0
/// Results of earlier scans, found again by what they were computed from. Start at [ResultCache].
///
/// A cache is never needed and never trusted: what is damaged, foreign or from another version is a miss.
@NullMarked
package dev.pomona.engine.cache;

import org.jspecify.annotations.NullMarked;
