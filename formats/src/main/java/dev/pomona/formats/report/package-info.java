// SPDX-License-Identifier: Apache-2.0
/// Reads reports of Pomona's own format back into the model, exactly as they were written. Start at
/// [JsonReportReader]; the other classes read one part of a report each.
@NullMarked
package dev.pomona.formats.report;

import org.jspecify.annotations.NullMarked;
