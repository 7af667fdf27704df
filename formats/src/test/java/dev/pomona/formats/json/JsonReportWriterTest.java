// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.pomona.formats.Golden;
import dev.pomona.formats.RandomReports;
import dev.pomona.formats.Reports;
import dev.pomona.formats.report.JsonReportReader;
import dev.pomona.model.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class JsonReportWriterTest {

    private static final Path SCHEMA = Path.of("..", "docs", "schemas", "report-1.schema.json");

    @Test
    void writesEverythingThatIsKnown() throws IOException {
        Golden.check("report.json", Reports.write("json", Reports.sample()));
    }

    @Test
    void writesTheSameBytesInEveryPlace() {
        byte[] here = Reports.write("json", Reports.sample());
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.of("ar", "EG"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertThat(Reports.write("json", Reports.sample())).isEqualTo(here);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void keepsToItsSchema() throws IOException {
        // our own output may hold nothing that the schema does not tell of; a reader of it must expect more
        Schema schema = schema(Files.readString(SCHEMA)
                .replace("\"type\": \"object\",", "\"type\": \"object\", \"additionalProperties\": false,"));

        assertThat(errors(schema, Reports.sample())).isEmpty();
        assertThat(errors(schema, Reports.empty())).isEmpty();
        for (long seed = 0; seed < 20; seed++) {
            assertThat(errors(schema, RandomReports.of(seed)))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void hasASchemaThatRefusesSomething() throws IOException {
        String report = new String(Reports.write("json", Reports.sample()), UTF_8);

        assertThat(schema(Files.readString(SCHEMA))
                        .validate(report.replace("\"verdict\": \"violated\"", "\"verdict\": \"?\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void survivesLongTexts() {
        String megabyte = "\u2028\ud800x\"".repeat(1 << 18);
        Report sample = Reports.sample();
        var report = new Report(
                megabyte,
                sample.inputs(),
                sample.manifests(),
                sample.findings(),
                sample.completeness(),
                sample.decision());

        assertThat(JsonReportReader.read(Reports.write("json", report))).isEqualTo(report);
    }

    @Test
    void passesOnTheStreamsOwnFailure() {
        var full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> JsonReportWriter.write(Reports.sample(), full))
                .withMessage("no space left");
    }

    private static Schema schema(String text) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }

    private static List<String> errors(Schema schema, Report report) {
        return schema.validate(new String(Reports.write("json", report), UTF_8), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }
}
