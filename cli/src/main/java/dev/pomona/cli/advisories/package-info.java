// SPDX-License-Identifier: Apache-2.0
/// The `advisories` and `query` commands, and how a scan gets its advisory data. Start at [AdvisoryData].
@NullMarked
package dev.pomona.cli.advisories;

import org.jspecify.annotations.NullMarked;
