// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.gitlab;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.model.advisory.Severity;
import dev.pomona.model.component.Location;
import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.finding.History;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.Report;
import dev.pomona.model.report.ScannerOutcome;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes a secret detection report
/// (<https://gitlab.com/gitlab-org/security-products/security-report-schemas>, 15.0.4): secrets only, those that a
/// waiver covers left out. The extract of the source that the schema allows is never written: it would be the secret.
public final class GitLabSecretsWriter {

    private static final String VERSION = "15.0.4";
    private static final String SCHEMA =
            "https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v"
                    + VERSION
                    + "/dist/secret-detection-report-format.json";

    /// What GitLab's own scanner writes where files were scanned and not commits.
    private static final String NO_COMMIT = "0000000";

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_SOLUTION = 7000;
    private static final int MOST_MESSAGES = 100;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Report report;
    private final JsonOut json;

    private GitLabSecretsWriter(Report report, JsonOut json) {
        this.report = report;
        this.json = json;
    }

    public static void write(Report report, OutputStream out) throws IOException {
        JsonOut.document(out, json -> new GitLabSecretsWriter(report, json).write());
    }

    private void write() {
        json.field("version", VERSION).field("schema", SCHEMA);
        scan();
        Set<Fingerprint> waived = new HashSet<>();
        report.decision().waivers().forEach(waiver -> {
            if (waiver.state() == AppliedWaiver.State.ACTIVE) waived.addAll(waiver.findings());
        });
        json.array("vulnerabilities");
        for (Finding finding : report.findings()) {
            if (waived.contains(finding.fingerprint())) continue;
            if (finding.detail() instanceof Detail.Secret secret) vulnerability(finding, secret);
        }
        json.end();
    }

    private void scan() {
        json.object("scan");
        program("analyzer");
        program("scanner");
        String time = TIME.format(report.inputs().asOf());
        boolean hasFailed = report.completeness().outcomes().stream()
                .anyMatch(outcome -> outcome.status() instanceof ScannerOutcome.Status.Failed);
        json.field("type", "secret_detection")
                .field("start_time", time)
                .field("end_time", time)
                .field("status", hasFailed ? "failure" : "success")
                .array("messages");
        report.completeness().allGaps().stream().limit(MOST_MESSAGES).forEach(this::message);
        json.end().end();
    }

    private void program(String role) {
        json.object(role)
                .field("id", "pomona")
                .field("name", "Pomona")
                .field("version", filled(report.inputs().engine(), "unknown"))
                .inlineObject("vendor")
                .field("name", "Pomona")
                .end()
                .end();
    }

    private void message(Gap gap) {
        json.object()
                .field("level", "warn")
                .field("value", "%s: %s".formatted(gap.path(), gap.message()))
                .end();
    }

    private void vulnerability(Finding finding, Detail.Secret secret) {
        json.object()
                .field("id", uuid(finding.fingerprint()))
                .field(
                        "name",
                        filled(
                                shortened(secret.title(), LONGEST_NAME),
                                finding.rule().value()))
                .field("description", "%s (%s: %s)".formatted(finding.message(), word(secret), secret.proofReason()))
                .field("severity", severity(finding.severity()))
                .field("solution", shortened(secret.remedy(), LONGEST_SOLUTION));
        json.array("identifiers")
                .object()
                .field("type", "pomona_rule_id")
                .field("name", "Pomona rule %s".formatted(finding.rule().value()))
                .field("value", finding.rule().value())
                .end()
                .object()
                .field("type", "cwe")
                .field("name", "CWE-798")
                .field("value", "798")
                .field("url", "https://cwe.mitre.org/data/definitions/798.html")
                .end()
                .end();
        location(finding.locations().getFirst(), secret.history());
        json.end();
    }

    private void location(Location location, @Nullable History history) {
        json.object("location").field("file", location.path());
        History.Commit commit = history == null ? null : history.first();
        json.object("commit");
        if (commit == null) {
            json.field("sha", NO_COMMIT);
        } else {
            json.field("author", commit.author())
                    .text("date", commit.time())
                    .field("sha", filled(commit.id(), NO_COMMIT));
        }
        json.end();
        if (location.region() != null) {
            json.field("start_line", location.region().startLine())
                    .field("end_line", location.region().endLine());
        }
        json.end();
    }

    /// The fingerprint in the form of a UUID of version 8 (RFC 9562), whose bits are one's own.
    private static String uuid(Fingerprint fingerprint) {
        String hex = fingerprint.hex();
        return "%s-%s-8%s-8%s-%s"
                .formatted(
                        hex.substring(0, 8),
                        hex.substring(8, 12),
                        hex.substring(13, 16),
                        hex.substring(17, 20),
                        hex.substring(20, 32));
    }

    /// The schema takes no empty texts.
    private static String filled(String text, String otherwise) {
        return text.isBlank() ? otherwise : text;
    }

    private static String word(Detail.Secret secret) {
        return JsonOut.word(secret.proof());
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "Critical";
            case HIGH -> "High";
            case MEDIUM -> "Medium";
            case LOW -> "Low";
            case NONE -> "Info";
            case UNKNOWN -> "Unknown";
        };
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
