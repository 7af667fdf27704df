// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.kev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.formats.FormatException;
import dev.pomona.model.advisory.Kev;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KevReaderTest {

    private static final String CATALOGUE = """
            {"title": "made up", "count": 2, "dateReleased": "2026-08-25T17:04:19.9796Z", "new": {"a": [1, {}]},
             "vulnerabilities": [
              {"cveID": "CVE-2026-2", "vendorProject": "V", "dateAdded": "2026-08-25", "dueDate": "2026-09-15",
               "knownRansomwareCampaignUse": "Known", "cwes": ["CWE-1"], "notes": null},
              {"cveID": "CVE-2026-1", "dateAdded": "2026-01-02", "knownRansomwareCampaignUse": "Unknown"}]}
            """;

    @Test
    void readsEntriesInOrderOfTheirIds() {
        KevCatalogue catalogue = read(CATALOGUE);
        assertThat(catalogue.released()).isEqualTo("2026-08-25T17:04:19.979600Z");
        assertThat(catalogue.entries())
                .containsExactly(
                        new Kev("CVE-2026-1", LocalDate.of(2026, 1, 2), null, false),
                        new Kev("CVE-2026-2", LocalDate.of(2026, 8, 25), LocalDate.of(2026, 9, 15), true));
    }

    @Test
    void countsAnEntryOnce() {
        assertThat(read("""
                {"vulnerabilities": [{"cveID": "CVE-1", "dateAdded": "2026-01-02"},
                                     {"cveID": "CVE-1", "dateAdded": "2026-01-03"}]}""").entries()).containsExactly(new Kev("CVE-1", LocalDate.of(2026, 1, 2), null, false));
    }

    @Test
    void takesAnUnreadableReleaseDateForNone() {
        assertThat(read("{\"dateReleased\": \"yesterday\", \"vulnerabilities\": []}")
                        .released())
                .isNull();
    }

    @Test
    void refusesWhatIsNoCatalogue() {
        for (String text : List.of(
                "",
                "<html>",
                "[]",
                "{}",
                "{\"vulnerabilities\": {}}",
                "{\"vulnerabilities\": [1]}",
                "{\"vulnerabilities\": [{}]}",
                "{\"vulnerabilities\": [{\"cveID\": \"CVE-1\"}]}",
                "{\"vulnerabilities\": [{\"cveID\": \"CVE-1\", \"dateAdded\": \"soon\"}]}",
                "{\"vulnerabilities\": [",
                "{\"vulnerabilities\": []} trailing",
                "[".repeat(100_000))) {
            assertThatThrownBy(() -> read(text))
                    .as(text.length() > 80 ? "deep" : text)
                    .isInstanceOf(FormatException.class)
                    .hasMessageStartingWith("not a KEV catalogue");
        }
    }

    @Test
    void failsOnlyAsDocumentedWhateverTheBytes() {
        byte[] original = CATALOGUE.getBytes(StandardCharsets.UTF_8);
        for (long seed = 0; seed < 5000; seed++) {
            var random = new Random(seed);
            byte[] mutant = Arrays.copyOf(original, seed % 9 == 0 ? random.nextInt(original.length) : original.length);
            for (int i = random.nextInt(6); i > 0 && mutant.length > 0; i--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
            }
            try {
                KevReader.read(mutant);
            } catch (FormatException e) {
                // as documented
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static KevCatalogue read(String json) {
        return KevReader.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
