// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sarif;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pomona.formats.Golden;
import dev.pomona.formats.RandomReports;
import dev.pomona.formats.Reports;
import dev.pomona.model.advisory.Severity;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.finding.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SarifWriterTest {

    @Test
    void writesFindingsRulesAndGaps() throws IOException {
        Golden.check("report.sarif", Reports.write("sarif", Reports.sample()));
    }

    @Test
    void leavesOutTheLeastSevereAndSaysSo() throws IOException {
        var out = new ByteArrayOutputStream();
        SarifWriter.write(Reports.sample(), 3, out);
        JsonNode run = run(out.toByteArray());

        assertThat(run.at("/results"))
                .hasSize(3)
                .noneMatch(result -> result.at("/level").asText().equals("warning"));
        assertThat(run.at("/tool/driver/rules")).hasSize(3);
        assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text")
                        .asText())
                .isEqualTo("1 findings are left out, the least severe, because a run has at most 3 results.");
    }

    @Test
    void staysWithinTheLimitsOfGitHub() throws IOException {
        var locations = IntStream.range(1, 3000)
                .mapToObj(line -> Location.at("package-lock.json", line, 1))
                .toList();
        Component component = Component.of(
                        Purl.parse("pkg:npm/a@1"), Scope.RUNTIME, Relation.DIRECT, locations.getFirst())
                .withLocations(locations);
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < SarifWriter.MAX_RESULTS + 7; i++) {
            Component one = i == 0 ? component : component.withLocations(locations.subList(0, 1));
            findings.add(Reports.finding("CVE-" + i % 9, one, Severity.HIGH, 7.0, List.of()));
        }

        JsonNode run = run(Reports.write("sarif", Reports.with(Reports.empty(), List.of(), findings)));

        assertThat(run.at("/results")).hasSize(SarifWriter.MAX_RESULTS);
        assertThat(run.at("/results"))
                .allMatch(result -> result.at("/locations").size() <= 1000);
        assertThat(run.at("/tool/driver/rules"))
                .allMatch(rule -> rule.at("/properties/tags").size() <= 20);
        assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text")
                        .asText())
                .startsWith("7 findings");
    }

    @Test
    void tellsEveryGap() throws IOException {
        JsonNode run = run(Reports.write("sarif", Reports.sample()));

        assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isFalse();
        assertThat(run.at("/invocations/0/toolExecutionNotifications"))
                .extracting(notification -> notification.at("/descriptor/id").asText())
                .containsExactly(
                        "data-gap",
                        "data-gap",
                        "scanner-failed",
                        "malformed",
                        "unresolved",
                        "scanner-skipped",
                        "limit",
                        "unsupported",
                        "unreadable",
                        "timeout");
    }

    @Test
    void suppressesWhatAnActiveWaiverCovers() throws IOException {
        JsonNode results = run(Reports.write("sarif", Reports.sample())).at("/results");

        assertThat(results)
                .filteredOn(result -> result.has("suppressions"))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.at("/ruleId").asText()).isEqualTo("GHSA-aaaa-bbbb-cccc");
                    assertThat(result.at("/suppressions/0/justification").asText())
                            .isEqualTo("not reachable [see](x) (ops@example.org, until 2027-01-31)");
                });
    }

    @Test
    void pointsToTheArchiveWhichAPlaceIsIn() throws IOException {
        JsonNode location = run(Reports.write("sarif", Reports.sample())).at("/results/3/locations/0");

        assertThat(location.at("/physicalLocation/artifactLocation/uri").asText())
                .isEqualTo("lib/shop.war");
        assertThat(location.at("/logicalLocations/0/fullyQualifiedName").asText())
                .isEqualTo("lib/shop.war!/WEB-INF/lib/crate-2.1.jar");
    }

    @Test
    void refersToRulesThatAreThere() throws IOException {
        for (long seed = 0; seed < 50; seed++) {
            JsonNode run = run(Reports.write("sarif", RandomReports.of(seed)));
            for (JsonNode result : run.at("/results")) {
                JsonNode rule =
                        run.at("/tool/driver/rules/" + result.at("/ruleIndex").asInt());
                assertThat(rule.at("/id")).as("seed %d", seed).isEqualTo(result.at("/ruleId"));
            }
        }
    }

    @Test
    void encodesPathsSoThatTheyStayPaths() {
        assertThat(SarifText.uri("a b/c#d?e%f:g")).isEqualTo("a%20b/c%23d%3Fe%25f%3Ag");
        assertThat(SarifText.uri("\u00e9\ud83c\udf4e")).isEqualTo("%C3%A9%F0%9F%8D%8E");
        assertThat(SarifText.uri("\ud800")).isEqualTo("%3F");
        assertThat(SarifText.uri("")).isEqualTo(".");
    }

    @Test
    void showsTextsAsTheyAre() {
        assertThat(SarifText.plain("[a](b) {0} \\")).isEqualTo("\\[a\\](b) {{0}} \\\\");
        assertThat(SarifText.markdown("<b> *x* [a](b)\n# {0}")).isEqualTo("&lt;b\\> \\*x\\* \\[a\\](b) \\# {{0}}");
    }

    private static JsonNode run(byte[] sarif) throws IOException {
        JsonNode log = new ObjectMapper().readTree(new String(sarif, UTF_8));
        assertThat(log.at("/version").asText()).isEqualTo("2.1.0");
        assertThat(log.at("/runs")).hasSize(1);
        return log.at("/runs/0");
    }
}
