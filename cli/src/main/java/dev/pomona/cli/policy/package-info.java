// SPDX-License-Identifier: Apache-2.0
/// The `policy` commands, and where policies and waivers are found.
@NullMarked
package dev.pomona.cli.policy;

import org.jspecify.annotations.NullMarked;
