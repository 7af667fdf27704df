// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Violation;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Completeness;
import dev.pomona.model.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class HtmlReportWriterTest {

    /// `-Dpomona.golden=write` rewrites the file; the difference is for a person to read.
    private static final Path GOLDEN = Path.of("src/test/resources/dev/pomona/formats/html/report.html");

    @Test
    void writesTheSmallReport() throws Exception {
        String page = page(Reports.of("orchard-shop", 9, 12));
        if ("write".equals(System.getProperty("pomona.golden"))) Files.writeString(GOLDEN, page);
        assertThat(page).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void writesTheSameBytesWhateverTheLocaleAndZone() throws Exception {
        var report = Reports.of("orchard-shop", 60, 90);
        String page = page(report);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertThat(page(report)).isEqualTo(page);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void allowsItsOwnStyleAndScriptAndNothingElse() throws Exception {
        String page = page(Reports.of("orchard-shop", 3, 12));
        assertThat(HtmlReportWriter.CONTENT_SECURITY_POLICY)
                .startsWith("default-src 'none'; ")
                .contains("style-src '" + sha256(between(page, "<style>", "</style>")) + "';")
                .contains("script-src '" + sha256(between(page, "<script>", "</script>")) + "';")
                .doesNotContain("unsafe");
        assertThat(page.split("<style|<script", -1)).hasSize(3);
        assertThat(page).contains(HtmlReportWriter.CONTENT_SECURITY_POLICY.replace("'", "&#39;"));
    }

    @Test
    void asksNobodyForAnything() throws Exception {
        String page = page(Reports.of("orchard-shop", 30, 40));
        assertThat(page).doesNotContain(" src=", "@import", "url(", "fetch(", "XMLHttpRequest", "innerHTML", "eval(");
    }

    @Test
    void saysOnTopWhatWasNotSeen() throws Exception {
        String page = page(Reports.of("orchard-shop", 3, 12));
        assertThat(between(page, "id=\"verdict\"", "</section>"))
                .contains("Not everything was seen: ")
                .contains("4 gaps")
                .contains("The data of osv/nuget is 3 days old.")
                .contains("3 days before")
                .contains("security@example.org")
                .contains("osv-2026-11-20");
        assertThat(between(page, "id=\"gaps\"", "</section>"))
                .contains("dist/all.war", "legacy/package-lock.json", "The parent org.example:base:7 is not here.");
    }

    @Test
    void countsEachFindingOfASharedFingerprint() throws Exception {
        Report once = Reports.of("orchard-shop", 20, 40);
        var twice = new ArrayList<>(once.findings());
        twice.addAll(once.findings());
        var fingerprints =
                once.findings().stream().map(Finding::fingerprint).distinct().toList();
        var decision = new Decision(
                "default",
                Decision.Verdict.VIOLATED,
                List.of(new Violation("severe", Violation.Level.DENY, "too severe", "", fingerprints)),
                List.of());
        String page = page(
                new Report("orchard-shop", Reports.inputs(), once.manifests(), twice, once.completeness(), decision));
        assertThat(between(page, "<code>severe</code>", "</li>")).contains("44 findings: ", " and 36 more");
    }

    @Test
    void doesNotCallAReportWithGapsClean() throws Exception {
        var complete = new Completeness(1, 1, List.of(), List.of(), List.of(), List.of());
        var partial = new Completeness(1, 1, List.of(), List.of(), List.of(), List.of("no data for npm"));
        assertThat(page(empty(complete))).contains("Everything that was there was seen and judged.", "<p>None.</p>");
        assertThat(page(empty(partial)))
                .contains("Not everything was seen", "None in what was seen")
                .doesNotContain("<p>None.</p>");
    }

    @Test
    void keepsAPageOfManyComponentsSmall() throws Exception {
        String page = page(Reports.of("monorepo", 40, ComponentsSection.MOST_LISTED + 1000));
        assertThat(page).contains("6,000 components are too many for a page");
        assertThat(page.length()).isLessThan(600_000);
    }

    @Test
    void tellsTheLeastBadOfManyFindingsInShort() throws Exception {
        int findings = FindingsSection.MOST_IN_FULL + 500;
        String page = page(Reports.of("monorepo", findings, 900));
        assertThat(page).contains("The worst 1,000 are told in full, the other 500 in short");
        assertThat(page.split("id=\"finding-", -1)).hasSize(findings + Reports.SECRETS + 1);
        assertThat(page.split("class=\"facts\"", -1)).hasSize(FindingsSection.MOST_IN_FULL + Reports.SECRETS + 1);
    }

    private static Report empty(Completeness completeness) {
        return new Report("tool", Reports.inputs(), List.of(), List.of(), completeness, Reports.pass());
    }

    static String page(Report report) throws IOException {
        var out = new ByteArrayOutputStream();
        HtmlReportWriter.write(report, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    static String between(String page, String start, String end) {
        int from = page.indexOf(start) + start.length();
        return page.substring(from, page.indexOf(end, from));
    }

    private static String sha256(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
}
