// SPDX-License-Identifier: Apache-2.0
/// The `version-order` command.
@NullMarked
package dev.pomona.cli.versions;

import org.jspecify.annotations.NullMarked;
