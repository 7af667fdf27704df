// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats;

import dev.pomona.model.report.Report;
import java.io.IOException;
import java.io.OutputStream;

/// Writes a report in one format. The same report gives the same bytes, whatever the machine, locale and zone.
public interface ReportWriter {

    /// The format's name on the command line, e.g. `sarif`, `cyclonedx`.
    String name();

    /// One line for help: which standard and version.
    String summary();

    /// Writes the report as it goes, without building the document in memory. Leaves the stream open.
    void write(Report report, OutputStream out) throws IOException;
}
