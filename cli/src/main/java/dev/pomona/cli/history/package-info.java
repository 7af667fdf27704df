// SPDX-License-Identifier: Apache-2.0
/// Secrets in git: in all contents that a repository ever had, in what is staged, in what a push brings. Start at
/// [HistoryCommand] and [HistoryScan].
@NullMarked
package dev.pomona.cli.history;

import org.jspecify.annotations.NullMarked;
