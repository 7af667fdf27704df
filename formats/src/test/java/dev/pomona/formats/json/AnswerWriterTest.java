// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.Epss;
import dev.pomona.model.advisory.Kev;
import dev.pomona.model.advisory.Reference;
import dev.pomona.model.advisory.Severity;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Purl;
import dev.pomona.model.finding.Upgrade;
import dev.pomona.model.report.DataSource;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerWriterTest {

    private static final Purl PURL = Purl.parse("pkg:npm/peel@1.2.0");

    @Test
    void saysEverythingKnownOnOneLine() {
        var vulnerability = new Vulnerability(
                "CVE-2026-1",
                List.of("GHSA-1"),
                "It rots",
                Severity.HIGH,
                7.5,
                "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
                List.of(79),
                new Kev("CVE-2026-1", LocalDate.parse("2026-02-01"), null, true),
                new Epss(0.5, 0.99),
                false,
                Instant.parse("2026-01-02T03:04:05Z"),
                List.of(new Reference("web", "https://example.org/")));
        var claim = new Claim("GHSA-1", "ghsa", ">=1.0.0, <1.2.3", List.of("1.2.3"));

        String answer = AnswerWriter.answer(
                PURL,
                List.of(new AnswerWriter.Match(vulnerability, List.of(claim), new Upgrade("1.2.3", "1.3.0"))),
                List.of("no data for npm"),
                List.of(new DataSource("osv/npm", null, Instant.parse("2026-03-01T00:00:00Z"), 7)));

        assertThat(answer)
                .isEqualTo("{\"purl\":\"pkg:npm/peel@1.2.0\",\"vulnerabilities\":[{\"id\":\"CVE-2026-1\","
                        + "\"aliases\":[\"GHSA-1\"],\"summary\":\"It rots\",\"severity\":\"high\",\"score\":7.5,"
                        + "\"vector\":\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H\",\"cwes\":[79],"
                        + "\"kev\":{\"cve\":\"CVE-2026-1\",\"dateAdded\":\"2026-02-01\",\"knownRansomware\":true},"
                        + "\"epss\":{\"probability\":0.5,\"percentile\":0.99},\"malware\":false,"
                        + "\"published\":\"2026-01-02T03:04:05Z\",\"fixed\":\"1.2.3\",\"clean\":\"1.3.0\","
                        + "\"claims\":[{\"source\":\"ghsa\",\"advisory\":\"GHSA-1\",\"reason\":\">=1.0.0, <1.2.3\","
                        + "\"fixedVersions\":[\"1.2.3\"]}],"
                        + "\"references\":[{\"kind\":\"web\",\"url\":\"https://example.org/\"}]}],"
                        + "\"gaps\":[\"no data for npm\"],"
                        + "\"data\":[{\"name\":\"osv/npm\",\"fetched\":\"2026-03-01T00:00:00Z\",\"records\":7}]}");
    }

    @Test
    void leavesOutWhatIsUnknown() {
        var vulnerability = new Vulnerability(
                "MAL-1", List.of(), "", Severity.UNKNOWN, null, null, List.of(), null, null, true, null, List.of());
        var match = new AnswerWriter.Match(vulnerability, List.of(), new Upgrade(null, null));

        assertThat(AnswerWriter.answer(PURL, List.of(match), List.of(), List.of()))
                .isEqualTo("{\"purl\":\"pkg:npm/peel@1.2.0\",\"vulnerabilities\":[{\"id\":\"MAL-1\",\"aliases\":[],"
                        + "\"summary\":\"\",\"severity\":\"unknown\",\"cwes\":[],\"malware\":true,\"claims\":[],"
                        + "\"references\":[]}],\"gaps\":[],\"data\":[]}");
    }

    @Test
    void escapesWhatSteersTerminals() {
        String line = AnswerWriter.refused("\u001b[2J\n\u009b\u2028\ud800\u202e\u00e9\ud83c\udf4e\"\\", "no purl");

        assertThat(line)
                .isEqualTo("{\"input\":\"\\u001B[2J\\n\\u009B\\u2028\\uD800\\u202E\u00e9\ud83c\udf4e\\\"\\\\\","
                        + "\"error\":\"no purl\"}");
    }

    @Test
    void escapesControlCharactersTheSameWayInEveryString() {
        assertThat(AnswerWriter.refused("\u0001\u001f\u007f", "\u0001\u001f"))
                .isEqualTo("{\"input\":\"\\u0001\\u001F\\u007F\",\"error\":\"\\u0001\\u001F\"}");
    }
}
