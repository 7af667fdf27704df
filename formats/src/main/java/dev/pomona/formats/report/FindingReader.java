// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.report;

import dev.pomona.formats.FormatException;
import dev.pomona.model.finding.Finding;

/// Reads what [dev.pomona.formats.json.FindingWriter] wrote.
public final class FindingReader {

    private FindingReader() {}

    /// @throws FormatException when the text is something else
    public static Finding read(String text) {
        return JsonReportReader.reading(text, FindingReading::finding);
    }
}
