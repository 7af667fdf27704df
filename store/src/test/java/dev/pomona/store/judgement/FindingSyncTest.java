// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Purl;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.inventory.InventoryStore;
import dev.pomona.store.inventory.Occurrence;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// From components and matches to findings, on a real database.
class FindingSyncTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final Instant PUBLISHED = Instant.parse("2026-02-01T00:00:00Z");

    private final Database database = TestDatabase.fresh();
    private final TenantId tenant = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("acme", "Acme", NOW));

    @AfterEach
    void close() {
        database.close();
    }

    private static Occurrence occurrence(String purl) {
        return new Occurrence(
                Purl.parse(purl),
                "RUNTIME",
                true,
                "package-lock.json",
                12,
                null,
                List.of(),
                List.of("npm/" + Purl.parse(purl).name()));
    }

    private static MatchStore.StoredMatch match(long component, String vulnerability, int severity) {
        return new MatchStore.StoredMatch(
                component,
                vulnerability,
                List.of("GHSA-x"),
                "bad",
                severity,
                9.8,
                0.5,
                true,
                false,
                "2.0",
                "2.0",
                PUBLISHED,
                "{}");
    }

    private Artifact see(Tx tx, String digit) {
        return new ArtifactStore(tx)
                .see(
                        new ArtifactStore.Seen("shop", "image", "shop", "1", "sha256:" + digit.repeat(64), null, null),
                        null,
                        NOW)
                .artifact();
    }

    private record Open(String rule, String location, int severity, Instant validFrom, String fingerprint) {}

    private List<Open> open(Tx tx, long artifact) {
        return tx.all(
                """
                select rule, location, severity, valid_from, fingerprint from finding
                where artifact_id = ? and known_to is null order by rule
                """,
                row -> new Open(
                        row.text("rule"),
                        row.text("location"),
                        row.integer("severity"),
                        row.time("valid_from"),
                        HexFormat.of().formatHex(row.bytes("fingerprint"))),
                artifact);
    }

    private static InventoryStore.Change replace(InventoryStore inventory, long artifact, String... purls) {
        inventory.stage(each -> List.of(purls).forEach(purl -> each.accept(occurrence(purl))));
        return inventory.replace(artifact);
    }

    private static List<InventoryStore.Known> unknown(InventoryStore inventory, long artifact, String purl) {
        replace(inventory, artifact, purl);
        return inventory.unknown(0, 10);
    }

    private List<String> events(Tx tx) {
        return tx.all("select type from finding_event order by id", row -> row.text("type"));
    }

    @Test
    void findingsFollowMatchesAndInventories() {
        database.runInTenant(tenant, tx -> {
            var artifact = see(tx, "a");
            var inventory = new InventoryStore(tx);
            var change = replace(inventory, artifact.id(), "pkg:npm/left-pad@1.0", "pkg:npm/right-pad@1.0");
            assertThat(change.added()).isEqualTo(2);
            assertThat(change.unknown()).isEqualTo(2);
            assertThat(inventory.unknown(0, 10))
                    .extracting(InventoryStore.Known::purl)
                    .containsExactlyInAnyOrder("pkg:npm/left-pad@1.0", "pkg:npm/right-pad@1.0");
            long left = inventory.namedIn(List.of("npm/left-pad")).getFirst().id();
            var touched = new MatchStore(tx)
                    .replace(List.of(left), List.of(match(left, "CVE-1", 5)), NOW)
                    .components();
            assertThat(touched).containsExactly(left);
            assertThat(new FindingSync(tx).syncComponents(touched, NOW))
                    .isEqualTo(new FindingSync.Change(List.of(artifact.id()), 1, 0, 0));
            assertThat(open(tx, artifact.id()))
                    .containsExactly(new Open(
                            "CVE-1",
                            "package-lock.json:12",
                            5,
                            NOW,
                            Fingerprint.of(List.of("component", "CVE-1", "pkg:npm/left-pad", "package-lock.json"))
                                    .hex()));

            assertThat(new MatchStore(tx)
                            .replace(List.of(left), List.of(match(left, "CVE-1", 5)), LATER)
                            .components())
                    .as("nothing changed, so nothing is touched")
                    .isEmpty();

            replace(inventory, artifact.id(), "pkg:npm/right-pad@1.0");
            assertThat(new FindingSync(tx).syncArtifact(artifact.id(), LATER).closed())
                    .isEqualTo(1);
            assertThat(open(tx, artifact.id())).isEmpty();

            replace(inventory, artifact.id(), "pkg:npm/left-pad@1.0");
            assertThat(new FindingSync(tx).syncArtifact(artifact.id(), LATER).opened())
                    .isEqualTo(1);
            assertThat(open(tx, artifact.id())).hasSize(1);
            assertThat(events(tx)).containsExactly("OPENED", "CLOSED", "REOPENED");
        });
    }

    @Test
    void aFindingOutlivesAVersionThatDoesNotFix() {
        database.runInTenant(tenant, tx -> {
            var artifact = see(tx, "b");
            var inventory = new InventoryStore(tx);
            var old = unknown(inventory, artifact.id(), "pkg:npm/left-pad@1.0");
            new MatchStore(tx)
                    .replace(
                            List.of(old.getFirst().id()),
                            List.of(match(old.getFirst().id(), "CVE-1", 5)),
                            NOW);
            new FindingSync(tx).syncArtifact(artifact.id(), NOW);
            var newer = unknown(inventory, artifact.id(), "pkg:npm/left-pad@1.1");
            new MatchStore(tx)
                    .replace(
                            List.of(newer.getFirst().id()),
                            List.of(match(newer.getFirst().id(), "CVE-1", 5)),
                            LATER);
            new FindingSync(tx).syncArtifact(artifact.id(), LATER);
            assertThat(tx.all("select id from finding", row -> row.number("id")))
                    .hasSize(1);
            assertThat(events(tx)).containsExactly("OPENED", "CHANGED");
        });
    }

    @Test
    void withdrawnVulnerabilitiesCloseEverywhere() {
        database.runInTenant(tenant, tx -> {
            var inventory = new InventoryStore(tx);
            var one = see(tx, "c");
            var other = see(tx, "d");
            long id = unknown(inventory, one.id(), "pkg:npm/left-pad@1.0")
                    .getFirst()
                    .id();
            assertThat(unknown(inventory, other.id(), "pkg:npm/left-pad@1.0")).isEmpty();
            new MatchStore(tx).replace(List.of(id), List.of(match(id, "CVE-1", 5)), NOW);
            assertThat(new FindingSync(tx).syncComponents(List.of(id), NOW).opened())
                    .isEqualTo(2);
            var touched =
                    new MatchStore(tx).replace(List.of(id), List.of(), LATER).components();
            var change = new FindingSync(tx).syncComponents(touched, LATER);
            assertThat(change).isEqualTo(new FindingSync.Change(List.of(one.id(), other.id()), 0, 0, 2));
        });
    }
}
