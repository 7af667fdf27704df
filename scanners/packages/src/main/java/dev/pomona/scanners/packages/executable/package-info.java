// SPDX-License-Identifier: Apache-2.0
/// The sections of ELF, Mach-O and PE files, for scanners that look for what a compiler left in a program.
///
/// Only headers are read; nothing is disassembled, relocated or run. Start at [Executable].
@NullMarked
package dev.pomona.scanners.packages.executable;

import org.jspecify.annotations.NullMarked;
