// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.cyclonedx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.formats.Golden;
import dev.pomona.formats.RandomReports;
import dev.pomona.formats.Reports;
import dev.pomona.model.report.Report;
import java.io.IOException;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;

class CycloneDxWriterTest {

    @Test
    void writesComponentsGraphAndVulnerabilities() throws IOException {
        Golden.check("report.cdx.json", Reports.write("cyclonedx", Reports.sample()));
    }

    @Test
    void keepsToTheSchema() throws IOException {
        assertThat(errors(Reports.sample())).isEmpty();
        assertThat(errors(Reports.empty())).isEmpty();
        for (long seed = 0; seed < 20; seed++) {
            assertThat(errors(RandomReports.of(seed))).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void isReadByOthersAsItWasMeant() throws ParseException {
        Bom bom = new JsonParser().parse(Reports.write("cyclonedx", Reports.sample()));

        assertThat(bom.getComponents())
                .extracting(Component::getPurl)
                .containsExactly(
                        "pkg:maven/org.example/basket",
                        "pkg:maven/org.example/crate@2.1",
                        "pkg:npm/%40core/seed@0.3.0",
                        "pkg:npm/knife@4.0.0",
                        "pkg:npm/orchard@1.0.0",
                        "pkg:npm/peel@1.2.0");
        assertThat(bom.getDependencies())
                .extracting(dependency -> dependency.getRef())
                .containsExactly(
                        "artifact",
                        "pkg:npm/%40core/seed@0.3.0",
                        "pkg:npm/knife@4.0.0",
                        "pkg:npm/orchard@1.0.0",
                        "pkg:npm/peel@1.2.0");
        assertThat(bom.getVulnerabilities())
                .extracting(vulnerability -> vulnerability.getId())
                .containsExactly("CVE-2026-0001", "GHSA-aaaa-bbbb-cccc", "MAL-2026-7");
    }

    @Test
    void differsFromTheNextVersionOnlyInItsNumber() {
        String older = new String(Reports.write("cyclonedx", Reports.sample()), UTF_8);
        String newer = new String(Reports.write("cyclonedx-1.7", Reports.sample()), UTF_8);

        assertThat(newer).contains("\"specVersion\": \"1.7\"").contains("bom-1.7.schema.json");
        assertThat(newer.replace("bom-1.7", "bom-1.6").replace("\"specVersion\": \"1.7\"", "\"specVersion\": \"1.6\""))
                .isEqualTo(older);
    }

    @Test
    void saysWhetherItIsComplete() {
        assertThat(new String(Reports.write("cyclonedx", Reports.sample()), UTF_8))
                .contains("\"aggregate\": \"incomplete\"");
        assertThat(new String(Reports.write("cyclonedx", Reports.empty()), UTF_8))
                .contains("\"aggregate\": \"complete\"");
    }

    private static List<ParseException> errors(Report report) throws IOException {
        return new JsonParser().validate(Reports.write("cyclonedx", report), Version.VERSION_16);
    }
}
