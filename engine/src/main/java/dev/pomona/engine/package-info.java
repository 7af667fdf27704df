// SPDX-License-Identifier: Apache-2.0
/// Scans a target: one walk, each file read once, every scanner, within limits that hold. Start at [Engine].
@NullMarked
package dev.pomona.engine;

import org.jspecify.annotations.NullMarked;
