// SPDX-License-Identifier: Apache-2.0
/// What a scanner implements and what the engine offers it. Start at [Scanner].
///
/// A scanner gets bytes and gives results: it opens no file and no socket, keeps no state between calls, reads
/// no clock, and may be called from several threads at once. What it can't understand it reports as a gap; it
/// never guesses silence.
@NullMarked
package dev.pomona.scan.api;

import org.jspecify.annotations.NullMarked;
