// SPDX-License-Identifier: Apache-2.0
/// What a scan reports: a [Finding] is immutable and says only what was seen.
///
/// What people decided about it (waivers, triage) lives in `decision` and meets it only when it is judged or
/// shown.
@NullMarked
package dev.pomona.model.finding;

import org.jspecify.annotations.NullMarked;
