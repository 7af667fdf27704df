// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.pomona.model.advisory.Advisory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OsvFeedTest {

    private static final String OLD = "2026-01-01T00:00:00Z";
    private static final String NEW = "2026-01-02T00:00:00Z";

    @TempDir
    private Path scratch;

    private final LocalServer server = new LocalServer();
    private final SmallBucket bucket = new SmallBucket();
    private final Transfer transfer = new Transfer();
    private final Map<String, Advisory> records = new TreeMap<>();
    private Held held = Held.NOTHING;

    @BeforeEach
    void fill() {
        for (int i = 100; i < 150; i++) bucket.with("npm", "A-" + i, OLD);
        bucket.files(true, server::put);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void readsTheArchiveFirstAndThenOnlyAsks() throws Exception {
        assertThat(dates(update())).hasSize(50).containsEntry("A-100", OLD);
        assertThat(server.requests()).containsExactly("/npm/modified_id.csv", "/npm/all.zip");
        server.forget();
        assertThat(update()).isEqualTo(new FeedResult.Unchanged());
        assertThat(server.requests()).singleElement().asString().startsWith("/npm/modified_id.csv if not ");
    }

    @Test
    void fetchesFewChangesOneByOne() throws Exception {
        update();
        bucket.with("npm", "A-120", NEW).with("npm", "B-1", NEW).without("npm", "A-149");
        bucket.files(true, server::put);
        server.forget();
        assertThat(dates(update()))
                .hasSize(50)
                .contains(entry("A-120", NEW), entry("B-1", NEW))
                .doesNotContainKey("A-149");
        assertThat(server.requests())
                .hasSize(3)
                .contains("/npm/A-120.json", "/npm/B-1.json")
                .noneMatch(request -> request.contains("all.zip"));
        assertThat(update()).isEqualTo(new FeedResult.Unchanged());
    }

    @Test
    void fetchesTheArchiveWhenMuchChanged() throws Exception {
        update();
        for (int i = 0; i <= OsvFeed.MAX_SINGLE_RECORDS; i++) bucket.with("npm", "C-" + i, NEW);
        bucket.files(true, server::put);
        server.forget();
        assertThat(dates(update())).hasSize(151);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void fetchesTheArchiveWhereThereAreNoSingleRecords() throws Exception {
        update();
        bucket.with("npm", "A-120", NEW);
        bucket.files(false, server::put);
        server.remove("npm/A-120.json");
        assertThat(dates(update())).containsEntry("A-120", NEW);
    }

    @Test
    void fillsWhatAnOldArchiveLacks() throws Exception {
        byte[] oldArchive = bucket.archive("npm");
        bucket.with("npm", "A-120", NEW);
        bucket.files(true, server::put);
        server.put("npm/all.zip", oldArchive);
        assertThat(dates(update())).containsEntry("A-120", NEW);
        assertThat(update()).isEqualTo(new FeedResult.Unchanged());
    }

    @Test
    void looksAgainWhileTheArchiveLags() throws Exception {
        byte[] oldArchive = bucket.archive("npm");
        bucket.with("npm", "A-120", NEW);
        bucket.files(false, server::put);
        server.remove("npm/A-120.json");
        server.put("npm/all.zip", oldArchive);
        assertThat(dates(update())).containsEntry("A-120", OLD);
        assertThat(update()).isEqualTo(new FeedResult.Unchanged());
        bucket.files(false, server::put);
        assertThat(dates(update())).containsEntry("A-120", NEW);
    }

    @Test
    void doesNotBelieveAListThatLostHalf() throws Exception {
        update();
        server.put("npm/modified_id.csv", (NEW + ",A-100\n").getBytes(StandardCharsets.UTF_8));
        server.put("npm/all.zip", bucket.with("npm", "A-100", NEW).archive("npm"));
        assertThat(dates(update())).hasSize(50).containsEntry("A-100", NEW);
    }

    @Test
    void dependsOnNoListAtAll() throws Exception {
        server.remove("npm/modified_id.csv");
        assertThat(dates(update())).hasSize(50);
        assertThat(update()).isEqualTo(new FeedResult.Unchanged());
    }

    @Test
    void tellsAnEcosystemThatIsNotThere() throws Exception {
        assertThat(feed("Hackage").fetch(held, transfer)).isInstanceOf(FeedResult.Absent.class);
    }

    @Test
    void refusesAListThatLeadsElsewhere() {
        for (String line :
                List.of(NEW + ",../../x", NEW, "yesterday,A-1", "", NEW + ",a/b", NEW + ",", NEW + ",a".repeat(9999))) {
            server.put("npm/modified_id.csv", (line + "\n").getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(this::update).as(line).isInstanceOf(FeedException.class);
        }
    }

    @Test
    void refusesADamagedArchive() {
        byte[] zip = bucket.archive("npm");
        server.put("npm/all.zip", Arrays.copyOf(zip, zip.length / 2));
        assertThatThrownBy(this::update)
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("/npm/all.zip: damaged archive");
        assertThat(scratch).isEmptyDirectory();
    }

    private FeedResult update() throws FeedException {
        FeedResult result = feed("npm").fetch(held, transfer);
        switch (result) {
            case FeedResult.Fresh(FeedContent.Advisories(var all), var _, var validators, var _) -> {
                records.clear();
                all.forEach(record -> records.put(record.id(), record));
                hold(validators);
            }
            case FeedResult.Changed changed -> {
                changed.removed().forEach(records::remove);
                changed.changed().forEach(record -> records.put(record.id(), record));
                hold(changed.validators());
            }
            default -> {}
        }
        return result;
    }

    private void hold(Map<String, Validator> validators) {
        held = new Held(validators, null, () -> {
            var dates = new TreeMap<String, @Nullable Instant>();
            records.forEach((id, record) -> dates.put(id, record.modified()));
            return dates;
        });
    }

    private AdvisoryFeed feed(String ecosystem) throws FeedException {
        var network = new Network(
                false, HttpSettings.DEFAULT, new RecordingSleeper(), new Random(1), InstantSource.fixed(Instant.EPOCH));
        var opener = new FeedOpener(network, scratch);
        return opener.open(new FeedSource.OsvBucket(server.base()), EcosystemChoice.of(List.of(ecosystem)), transfer)
                .getFirst();
    }

    /// Of all that is held after an update that brought something.
    private Map<String, String> dates(FeedResult result) {
        assertThat(result).isInstanceOfAny(FeedResult.Fresh.class, FeedResult.Changed.class);
        var dates = new TreeMap<String, String>();
        records.forEach((id, record) -> dates.put(id, String.valueOf(record.modified())));
        return dates;
    }
}
