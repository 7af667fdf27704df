// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.json;

import dev.pomona.model.finding.Finding;

/// Writes a finding on its own, as it stands in reports: to be kept and read again by
/// [dev.pomona.formats.report.FindingReader].
public final class FindingWriter {

    private FindingWriter() {}

    /// One line.
    public static String write(Finding finding) {
        return JsonOut.line(json -> JsonReportWriter.fields(finding, json));
    }
}
