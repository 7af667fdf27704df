// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pomona.formats.FormatException;
import dev.pomona.formats.RandomReports;
import dev.pomona.formats.Reports;
import dev.pomona.model.component.Component;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Report;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonReportReaderTest {

    private static final String SAMPLE = new String(Reports.write("json", Reports.sample()), UTF_8);

    @Test
    void readsWhatWasWritten() {
        assertThat(JsonReportReader.read(SAMPLE.getBytes(UTF_8))).isEqualTo(Reports.sample());
        assertThat(JsonReportReader.read(Reports.write("json", Reports.empty())))
                .isEqualTo(Reports.empty());
    }

    @Test
    void readsAnyReportExactly() {
        for (long seed = 0; seed < 100; seed++) {
            Report report = RandomReports.of(seed);
            byte[] written = Reports.write("json", report);

            Report read = JsonReportReader.read(written);

            assertThat(read).as("seed %d", seed).isEqualTo(report);
            assertThat(Reports.write("json", read)).as("seed %d", seed).isEqualTo(written);
        }
    }

    @Test
    void givesAwayWhatThereIsMuchOf() throws IOException {
        for (long seed = 0; seed < 20; seed++) {
            Report report = RandomReports.of(seed);
            var components = new ArrayList<Component>();
            var findings = new ArrayList<Finding>();

            Report rest = JsonReportReader.walk(
                    new ByteArrayInputStream(Reports.write("json", report)), new JsonReportReader.Visitor() {
                        @Override
                        public void component(String manifest, Component component) {
                            components.add(component);
                        }

                        @Override
                        public void finding(Finding finding) {
                            findings.add(finding);
                        }
                    });

            assertThat(findings).isEqualTo(report.findings());
            assertThat(components)
                    .isEqualTo(report.manifests().stream()
                            .flatMap(manifest -> manifest.components().stream())
                            .toList());
            assertThat(rest.findings()).isEmpty();
            assertThat(rest.manifests()).isEmpty();
            assertThat(rest.completeness()).isEqualTo(report.completeness());
        }
    }

    @Test
    void holdsNoPartInMemoryThatIsTooLong() {
        String item = "\"" + "x".repeat(1021) + "\",";
        var endless = new InputStream() {
            private final byte[] head = "{\"completeness\": {\"dataGaps\": [".getBytes(UTF_8);
            private long at;

            @Override
            public int read() {
                long here = at++;
                return here < head.length
                        ? head[(int) here]
                        : item.charAt((int) ((here - head.length) % item.length()));
            }
        };
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> JsonReportReader.walk(endless, new JsonReportReader.Visitor() {
                    @Override
                    public void component(String manifest, Component component) {}

                    @Override
                    public void finding(Finding finding) {}
                }))
                .withMessageContaining("longer than");
    }

    @Test
    void leavesTheStreamOpen() throws IOException {
        var closed = new boolean[1];
        var in = new ByteArrayInputStream(SAMPLE.getBytes(UTF_8)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };

        JsonReportReader.read(in);

        assertThat(closed[0]).isFalse();
    }

    @Test
    void passesOnTheStreamsOwnFailure() {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> JsonReportReader.read(broken))
                .withMessage("the disk is gone");
    }

    @Test
    void passesOverFieldsItDoesNotKnow() {
        String extended = SAMPLE.replace("\"complete\": false,", "\"complete\": false, \"novel\": {\"a\": [1, {}]},");

        assertThat(JsonReportReader.read(extended.getBytes(UTF_8))).isEqualTo(Reports.sample());
    }

    @Test
    void refusesWhatIsNoReport() {
        refuses("", "an object was expected");
        refuses("[]", "an object was expected");
        refuses("{}", "schema https://pomona.dev/schemas/report/1, version 1 was expected");
        refuses(SAMPLE + "{}", "nothing was expected behind the report");
        refuses(SAMPLE.substring(0, SAMPLE.length() / 2), "not a report");
        refuses(SAMPLE.replace("\"version\": 1,", "\"version\": 2,"), "version 1 was expected");
        refuses(SAMPLE.replace("\"artifact\": \"orchard\",", ""), "'artifact' is missing");
        refuses(SAMPLE.replace("\"verdict\": \"violated\"", "\"verdict\": \"fine\""), "no verdict is called 'fine'");
        refuses(SAMPLE.replace("2026-11-22T12:00:00Z", "yesterday"), "yesterday");
        refuses(SAMPLE.replace("sha256:1a", "sha257:1a"), "a digest was expected");
        refuses(SAMPLE.replace("\"to\": [1]", "\"to\": [4000]"), "no component has the number 4000");
        refuses(SAMPLE.replace("\"filesSeen\": 321", "\"filesSeen\": 1e400"), "a whole number was expected");
        refuses(SAMPLE.replace("\"score\": 9.8", "\"score\": 1e400"), "the number is too large");
    }

    @Test
    void refusesBottomlessNesting() {
        refuses("{\"x\":" + "[".repeat(100_000), "not a report");
    }

    @Test
    void letsNothingButItsOwnExceptionOutOfDamagedReports() {
        byte[] sample = SAMPLE.getBytes(UTF_8);
        for (int seed = 0; seed < 1000; seed++) {
            byte[] damaged = damage(sample, new Random(seed));
            try {
                JsonReportReader.read(damaged);
            } catch (FormatException expected) {
                assertThat(expected).hasMessageStartingWith("not a report");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static byte[] damage(byte[] sample, Random random) {
        byte[] damaged = sample.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(3)) {
                case 0 -> damaged[at] = (byte) random.nextInt(256);
                case 1 -> damaged[at] = (byte) "\"{}[],:0-x".charAt(random.nextInt(10));
                default -> {
                    int length = Math.min(random.nextInt(30), damaged.length - at);
                    System.arraycopy(sample, random.nextInt(sample.length - length), damaged, at, length);
                }
            }
        }
        return damaged;
    }

    private static void refuses(String text, String message) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> JsonReportReader.read(text.getBytes(UTF_8)))
                .withMessageStartingWith("not a report")
                .withMessageContaining(message);
    }
}
