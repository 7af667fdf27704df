// SPDX-License-Identifier: Apache-2.0
/// The program: starts, finds the command asked for, and turns its outcome into an exit code. Start at [Main].
@NullMarked
package dev.pomona.cli;

import org.jspecify.annotations.NullMarked;
