// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.spdx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pomona.formats.Golden;
import dev.pomona.formats.RandomReports;
import dev.pomona.formats.Reports;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpdxWriterTest {

    @Test
    void writesPackagesAndRelationships() throws IOException {
        Golden.check("report.spdx.json", Reports.write("spdx", Reports.sample()));
    }

    @Test
    void relatesOnlyWhatItNamesAndNamesItOnce() throws IOException {
        for (long seed = 0; seed < 100; seed++) {
            JsonNode document = document(Reports.write("spdx", RandomReports.of(seed)));
            var ids = new HashSet<>(List.of("SPDXRef-DOCUMENT", "NONE"));
            for (JsonNode one : document.at("/packages")) {
                String id = one.at("/SPDXID").asText();
                assertThat(ids.add(id)).as("seed %d: %s twice", seed, id).isTrue();
                assertThat(id).matches("SPDXRef-[A-Za-z0-9.-]+");
                assertThat(one.at("/name").asText()).isNotEmpty();
            }
            for (JsonNode relationship : document.at("/relationships")) {
                assertThat(ids)
                        .as("seed %d", seed)
                        .contains(
                                relationship.at("/spdxElementId").asText(),
                                relationship.at("/relatedSpdxElement").asText());
            }
        }
    }

    @Test
    void declaresEveryLicenceItRefersTo() throws IOException {
        for (long seed = 0; seed < 50; seed++) {
            JsonNode document = document(Reports.write("spdx", RandomReports.of(seed)));
            var declared = new HashSet<String>();
            for (JsonNode info : document.at("/hasExtractedLicensingInfos")) {
                declared.add(info.at("/licenseId").asText());
            }
            for (JsonNode one : document.at("/packages")) {
                for (String word : one.at("/licenseDeclared").asText().split("[ ()]+", -1)) {
                    if (word.startsWith("LicenseRef-"))
                        assertThat(declared).as("seed %d", seed).contains(word);
                }
            }
        }
    }

    @Test
    void isNamedByItsInputs() throws IOException {
        JsonNode document = document(Reports.write("spdx", Reports.sample()));

        assertThat(document.at("/creationInfo/created").asText()).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(document.at("/documentNamespace").asText())
                .isNotEqualTo(document(Reports.write("spdx", Reports.empty()))
                        .at("/documentNamespace")
                        .asText());
    }

    private static JsonNode document(byte[] json) throws IOException {
        return new ObjectMapper().readTree(json);
    }
}
