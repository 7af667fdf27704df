// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.advisories.feed.EcosystemChoice;
import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.server.Plant;
import dev.pomona.server.observe.EstateMetrics;
import dev.pomona.server.ops.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceWatchTest {

    private static final String FLAW = "GHSA-2222-2222-2222";

    @TempDir
    Path folder;

    private Plant plant;

    @BeforeEach
    void start() {
        plant = new Plant(folder);
    }

    @AfterEach
    void stop() {
        plant.close();
    }

    private void pull(SourceWatch watch) {
        pull(watch, plant.world.sources());
    }

    private void pull(SourceWatch watch, List<FeedSource> sources) {
        plant.world.publish();
        var pull = new FeedPull(plant.database, plant.store(), plant.world.network(), plant.clock, false);
        var pulled = (FeedPull.Result.Pulled) pull.run(EcosystemChoice.all(), sources);
        watch.note(pulled.report());
    }

    @Test
    void aSourceThatCanNotBeHadIsNoticedUntilItCan() {
        var watch = new SourceWatch(plant.database, plant.audit(), plant.clock);
        Path nowhere = folder.resolve("kev.json");
        pull(watch, List.of(new FeedSource.KevFile(nowhere.toString())));
        assertThat(watch.failing()).containsExactly("kev could not be had: there is no file at " + nowhere);
        pull(watch);
        assertThat(watch.failing()).isEmpty();
    }

    private List<String> trail() {
        return plant.texts(
                "select action || ' ' || subject as t from audit where subject like 'source %' order by seq");
    }

    private double metric() {
        plant.clock.forward(Duration.ofMinutes(1));
        return new EstateMetrics(plant.database, plant.clock)
                .samples().stream()
                        .filter(sample -> sample.name().equals("pomona_feed_sources_behind"))
                        .mapToDouble(Sample::value)
                        .sum();
    }

    @Test
    void aSourceThatGoesBackIsNoticedAndNotFollowed() {
        var watch = new SourceWatch(plant.database, plant.audit(), plant.clock);
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        pull(watch);
        assertThat(watch.behind()).isEmpty();
        assertThat(metric()).isZero();
        plant.upload(1, "shop", "pkg:npm/left-pad@1.5.0");
        // as it was before it was known that 1.5.0 has the flaw, too
        plant.world.learns(FLAW, "left-pad", "1.2.0", "2026-02-01T11:00:00Z");
        pull(watch);
        pull(watch);
        assertThat(watch.behind()).singleElement().satisfies(behind -> {
            assertThat(behind.name()).isEqualTo("osv/npm");
            assertThat(behind.reason())
                    .isEqualTo("it has data of 2026-02-01T11:00:00Z, and here is that of 2026-03-01T11:00:00Z");
        });
        assertThat(metric()).isEqualTo(1);
        assertThat(trail()).containsExactly("source-behind source osv/npm");
        plant.upload(2, "shop", "pkg:npm/left-pad@1.5.0");
        assertThat(plant.texts("select rule as t from finding where known_to is null"))
                .containsExactly(FLAW, FLAW);
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        pull(watch);
        assertThat(watch.behind()).isEmpty();
        assertThat(trail()).containsExactly("source-behind source osv/npm", "source-in-step source osv/npm");
        assertThat(plant.audit().verify(plant.tenant).problem()).isEmpty();
    }
}
