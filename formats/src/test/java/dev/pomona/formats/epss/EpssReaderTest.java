// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.epss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.formats.FormatException;
import dev.pomona.model.advisory.Epss;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EpssReaderTest {

    private static final String SCORES = """
            #model_version:v2026.01.01,score_date:2026-08-16T00:00:00+0000
            cve,epss,percentile
            CVE-2026-2,0.04919,0.91370
            CVE-2026-1,1e-3,1
            """;

    @Test
    void readsScoresAndTheirDay() throws IOException {
        EpssScores scores = read(SCORES);
        assertThat(scores.scored()).isEqualTo("2026-08-16T00:00:00Z");
        assertThat(scores.byCve().firstKey()).isEqualTo("CVE-2026-1");
        assertThat(scores.byCve())
                .hasSize(2)
                .containsEntry("CVE-2026-1", new Epss(0.001, 1))
                .containsEntry("CVE-2026-2", new Epss(0.04919, 0.9137));
    }

    @Test
    void readsFilesOfAllYears() throws IOException {
        assertThat(read("cve,epss\r\n").scored()).isNull();
        assertThat(read("#model_version:v1,score_date:2022-02-04\ncve,epss,percentile\n")
                        .scored())
                .isEqualTo("2022-02-04T00:00:00Z");
        assertThat(read("#score_date:2022-02-04T00:00:00Z\ncve,epss,percentile\nC,0,0,more\n\n")
                        .byCve())
                .containsOnlyKeys("C");
        assertThat(read("#no date\ncve,epss,percentile\nC,0,0").scored()).isNull();
    }

    @Test
    void refusesWhatIsNoScoreFile() {
        for (String text : List.of(
                "",
                "#only a comment",
                "<html>",
                "cve,epss,percentile\nCVE-1",
                "cve,epss,percentile\nCVE-1,0.1",
                "cve,epss,percentile\nCVE-1,high,0.1",
                "cve,epss,percentile\nCVE-1,1.5,0.1",
                "cve,epss,percentile\nCVE-1,NaN,0.1",
                "cve,epss,percentile\n,0.1,0.1",
                "cve,epss,percentile\n" + "x".repeat(2000))) {
            assertThatThrownBy(() -> read(text))
                    .as(text)
                    .isInstanceOf(FormatException.class)
                    .hasMessageStartingWith("not an EPSS file: ");
        }
    }

    @Test
    void saysWhichLineIsBad() {
        assertThatThrownBy(() -> read(SCORES + "CVE-3,,\n")).hasMessageContaining("line 5");
    }

    @Test
    void failsOnlyAsDocumentedWhateverTheBytes() throws IOException {
        byte[] original = SCORES.getBytes(StandardCharsets.UTF_8);
        for (long seed = 0; seed < 5000; seed++) {
            var random = new Random(seed);
            byte[] mutant = Arrays.copyOf(original, seed % 9 == 0 ? random.nextInt(original.length) : original.length);
            for (int i = random.nextInt(6); i > 0 && mutant.length > 0; i--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
            }
            try {
                EpssReader.read(new ByteArrayInputStream(mutant));
            } catch (FormatException e) {
                // as documented
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static EpssScores read(String csv) throws IOException {
        return EpssReader.read(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
    }
}
