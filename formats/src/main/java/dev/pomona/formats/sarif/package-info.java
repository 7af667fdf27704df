// SPDX-License-Identifier: Apache-2.0
/// Writes a report as SARIF 2.1.0 such that GitHub code scanning takes it. Start at [SarifWriter].
@NullMarked
package dev.pomona.formats.sarif;

import org.jspecify.annotations.NullMarked;
