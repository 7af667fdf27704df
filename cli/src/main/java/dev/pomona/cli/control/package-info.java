// SPDX-License-Identifier: Apache-2.0
/// Everything that a control plane shows or does, from the command line. Each command is a row of [Asks]: a route
/// of the API, what can be set, and what is shown. [AskCommand] is all of them.
@NullMarked
package dev.pomona.cli.control;

import org.jspecify.annotations.NullMarked;
