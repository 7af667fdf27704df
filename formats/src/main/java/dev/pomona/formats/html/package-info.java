// SPDX-License-Identifier: Apache-2.0
/// The report as one page to read in a browser: charts, findings, inventory, and what was not seen.
///
/// The page asks nobody for anything: style and script are inside it and a Content-Security-Policy with their
/// hashes forbids the rest. Without the script everything can be read; the script filters, sorts and copies.
/// Start at [HtmlReportWriter]; every text of a report goes through [Page], which escapes it.
@NullMarked
package dev.pomona.formats.html;

import org.jspecify.annotations.NullMarked;
