// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.cvss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.advisory.SeverityRating;
import dev.pomona.model.advisory.SeverityRating.Notation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatingTest {

    private static final SeverityRating WORD = new SeverityRating(Notation.WORD, "CRITICAL");
    private static final SeverityRating V2 = new SeverityRating(Notation.CVSS_2, "AV:N/AC:L/Au:N/C:C/I:C/A:C");
    private static final SeverityRating V30 =
            new SeverityRating(Notation.CVSS_3, "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H");
    private static final SeverityRating V31_HIGH =
            new SeverityRating(Notation.CVSS_3, "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N");
    private static final SeverityRating V31_LOW =
            new SeverityRating(Notation.CVSS_3, "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N");
    private static final SeverityRating V4 =
            new SeverityRating(Notation.CVSS_4, "CVSS:4.0/AV:L/AC:H/AT:P/PR:H/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N");

    private static Severity deciding(SeverityRating... ratings) {
        var shuffled = new ArrayList<>(List.of(ratings));
        Collections.shuffle(shuffled, new Random(ratings.length));
        return Rating.deciding(shuffled).map(Rating::severity).orElse(Severity.UNKNOWN);
    }

    @Test
    void letsTheNewestNotationDecide() {
        assertThat(deciding(WORD, V2, V30, V31_HIGH, V4)).isEqualTo(Severity.LOW);
        assertThat(deciding(WORD, V2, V30, V31_HIGH)).isEqualTo(Severity.HIGH);
        assertThat(deciding(WORD, V2, V30)).isEqualTo(Severity.CRITICAL);
        assertThat(deciding(WORD, V2)).isEqualTo(Severity.HIGH);
        assertThat(deciding(WORD)).isEqualTo(Severity.CRITICAL);
        assertThat(deciding()).isEqualTo(Severity.UNKNOWN);
    }

    @Test
    void letsTheWorstOfOneNotationDecide() {
        Rating rating = Rating.deciding(List.of(V31_LOW, V31_HIGH, V31_LOW)).orElseThrow();
        assertThat(rating.score()).isEqualTo(7.5);
        assertThat(rating.vector()).isEqualTo(V31_HIGH.value());
    }

    @Test
    void passesOverVectorsThatAreNone() {
        assertThat(deciding(new SeverityRating(Notation.CVSS_4, "CVSS:4.0/AV:N"), V2))
                .isEqualTo(Severity.HIGH);
    }

    @ParameterizedTest
    @CsvSource({
        "HIGH, HIGH",
        "Important, HIGH",
        "moderate, MEDIUM",
        "Critical, CRITICAL",
        "low, LOW",
        "negligible, NONE",
        "unmaintained, NONE",
        "unsound, UNKNOWN",
        "not yet assigned, UNKNOWN"
    })
    void understandsWords(String word, Severity severity) {
        assertThat(deciding(new SeverityRating(Notation.WORD, word))).isEqualTo(severity);
    }
}
