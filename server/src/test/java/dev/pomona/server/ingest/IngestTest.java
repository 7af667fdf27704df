// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.World;
import dev.pomona.server.judge.Advisories;
import dev.pomona.server.judge.SnapshotMove;
import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.judge.Verdicts;
import dev.pomona.server.web.Spool;
import dev.pomona.server.web.Spooled;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.estate.Deployment;
import dev.pomona.store.estate.DeploymentStore;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.inventory.DocumentStore;
import dev.pomona.store.judgement.DecisionStore;
import dev.pomona.store.judgement.FindingStore;
import dev.pomona.store.judgement.MatchStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From an upload to a verdict, and from a new advisory to a changed one, on a real database.
class IngestTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    @TempDir
    Path folder;

    private final Database database = TestDatabase.fresh();
    private final TenantId tenant = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("acme", "Acme", NOW));

    @AfterEach
    void close() {
        database.close();
    }

    private static Upload upload(String... purls) {
        var components = new StringBuilder();
        for (String purl : purls) {
            String name = purl.substring(purl.indexOf('/') + 1, purl.indexOf('@'));
            String version = purl.substring(purl.indexOf('@') + 1);
            components
                    .append(components.isEmpty() ? "" : ",")
                    .append("{\"type\":\"library\",\"name\":\"%s\",\"version\":\"%s\",\"purl\":\"%s\"}"
                            .formatted(name, version, purl));
        }
        String document = "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,\"components\":[%s]}"
                .formatted(components);
        return new Upload(
                Spooled.of(document.getBytes(StandardCharsets.UTF_8)),
                "shop",
                "shop",
                "1",
                DIGEST,
                "image",
                null,
                null,
                "test");
    }

    private World world() {
        return new World(folder, CLOCK).learns("GHSA-2222-2222-2222", "left-pad", "2.0.0", "2026-01-01T00:00:00Z");
    }

    private List<String> open() {
        return database.inTenant(
                tenant,
                tx -> tx.all("select rule from finding where known_to is null order by rule", row -> row.text("rule")));
    }

    private String verdict(String environment) {
        return database.inTenant(
                tenant,
                tx -> new DecisionStore(tx)
                        .now(
                                new ArtifactStore(tx)
                                        .byDigest(DIGEST)
                                        .orElseThrow()
                                        .id(),
                                environment)
                        .orElseThrow()
                        .verdict()
                        .verdict());
    }

    @Test
    void anUploadIsJudgedWhenItArrivesAndOnce() {
        var ingest = new Ingest(database, new Snapshots(world().fetch()), CLOCK, "1");
        var upload = upload("pkg:npm/left-pad@1.0.0", "pkg:npm/right-pad@1.0.0");
        assertThat(ingest.take(tenant, upload)).isEqualTo(new Ingest.Result.Taken(DIGEST, true, true, 2, 2, 0, 1, 0));
        assertThat(open()).containsExactly("GHSA-2222-2222-2222");
        assertThat(ingest.take(tenant, upload)).isEqualTo(new Ingest.Result.Taken(DIGEST, false, true, 2, 0, 0, 0, 0));
        assertThat(ingest.take(tenant, upload("pkg:npm/left-pad@2.0.0")))
                .isEqualTo(new Ingest.Result.Taken(DIGEST, true, true, 1, 1, 2, 0, 1));
        assertThat(open()).isEmpty();
    }

    private static Upload madeAt(@Nullable String time, String purls) {
        String document = "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,%s\"components\":[%s]}"
                .formatted(
                        time == null ? "" : "\"metadata\":{\"timestamp\":\"%s\"},".formatted(time),
                        "{\"type\":\"library\",\"name\":\"x\",\"purl\":\"%s\"}".formatted(purls));
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        return new Upload(Spooled.of(bytes), "shop", "shop", "1", DIGEST, "image", null, null, "test");
    }

    @Test
    void whatWasMadeEarlierAndComesLaterDoesNotCount() {
        var ingest = new Ingest(database, new Snapshots(world().fetch()), CLOCK, "1");
        Upload flawed = madeAt("2026-01-02T00:00:00Z", "pkg:npm/left-pad@1.0.0");
        Upload mended = madeAt("2026-01-01T00:00:00+01:00", "pkg:npm/left-pad@2.0.0");
        assertThat(ingest.take(tenant, flawed)).isEqualTo(new Ingest.Result.Taken(DIGEST, true, true, 1, 1, 0, 1, 0));
        assertThat(ingest.take(tenant, mended)).isEqualTo(new Ingest.Result.Taken(DIGEST, true, false, 1, 0, 0, 0, 0));
        assertThat(open()).containsExactly("GHSA-2222-2222-2222");
        assertThat(state(mended.content().digest())).isEqualTo("JUDGED");
        assertThat(ingest.take(tenant, mended)).isEqualTo(new Ingest.Result.Taken(DIGEST, false, false, 1, 0, 0, 0, 0));
        Upload undated = madeAt(null, "pkg:npm/left-pad@3.0.0");
        assertThat(ingest.take(tenant, undated)).isEqualTo(new Ingest.Result.Taken(DIGEST, true, true, 1, 1, 1, 0, 1));
        Upload between = madeAt("2026-01-01T12:00:00Z", "pkg:npm/left-pad@1.1.0");
        assertThat(ingest.take(tenant, between)).isEqualTo(new Ingest.Result.Taken(DIGEST, true, false, 1, 0, 0, 0, 0));
        assertThat(open()).isEmpty();
    }

    @Test
    void aDocumentFromTheFutureBlocksNone() {
        var ingest = new Ingest(database, new Snapshots(world().fetch()), CLOCK, "1");
        ingest.take(tenant, madeAt("2999-01-01T00:00:00Z", "pkg:npm/left-pad@2.0.0"));
        Upload next = madeAt("2026-01-02T00:00:00Z", "pkg:npm/left-pad@1.0.0");
        assertThat(ingest.take(tenant, next)).isEqualTo(new Ingest.Result.Taken(DIGEST, true, true, 1, 1, 1, 1, 0));
        assertThat(open()).containsExactly("GHSA-2222-2222-2222");
    }

    @Test
    void whatIsNoDocumentIsRefusedAndLeavesNothing() {
        var ingest = new Ingest(database, new Snapshots(world().fetch()), CLOCK, "1");
        var broken = new Upload(
                Spooled.of("{".getBytes(StandardCharsets.UTF_8)), "p", "n", null, null, "image", null, null, "test");
        assertThat(ingest.take(tenant, broken)).isInstanceOf(Ingest.Result.Refused.class);
        assertThat(database.<Boolean>inTenant(
                        tenant,
                        tx -> tx.all("select id from artifact", row -> row.number("id"))
                                .isEmpty()))
                .isTrue();
    }

    private String state(byte[] digest) {
        return database.inTenant(
                tenant,
                tx -> new DocumentStore(tx)
                        .find(digest, DIGEST)
                        .map(document -> document.state().name())
                        .orElse("none"));
    }

    @Test
    void whatIsKeptIsFoundBeforeItIsReadAndOneReadsIt() {
        var ingest = new Ingest(database, new Snapshots(world().fetch()), CLOCK, "1");
        var upload = upload("pkg:npm/left-pad@1.0.0");
        long id = ingest.receive(tenant, upload).orElseThrow();
        assertThat(state(upload.content().digest())).isEqualTo("RECEIVED");
        assertThat(ingest.receive(tenant, upload)).as("somebody is at it").isEmpty();
        assertThat(ingest.take(tenant, upload)).isEqualTo(new Ingest.Result.Pending());
        assertThat(ingest.judge(tenant, id, upload))
                .isEqualTo(new Ingest.Result.Taken(DIGEST, true, true, 1, 1, 0, 1, 0));
        assertThat(ingest.judge(tenant, id, upload))
                .isEqualTo(new Ingest.Result.Taken(DIGEST, false, true, 1, 0, 0, 0, 0));
        assertThat(state(upload.content().digest())).isEqualTo("JUDGED");
    }

    @Test
    void whatANodeThatDiedLeftIsReadByAnother() {
        var snapshots = new Snapshots(world().fetch());
        var upload = upload("pkg:npm/left-pad@1.0.0", "pkg:npm/right-pad@1.0.0");
        assertThat(new Ingest(database, snapshots, CLOCK, "1").receive(tenant, upload))
                .isPresent();
        Spool spool = Spool.open(folder.resolve("spool"), 1 << 20);
        assertThat(new Ingest(database, snapshots, CLOCK, "1").resume(tenant, spool))
                .as("whoever has it may still be at it")
                .isFalse();
        var later = new Ingest(database, snapshots, Clock.offset(CLOCK, Duration.ofMinutes(11)), "1");
        assertThat(later.resume(tenant, spool)).isTrue();
        assertThat(later.resume(tenant, spool)).isFalse();
        assertThat(open()).containsExactly("GHSA-2222-2222-2222");
        assertThat(state(upload.content().digest())).isEqualTo("JUDGED");
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    @Test
    void whatTakesEveryReaderDownIsGivenUpAndSaysSo() {
        var snapshots = new Snapshots(world().fetch());
        var upload = upload("pkg:npm/left-pad@1.0.0");
        new Ingest(database, snapshots, CLOCK, "1").receive(tenant, upload);
        for (int i = 1; i <= 2; i++) {
            Instant now = NOW.plus(Duration.ofMinutes(11 * i));
            Optional<DocumentStore.Waiting> taken =
                    database.inTenant(tenant, tx -> new DocumentStore(tx).takeUp(now, now.plusSeconds(600)));
            assertThat(taken).as("attempt %d, whose node dies", i + 1).isPresent();
        }
        Spool spool = Spool.open(folder.resolve("spool"), 1 << 20);
        var later = new Ingest(database, snapshots, Clock.offset(CLOCK, Duration.ofMinutes(40)), "1");
        assertThat(later.resume(tenant, spool)).isTrue();
        assertThat(later.standing(tenant, upload)).isInstanceOf(Ingest.Result.Refused.class);
        assertThat(later.take(tenant, upload))
                .as("sent again it is tried again")
                .isEqualTo(new Ingest.Result.Taken(DIGEST, true, true, 1, 1, 0, 1, 0));
    }

    @Test
    void whatIsRefusedIsNotKeptAndSaysWhy() {
        var ingest = new Ingest(database, new Snapshots(world().fetch()), CLOCK, "1");
        var broken = new Upload(
                Spooled.of("{\"bomFormat\": \"CycloneDX\", \"components\": [".getBytes(StandardCharsets.UTF_8)),
                "shop",
                "shop",
                null,
                DIGEST,
                "image",
                null,
                null,
                "test");
        assertThat(ingest.take(tenant, broken)).isInstanceOf(Ingest.Result.Refused.class);
        assertThat(state(broken.content().digest())).isEqualTo("REFUSED");
        assertThat(ingest.standing(tenant, broken)).isInstanceOf(Ingest.Result.Refused.class);
        assertThat(database.<Long>inTenant(
                        tenant, tx -> tx.one("select sum(length(content)) as n from document", row -> row.number("n"))))
                .isZero();
        assertThat(ingest.take(tenant, broken)).as("again").isInstanceOf(Ingest.Result.Refused.class);
    }

    @Test
    void aNewAdvisoryChangesTheVerdictOfWhatRuns() {
        World world = world();
        var snapshots = new Snapshots(world.fetch());
        var ingest = new Ingest(database, snapshots, CLOCK, "1");
        ingest.take(tenant, upload("pkg:npm/right-pad@1.0.0", "pkg:npm/left-pad@2.0.0"));
        database.runInTenant(tenant, tx -> {
            tx.update("insert into environment (tenant_id, key, name) values (current_tenant(), 'prod', 'Production')");
            new DeploymentStore(tx)
                    .record(new Deployment(DIGEST, "prod", "shop", "", Deployment.Place.UNKNOWN, NOW, "api"), NOW, NOW);
            long artifact = new ArtifactStore(tx).byDigest(DIGEST).orElseThrow().id();
            new Verdicts(tx, snapshots.judging(tx, NOW), List.of(artifact), "1", NOW).decide(artifact, "prod");
        });
        assertThat(verdict("prod")).isEqualTo("PASS");
        Advisories before = snapshots.newest();

        world.learns("GHSA-3333-3333-3333", "right-pad", "1.0.1", "2026-03-01T11:59:00Z")
                .fetch();
        var move = SnapshotMove.between(before, snapshots.newest());
        database.runInTenant(tenant, tx -> {
            new MatchStore(tx).takeSnapshot();
            SnapshotMove.Work work = move.run(tx, NOW);
            assertThat(work.packages()).isEqualTo(1);
            assertThat(work.versions()).isEqualTo(1);
            assertThat(work.opened()).isEqualTo(1);
            var verdicts = new Verdicts(tx, snapshots.newest(), work.artifacts(), "1", NOW);
            for (var judged : new DecisionStore(tx).toJudge(work.artifacts())) {
                assertThat(verdicts.decide(judged.artifact(), judged.environment())
                                .isChange())
                        .isTrue();
            }
        });
        assertThat(open()).containsExactly("GHSA-3333-3333-3333");
        assertThat(verdict("prod")).isEqualTo("VIOLATED");

        Advisories bad = snapshots.newest();
        world.forgets("GHSA-3333-3333-3333").fetch();
        database.runInTenant(tenant, tx -> {
            new MatchStore(tx).takeSnapshot();
            assertThat(SnapshotMove.between(bad, snapshots.newest())
                            .run(tx, NOW)
                            .closed())
                    .isEqualTo(1);
        });
        assertThat(open()).isEmpty();
    }

    @Test
    void hostileStringsAreKeptOrRefusedAndBreakNothing() {
        var ingest = new Ingest(database, new Snapshots(world().fetch()), CLOCK, "1");
        int number = 0;
        for (String hostile : List.of(
                "a\\u0000b",
                "\\ud800",
                "\\u202eabc",
                "'; drop table artifact; --",
                "\\\\N",
                "\\t\\n\\r",
                "{}",
                "%",
                "x".repeat(3000))) {
            String document =
                    "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,\"components\":[{\"type\":\"library\",\"name\":\"%1$s\",\"version\":\"%1$s\",\"licenses\":[{\"license\":{\"name\":\"%1$s\"}}],\"purl\":\"pkg:npm/%2$s@1\"}]}"
                            .formatted(hostile, hostile.length() > 100 ? hostile : "a%00b%E2%80%AE" + number);
            var upload = new Upload(
                    Spooled.of(document.getBytes(StandardCharsets.UTF_8)),
                    "shop",
                    "shop",
                    "1",
                    "sha256:%064x".formatted(number++),
                    "image",
                    null,
                    null,
                    "test");
            assertThat(ingest.take(tenant, upload))
                    .as(hostile)
                    .isInstanceOf(hostile.length() > 100 ? Ingest.Result.Refused.class : Ingest.Result.Taken.class);
        }
    }

    @Test
    void findingsOfTenantsAreApart() {
        var ingest = new Ingest(database, new Snapshots(world().fetch()), CLOCK, "1");
        TenantId other = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("umbrella", "Umbrella", NOW));
        ingest.take(tenant, upload("pkg:npm/left-pad@1.0.0"));
        assertThat(database.<Integer>inTenant(
                        other,
                        tx -> tx.all("select id from finding", row -> row.number("id"))
                                .size()))
                .isZero();
        ingest.take(other, upload("pkg:npm/left-pad@1.0.0"));
        assertThat(database.<Integer>inTenant(
                        other,
                        tx -> new FindingStore(tx)
                                .open(List.of(new ArtifactStore(tx)
                                        .byDigest(DIGEST)
                                        .orElseThrow()
                                        .id()))
                                .values()
                                .iterator()
                                .next()
                                .size()))
                .isEqualTo(1);
    }
}
