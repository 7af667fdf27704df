// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.cvss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.advisory.Severity;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import us.springett.cvss.Cvss;

class CvssVectorTest {

    /// Scores that the specifications, FIRST's examples and the NVD give for well-known flaws.
    @ParameterizedTest
    @CsvSource({
        "AV:N/AC:L/Au:N/C:N/I:N/A:C, 7.8, HIGH",
        "AV:N/AC:L/Au:N/C:C/I:C/A:C, 10.0, HIGH",
        "(AV:L/AC:H/Au:N/C:C/I:C/A:C), 6.2, MEDIUM",
        "AV:N/AC:M/Au:N/C:N/I:P/A:N, 4.3, MEDIUM",
        "AV:L/AC:H/Au:M/C:N/I:N/A:N, 0.0, LOW",
        "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, 9.8, CRITICAL",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H, 10.0, CRITICAL",
        "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N, 6.4, MEDIUM",
        "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N, 3.1, LOW",
        "CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N, 0.0, NONE",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/E:P/RL:O/RC:C, 7.5, HIGH",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H, 10.0, CRITICAL",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N, 9.3, CRITICAL",
        "CVSS:4.0/AV:L/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N, 7.3, HIGH",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N, 0.0, NONE",
        "CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N, 7.7, HIGH",
        "CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U, 5.2, MEDIUM"
    })
    void scoresKnownVectors(String text, double score, Severity severity) {
        CvssVector vector = CvssVector.parse(text);
        assertThat(vector.score()).isEqualTo(score);
        assertThat(vector.severity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CVSS:3.1",
                "CVSS:3.1/",
                "CVSS:5.0/AV:N",
                "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H",
                "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:X",
                "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/A:H",
                "CVSS:4.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                "AV:N/AC:L/Au:N/C:N/I:N/A:Z",
                "AV"
            })
    void refusesWhatIsNoVector(String text) {
        assertThatThrownBy(() -> CvssVector.parse(text)).isInstanceOf(InvalidVectorException.class);
    }

    @Test
    void agreesWithAnotherCalculatorOnRandomVectors() {
        long seed = 20_261_122;
        var random = new Random(seed);
        int roundedUp = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = randomVector(random, i % 4);
            double score = CvssVector.parse(text).score();
            double other = Cvss.fromVector(text).calculateScore().getBaseScore();
            if (i % 4 == 3 && Math.round((score - other) * 10) == 1) roundedUp++;
            else assertThat(score).as("%s (seed %d)", text, seed).isEqualTo(other);
        }
        // FIRST's own calculator rounds halves up whatever floating point made of them; the other does not always
        assertThat(roundedUp).isLessThan(100);
    }

    private static String randomVector(Random random, int version) {
        List<String> metrics = switch (version) {
            case 0 -> List.of("AV:LAN", "AC:HML", "Au:MSN", "C:NPC", "I:NPC", "A:NPC");
            case 1, 2 -> List.of("AV:NALP", "AC:LH", "PR:NLH", "UI:NR", "S:UC", "C:HLN", "I:HLN", "A:HLN");
            default ->
                List.of(
                        "AV:NALP", "AC:LH", "AT:NP", "PR:NLH", "UI:NPA", "VC:HLN", "VI:HLN", "VA:HLN", "SC:HLN",
                        "SI:HLN", "SA:HLN", "E:XAPU");
        };
        var text = new StringBuilder(
                List.of("", "CVSS:3.0/", "CVSS:3.1/", "CVSS:4.0/").get(version));
        for (String metric : metrics) {
            int colon = metric.indexOf(':');
            if (text.length() > 0 && text.charAt(text.length() - 1) != '/') text.append('/');
            int choice = colon + 1 + random.nextInt(metric.length() - colon - 1);
            text.append(metric, 0, colon + 1).append(metric.charAt(choice));
        }
        return text.toString();
    }
}
