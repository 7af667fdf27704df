// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.formats.RandomReports;
import dev.pomona.formats.Reports;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.report.Report;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Checks what the schema 15.0.4 of GitLab asks for.
class GitLabSecretsWriterTest {

    private static final Set<String> SEVERITIES = Set.of("Info", "Unknown", "Low", "Medium", "High", "Critical");

    private static Node written(Report report) {
        try {
            return Json.read(new String(Reports.write("gitlab-secrets", report), StandardCharsets.UTF_8));
        } catch (SyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static void check(Report report) {
        Node document = written(report);
        assertThat(document.text("version")).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
        assertThat(document.text("schema")).startsWith("https://");
        Node scan = document.find("scan");
        if (scan == null) throw new AssertionError("no scan");
        assertThat(scan.text("type")).isEqualTo("secret_detection");
        assertThat(scan.text("status")).isIn("success", "failure");
        for (String time : List.of("start_time", "end_time")) {
            assertThat(scan.text(time)).matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}");
        }
        for (String program : List.of("analyzer", "scanner")) {
            Node found = scan.find(program);
            if (found == null) throw new AssertionError("no " + program);
            for (String field : List.of("id", "name", "version"))
                assertThat(found.text(field)).isNotBlank();
            Node vendor = found.find("vendor");
            assertThat(vendor == null ? null : vendor.text("name")).isNotBlank();
        }
        for (Node message : scan.items("messages")) {
            assertThat(message.text("level")).isIn("info", "warn", "fatal");
            assertThat(message.text("value")).isNotBlank();
        }
        Set<String> ids = new HashSet<>();
        for (Node one : document.items("vulnerabilities")) {
            assertThat(ids.add(String.valueOf(one.text("id")))).isTrue();
            assertThat(one.text("id")).matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}");
            assertThat(String.valueOf(one.text("name"))).hasSizeBetween(1, 255);
            assertThat(SEVERITIES).contains(String.valueOf(one.text("severity")));
            assertThat(String.valueOf(one.text("solution"))).hasSizeLessThanOrEqualTo(7000);
            assertThat(one.items("identifiers")).isNotEmpty().allSatisfy(identifier -> {
                for (String field : List.of("type", "name", "value")) {
                    assertThat(identifier.text(field)).isNotBlank();
                }
            });
            Node location = one.find("location");
            Node commit = location == null ? null : location.find("commit");
            assertThat(commit == null ? null : commit.text("sha")).isNotBlank();
            assertThat(one.find("raw_source_code_extract")).isNull();
        }
    }

    @Test
    void writesWhatTheSchemaAsksFor() {
        check(Reports.sample());
        int secrets = 0;
        for (long seed = 0; seed < 60; seed++) {
            Report report = RandomReports.of(seed);
            check(report);
            secrets += (int) report.findings().stream()
                    .filter(finding -> finding.detail() instanceof Detail.Secret)
                    .count();
        }
        assertThat(secrets).isPositive();
    }
}
