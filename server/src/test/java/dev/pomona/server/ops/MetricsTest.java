// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final Metrics metrics = new Metrics();

    @Test
    void bothFormatsSayTheSame() {
        metrics.count("pomona_things_total", "Things.\nMany, with a \\.", 3, "kind", "a\"b\\c\nd");
        metrics.count("pomona_things_total", "Things.\nMany, with a \\.", 2, "kind", "a\"b\\c\nd");
        metrics.time("pomona_work_seconds", "Work.", 0.3);
        metrics.time("pomona_work_seconds", "Work.", 300, "job", "x");
        metrics.gauge("pomona_level", "Level.", () -> Double.NaN);
        metrics.gauge("pomona_share", "Share.", () -> 1e-9);
        metrics.collect(() -> List.of(
                Sample.gauge("pomona_open", "Open.", 7, "tenant", "acme"),
                Sample.counter("pomona_seen_total", "Seen.", 1.5)));
        Exposition text = Exposition.parse(metrics.text(), false);
        Exposition open = Exposition.parse(metrics.openMetrics(), true);
        assertThat(text.values()).isEqualTo(open.values());
        assertThat(text.values())
                .containsEntry("pomona_things_total{kind=\"a\\\"b\\\\c\\nd\"}", 5.0)
                .containsEntry("pomona_open{tenant=\"acme\"}", 7.0)
                .containsEntry("pomona_seen_total", 1.5)
                .containsEntry("pomona_share", 1e-9)
                .containsEntry("pomona_work_seconds_bucket{le=\"0.2\"}", 0.0)
                .containsEntry("pomona_work_seconds_bucket{le=\"0.5\"}", 1.0)
                .containsEntry("pomona_work_seconds_bucket{job=\"x\",le=\"30.0\"}", 0.0)
                .containsEntry("pomona_work_seconds_sum{job=\"x\"}", 300.0);
        assertThat(open.families()).contains("pomona_things").doesNotContain("pomona_things_total");
    }

    @Test
    void aFamilyHasNoMoreSeriesThanItsLimit() {
        metrics.collect(() -> {
            var samples = new ArrayList<Sample>();
            for (int i = 0; i < 6_000; i++) {
                samples.add(Sample.gauge("pomona_open", "Open.", 1, "environment", "e" + i));
            }
            return samples;
        });
        Exposition text = Exposition.parse(metrics.text(), false);
        assertThat(text.values())
                .hasSize(5_001)
                .containsEntry("pomona_metrics_series_left_out{family=\"pomona_open\"}", 1_000.0);
    }

    @Test
    void whoListensHearsOfEveryTime() {
        var heard = new ArrayList<String>();
        metrics.listen((name, _, seconds, labels) -> heard.add(name + seconds + List.of(labels)));
        metrics.time("pomona_work_seconds", "Work.", 2, "job", "x");
        assertThat(heard).containsExactly("pomona_work_seconds2.0[job, x]");
    }

    @Test
    void theReaderOfTheTestsIsStrict() {
        for (String wrong : List.of(
                "pomona_x 1\n",
                "# HELP pomona_x X.\n# TYPE pomona_x gauge\npomona_y 1\n",
                "# HELP pomona_x X.\n# TYPE pomona_x gauge\npomona_x 1",
                "# HELP pomona_x X.\n# TYPE pomona_x gauge\npomona_x{a=\"b\",} 1\n",
                "# HELP pomona_x X.\n# TYPE pomona_x gauge\npomona_x{a=\"b\",a=\"c\"} 1\n",
                "# HELP pomona_x X.\n# TYPE pomona_x gauge\npomona_x 1\npomona_x 2\n",
                "# HELP pomona_x X.\n# TYPE pomona_x counter\npomona_x 1\n",
                "# TYPE pomona_x gauge\npomona_x 1\n")) {
            assertThatThrownBy(() -> Exposition.parse(wrong, false))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
