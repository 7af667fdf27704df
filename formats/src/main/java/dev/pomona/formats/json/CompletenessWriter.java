// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.json;

import dev.pomona.model.report.Completeness;

/// Writes a completeness statement on its own, as it stands in reports: to be kept and read again by
/// [dev.pomona.formats.report.CompletenessReader].
public final class CompletenessWriter {

    private CompletenessWriter() {}

    /// One line.
    public static String write(Completeness completeness) {
        return JsonOut.line(json -> CompletenessJson.write(completeness, json));
    }
}
