// SPDX-License-Identifier: Apache-2.0
/// The commands that run the control plane and work on what it keeps. They extend [ServerCommand]: the server's jars
/// are on the class path of these alone, so only classes that they call touch the server's.
@NullMarked
package dev.pomona.cli.serve;

import org.jspecify.annotations.NullMarked;
