// SPDX-License-Identifier: Apache-2.0
/// What Linux says of its processes in `/proc` (proc(5), cgroups(7)). Reads files and nothing else. Start at
/// [ProcessTable].
@NullMarked
package dev.pomona.cli.agent.proc;

import org.jspecify.annotations.NullMarked;
