// SPDX-License-Identifier: Apache-2.0
/// Marks by which the authors of scanned files allow a finding: comments beside it, ours and those of other scanners,
/// and
/// the ignore files of other scanners at the root. A mark is only seen here; what it is worth is decided elsewhere.
/// Start at [Allowances].
@NullMarked
package dev.pomona.scanners.secrets.mark;

import org.jspecify.annotations.NullMarked;
