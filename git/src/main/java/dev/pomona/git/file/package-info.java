// SPDX-License-Identifier: Apache-2.0
/// The one place of this module that touches files: plain files only, up to a limit, within a boundary.
///
/// Start at [GitFiles].
@NullMarked
package dev.pomona.git.file;

import org.jspecify.annotations.NullMarked;
