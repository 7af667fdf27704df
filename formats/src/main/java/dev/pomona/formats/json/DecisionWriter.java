// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.json;

import dev.pomona.model.decision.Decision;

/// Writes a decision on its own, as it stands in reports: to be kept and read again by
/// [dev.pomona.formats.report.DecisionReader].
public final class DecisionWriter {

    private DecisionWriter() {}

    /// One line; the same decision gives the same text.
    public static String write(Decision decision) {
        return JsonOut.line(json -> JsonReportWriter.decision(decision, json));
    }
}
