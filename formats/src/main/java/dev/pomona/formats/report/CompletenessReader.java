// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.report;

import dev.pomona.formats.FormatException;
import dev.pomona.model.report.Completeness;

/// Reads what [dev.pomona.formats.json.CompletenessWriter] wrote.
public final class CompletenessReader {

    private CompletenessReader() {}

    /// @throws FormatException when the text is something else
    public static Completeness read(String text) {
        return JsonReportReader.reading(text, cursor -> {
            Completeness completeness = null;
            for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
                if (field.equals("completeness")) completeness = CompletenessReading.completeness(cursor);
                else cursor.skip();
            }
            return cursor.required(completeness, "completeness");
        });
    }
}
