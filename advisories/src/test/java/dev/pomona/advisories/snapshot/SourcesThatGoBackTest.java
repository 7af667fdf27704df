// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.advisories.feed.LocalServer;
import dev.pomona.model.advisory.PackageName;
import dev.pomona.model.report.DataSource;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What was known is not forgotten because a source shows older data.
class SourcesThatGoBackTest extends MirroredData {

    private void isBehind(UpdateReport report, String source) {
        assertThat(report.older()).extracting(SourceReport::name).containsExactly(source);
        assertThat(report.older().getFirst().reason()).contains("and here is that of " + SECOND);
    }

    @Test
    void keepsTheNewWhereASourceGoesBack() {
        bucket.with("npm", "A-1", SECOND);
        String newer = updateFromFolder().snapshot().orElseThrow();
        bucket.with("npm", "A-1", FIRST);
        UpdateReport report = updateFromFolder();
        isBehind(report, "osv/npm");
        assertThat(report.snapshot()).contains(newer);
        now = now.plus(Duration.ofDays(2));
        updateFromFolder();
        assertThat(store().current().orElseThrow().staleSources(now, Duration.ofDays(1)))
                .as("nobody confirms it meanwhile")
                .containsExactly("osv/npm");
        bucket.with("npm", "A-1", SECOND).with("npm", "A-3", SECOND);
        assertThat(updateFromFolder().older()).isEmpty();
        assertThat(store().current().orElseThrow().index().advisoriesFor(new PackageName("npm", "pear")))
                .hasSize(3);
    }

    @Test
    void keepsTheNewWhereAListGoesBack() {
        try (var server = new LocalServer()) {
            var source = new FeedSource.Mirror(server.base());
            bucket.with("npm", "A-1", SECOND);
            bucket.mirrorFiles(server::put);
            String newer = update("cache", source).snapshot().orElseThrow();
            bucket.with("npm", "A-1", FIRST);
            bucket.mirrorFiles(server::put);
            UpdateReport report = update("cache", source);
            isBehind(report, "osv/npm");
            assertThat(report.snapshot()).contains(newer);
        }
    }

    @Test
    void believesThatWhatIsGoneWasTakenBack() {
        bucket.with("npm", "A-3", SECOND);
        updateFromFolder();
        bucket.without("npm", "A-3");
        assertThat(updateFromFolder().older()).isEmpty();
        assertThat(store().current().orElseThrow().index().advisoriesFor(new PackageName("npm", "pear")))
                .hasSize(2);
    }

    @Test
    void aDateToComeKeepsNothingOut() {
        bucket.with("npm", "A-1", "2999-01-01T00:00:00Z");
        updateFromFolder();
        bucket.with("npm", "A-1", SECOND);
        assertThat(updateFromFolder().older()).isEmpty();
        assertThat(store().current().orElseThrow().sources())
                .contains(new DataSource("osv/npm", Instant.parse(SECOND), now, 2));
    }
}
