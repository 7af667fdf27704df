// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats;

import dev.pomona.formats.cyclonedx.CycloneDxWriter;
import dev.pomona.formats.gitlab.GitLabSecretsWriter;
import dev.pomona.formats.html.HtmlReportWriter;
import dev.pomona.formats.json.JsonReportWriter;
import dev.pomona.formats.sarif.SarifWriter;
import dev.pomona.formats.spdx.SpdxWriter;
import dev.pomona.model.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/// Every format a report can be written in.
public final class ReportFormats {

    private static final List<ReportWriter> ALL = List.of(
            new Format("cyclonedx", "CycloneDX 1.6 JSON: bill of materials with vulnerabilities"),
            new Format("cyclonedx-1.7", "CycloneDX 1.7 JSON: bill of materials with vulnerabilities"),
            new Format("gitlab-secrets", "GitLab secret detection report 15.0.4: secrets for its security pages"),
            new Format("html", "one self-contained page with charts, filters and dependency paths"),
            new Format("json", "Pomona's own report format, version 1: everything that is known"),
            new Format("sarif", "SARIF 2.1.0 within GitHub's limits: findings for code scanning"),
            new Format("spdx", "SPDX 2.3 JSON: bill of materials"));

    private ReportFormats() {}

    /// A name and what it stands for. The classes that write are loaded when something is written.
    private record Format(String name, String summary) implements ReportWriter {

        @Override
        public void write(Report report, OutputStream out) throws IOException {
            switch (name) {
                case "cyclonedx" -> CycloneDxWriter.write(report, "1.6", out);
                case "cyclonedx-1.7" -> CycloneDxWriter.write(report, "1.7", out);
                case "gitlab-secrets" -> GitLabSecretsWriter.write(report, out);
                case "html" -> HtmlReportWriter.write(report, out);
                case "json" -> JsonReportWriter.write(report, out);
                case "sarif" -> SarifWriter.write(report, out);
                case "spdx" -> SpdxWriter.write(report, out);
                default -> throw new IllegalStateException("no writer of " + name);
            }
        }
    }

    public static Optional<ReportWriter> named(String name) {
        return ALL.stream().filter(writer -> writer.name().equals(name)).findFirst();
    }

    /// Sorted.
    public static List<String> names() {
        return ALL.stream().map(ReportWriter::name).toList();
    }

    /// Sorted by name.
    public static List<ReportWriter> all() {
        return ALL;
    }
}
