// SPDX-License-Identifier: Apache-2.0
/// Names for commits: refs and reflogs, as files (Git's manual page `gitrepository-layout`).
///
/// Refs that are kept as reftables are not read. Start at [RefReader].
@NullMarked
package dev.pomona.git.refs;

import org.jspecify.annotations.NullMarked;
