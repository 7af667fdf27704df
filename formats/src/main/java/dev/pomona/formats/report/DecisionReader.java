// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.report;

import dev.pomona.formats.FormatException;
import dev.pomona.model.decision.Decision;

/// Reads what [dev.pomona.formats.json.DecisionWriter] wrote.
public final class DecisionReader {

    private DecisionReader() {}

    /// @throws FormatException when the text is something else
    public static Decision read(String text) {
        return JsonReportReader.reading(text, cursor -> {
            Decision decision = null;
            for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
                if (field.equals("decision")) decision = DecisionReading.decision(cursor);
                else cursor.skip();
            }
            return cursor.required(decision, "decision");
        });
    }
}
