// SPDX-License-Identifier: Apache-2.0
/// What a command is, and the parser that turns arguments into an invocation of one. The commands themselves are in the
/// packages of what they are about.
@NullMarked
package dev.pomona.cli.command;

import org.jspecify.annotations.NullMarked;
