// SPDX-License-Identifier: Apache-2.0
/// A report as a person reads it in a terminal. Start at [TableReport].
@NullMarked
package dev.pomona.cli.report;

import org.jspecify.annotations.NullMarked;
