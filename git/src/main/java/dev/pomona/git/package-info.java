// SPDX-License-Identifier: Apache-2.0
/// Reads git repositories that nobody needs to trust. Nothing is executed, nothing is written, no network is
/// used.
///
/// [Repository#open] is where to start; `history` answers questions about commits and the paths of blobs. What
/// can't be read is told as a [dev.pomona.git.object.GitGap], and the rest is read all the same.
@NullMarked
package dev.pomona.git;

import org.jspecify.annotations.NullMarked;
