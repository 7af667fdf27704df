// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.Plant;
import dev.pomona.server.estate.Freshness;
import dev.pomona.server.estate.HostsTest;
import dev.pomona.server.ops.Exposition;
import dev.pomona.server.ops.Metrics;
import dev.pomona.store.estate.Artifact.BaseImage;
import dev.pomona.store.estate.Environment;
import dev.pomona.store.reading.Tallies;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstateMetricsTest {

    @TempDir
    Path folder;

    private static Map<String, Double> told(EstateMetrics estate) {
        var metrics = new Metrics();
        metrics.collect(estate::samples);
        metrics.collect(new ProcessMetrics("1.2.3")::samples);
        assertThat(Exposition.parse(metrics.openMetrics(), true).values())
                .containsKeys("pomona_build_info{version=\"1.2.3\"}", "jvm_memory_used_bytes{area=\"heap\"}");
        return Exposition.parse(metrics.text(), false).values();
    }

    @Test
    void tellsOfEnvironmentsQueuesAndFeeds() {
        try (var plant = new Plant(folder)) {
            plant.environment("prod", true);
            plant.environment("test", false);
            for (int i = 1; i <= 2; i++) plant.upload(i, "p" + i, "pkg:npm/left-pad@1.0.0");
            plant.deploy(1, "prod", "web");
            plant.deploy(1, "prod", "web-again");
            plant.world.learns("GHSA-2222-2222-2222", "left-pad", "2.0.0", "2026-01-01T00:00:00Z");
            plant.learn();
            plant.database.runInTenant(plant.tenant, tx -> new Tallies(tx).count(plant.clock.instant()));
            var estate = new EstateMetrics(plant.database, plant.clock);
            var told = told(estate);
            assertThat(told)
                    .containsEntry("pomona_database_up", 1.0)
                    .containsEntry(
                            "pomona_open_findings{tenant=\"acme\",environment=\"prod\",severity=\"critical\"}", 1.0)
                    .containsEntry(
                            "pomona_open_findings{tenant=\"acme\",environment=\"test\",severity=\"critical\"}", 0.0)
                    .containsEntry("pomona_deployments{tenant=\"acme\",environment=\"prod\"}", 2.0)
                    .containsEntry("pomona_artifacts_violating{tenant=\"acme\",environment=\"prod\"}", 1.0)
                    .containsEntry("pomona_queue_length{queue=\"documents\"}", 0.0)
                    .containsEntry("pomona_database_connections_max", 8.0);
            assertThat(told.get("pomona_queue_length{queue=\"messages\"}")).isPositive();
            assertThat(told.get("pomona_answers_recent{stage=\"listed\"}")).isPositive();
            assertThat(told).containsKey("pomona_answer_recent_seconds{stage=\"decided\",quantile=\"0.9\"}");
            plant.environment("later", false);
            plant.database.runInTenant(plant.tenant, tx -> new Tallies(tx).count(plant.clock.instant()));
            assertThat(told(estate))
                    .as("a moment ago is good enough")
                    .doesNotContainKey("pomona_deployments{tenant=\"acme\",environment=\"later\"}");
            plant.clock.forward(Duration.ofSeconds(15));
            assertThat(told(estate)).containsEntry("pomona_deployments{tenant=\"acme\",environment=\"later\"}", 0.0);
        }
    }

    @Test
    void tellsHowFreshEachEnvironmentIs() {
        try (var plant = new Plant(folder)) {
            plant.environment(new Environment("prod", "prod", true, false, 0, Duration.ofDays(7), Duration.ofDays(30)));
            plant.environment("test", false);
            Instant now = plant.clock.instant();
            int days = 1;
            for (String host : List.of("h1", "h2", "h3")) {
                plant.hosts()
                        .report(
                                plant.tenant,
                                HostsTest.full(
                                        host,
                                        now,
                                        now.minus(Duration.ofDays(4L * days)),
                                        new BaseImage("golden", null, now.minus(Duration.ofDays(20L * days)))));
                days++;
            }
            new Freshness(plant.database, plant.clock).count(plant.tenant);
            String place = "{tenant=\"acme\",environment=\"prod\",thing=\"host\",";
            assertThat(told(new EstateMetrics(plant.database, plant.clock)))
                    .containsEntry("pomona_reverse_uptime_seconds" + place + "quantile=\"0.5\"}", 8 * 86_400.0)
                    .containsEntry("pomona_reverse_uptime_seconds" + place + "quantile=\"1\"}", 12 * 86_400.0)
                    .containsEntry("pomona_golden_image_age_seconds" + place + "quantile=\"0.5\"}", 40 * 86_400.0)
                    .containsEntry("pomona_golden_image_age_seconds" + place + "quantile=\"1\"}", 60 * 86_400.0)
                    .containsEntry("pomona_aged" + place + "measure=\"reverse-uptime\"}", 3.0)
                    .containsEntry("pomona_aged_over_limit" + place + "measure=\"reverse-uptime\"}", 2.0)
                    .containsEntry("pomona_aged_over_limit" + place + "measure=\"golden-image-age\"}", 2.0)
                    .allSatisfy((name, _) -> {
                        if (name.startsWith("pomona_reverse_uptime"))
                            assertThat(name).doesNotContain("\"test\"");
                    });
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNotPassedOffAsAnEmptyEstate() {
        var plant = new Plant(folder);
        plant.environment("prod", true);
        plant.database.runInTenant(plant.tenant, tx -> new Tallies(tx).count(plant.clock.instant()));
        var estate = new EstateMetrics(plant.database, plant.clock);
        assertThat(told(estate)).containsKey("pomona_deployments{tenant=\"acme\",environment=\"prod\"}");
        plant.close();
        plant.clock.forward(Duration.ofMinutes(1));
        assertThat(told(estate))
                .containsEntry("pomona_database_up", 0.0)
                .doesNotContainKey("pomona_deployments{tenant=\"acme\",environment=\"prod\"}");
    }
}
