// SPDX-License-Identifier: Apache-2.0
/// The command that runs the control plane. Only [ServerRun] touches classes of the server, whose
/// jars are on the class path of this command alone.
@NullMarked
package dev.pomona.cli.serve;

import org.jspecify.annotations.NullMarked;
