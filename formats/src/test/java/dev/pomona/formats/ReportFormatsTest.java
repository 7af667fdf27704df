// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class ReportFormatsTest {

    @Test
    void areSortedByName() {
        assertThat(ReportFormats.names()).isSorted().doesNotHaveDuplicates().contains("json", "sarif");
        assertThat(ReportFormats.all()).extracting(ReportWriter::name).isEqualTo(ReportFormats.names());
        assertThat(ReportFormats.all())
                .allSatisfy(writer -> assertThat(writer.summary()).isNotBlank());
        assertThat(ReportFormats.named("papyrus")).isEmpty();
    }

    @Test
    void writeTheSameBytesInEveryPlace() {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        for (String format : ReportFormats.names()) {
            byte[] here = Reports.write(format, Reports.sample());
            try {
                Locale.setDefault(Locale.of("ar", "EG"));
                TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
                assertThat(Reports.write(format, Reports.sample())).as(format).isEqualTo(here);
            } finally {
                Locale.setDefault(locale);
                TimeZone.setDefault(zone);
            }
        }
    }

    @Test
    void letNothingThroughThatSteersATerminal() {
        for (String format : ReportFormats.names()) {
            for (long seed = 0; seed < 20; seed++) {
                String written = new String(Reports.write(format, RandomReports.of(seed)), UTF_8);

                assertThat(written.chars().filter(c -> c != '\n').anyMatch(Character::isISOControl))
                        .as("%s, seed %d", format, seed)
                        .isFalse();
            }
        }
    }
}
