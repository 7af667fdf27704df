// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.server.Plant;
import dev.pomona.server.gate.Gate;
import dev.pomona.server.web.Spool;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.registry.RegistryStore.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryWatchTest {

    private static final Instant BUILT = ImageRegistryAcceptance.BUILT;
    private static final String BILL =
            "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,\"components\":["
                    + "{\"type\":\"library\",\"name\":\"left-pad\",\"version\":\"1.0.0\",\"purl\":\"pkg:npm/left-pad@1.0.0\"}]}";

    @TempDir
    Path folder;

    private Plant plant;
    private LayoutFolder images;
    private Registries registries;

    @BeforeEach
    void start() {
        plant = new Plant(folder);
        plant.environment("prod", true);
        images = new LayoutFolder(folder.resolve("registries/acme/builds"));
        registries = new Registries(plant.database, plant.audit(), access(), plant.clock);
        registries.set(plant.tenant, "builds", "oci:builds", "ada");
        registries.watch(plant.tenant, "builds", "shop/web", "shop", "ada");
    }

    @AfterEach
    void stop() {
        plant.close();
    }

    private RegistryAccess access() {
        return new FolderRegistries(folder.resolve("registries"));
    }

    private RegistryWatch watch(RegistryAccess access) {
        return new RegistryWatch(
                plant.database,
                access,
                plant.ingest(),
                Spool.open(folder.resolve("spool"), 1 << 24),
                1 << 20,
                plant.clock);
    }

    private void look() {
        assertThat(watch(access()).run(plant.tenant)).isTrue();
        assertThat(watch(access()).run(plant.tenant)).as("nothing else is due").isFalse();
        plant.clock.forward(RegistryWatch.INTERVAL);
    }

    private Artifact artifact(String digest) {
        return plant.database
                .inTenant(plant.tenant, tx -> new ArtifactStore(tx).byDigest(digest))
                .orElseThrow();
    }

    private Repository repository() {
        return registries.repositories(plant.tenant).getFirst();
    }

    private List<String> changes() {
        return plant.texts("select topic || ' ' || coalesce(payload->>'event', '') as t from outbox"
                + " where topic in ('artifact', 'registry') order by id");
    }

    @Test
    void whatIsNewBecomesAnArtifactWithItsAge() {
        String digest = images.push("shop/web", "1.0", BUILT, "debian:13", "sha256:" + "b".repeat(64));
        look();
        Artifact artifact = artifact(digest);
        assertThat(artifact.project()).isEqualTo("shop");
        assertThat(artifact.name()).isEqualTo("shop/web");
        assertThat(artifact.version()).isEqualTo("1.0");
        assertThat(artifact.builtAt()).isEqualTo(BUILT);
        assertThat(artifact.base())
                .isNotNull()
                .extracting(Artifact.BaseImage::name)
                .isEqualTo("debian:13");
        assertThat(repository().tags()).isEqualTo(1);
        assertThat(repository().problem()).isNull();
        assertThat(plant.gate().ask(plant.tenant, digest, "prod"))
                .as("nobody has said what is in it")
                .isNotInstanceOf(Gate.Answer.Judged.class);
        look();
        assertThat(changes()).as("the same again is no news").containsExactly("artifact arrived");
    }

    @Test
    void aBillOfMaterialsThatIsAttachedIsJudged() {
        String digest = images.push("shop/web", "1.0", BUILT, "", "");
        look();
        images.attach("shop/web", digest, "application/vnd.cyclonedx+json", BILL);
        look();
        assertThat(plant.gate().ask(plant.tenant, digest, "prod")).isInstanceOf(Gate.Answer.Judged.class);
        assertThat(artifact(digest).components()).isEqualTo(1);
        assertThat(plant.texts("select document as t from watched_tag"))
                .singleElement()
                .asString()
                .startsWith("sha256:");
        look();
        assertThat(plant.texts("select id::text as t from document"))
                .as("taken once")
                .hasSize(1);
    }

    @Test
    void aGoldenImageTellsItsAgeToWhatWasMadeFromIt() {
        registries.watch(plant.tenant, "builds", "golden", "images", "ada");
        String golden = images.push("golden", "13", BUILT, "", "");
        String made = images.push("shop/web", "1.0", BUILT.plusSeconds(60), "golden:13", golden);
        for (int i = 0; i < 2; i++)
            assertThat(watch(access()).run(plant.tenant)).isTrue();
        assertThat(artifact(made).base()).isEqualTo(new Artifact.BaseImage("golden:13", golden, BUILT));
    }

    @Test
    void whatCantBeReadIsAGapThatIsToldOnceAndEnds() {
        look();
        assertThat(repository().problem()).contains("has no oci-layout");
        assertThat(repository().readAt()).isNull();
        look();
        assertThat(changes()).containsExactly("registry unreadable");
        String digest = images.push("shop/web", "1.0", BUILT, "", "");
        String broken = images.push("shop/web", "2.0", BUILT.plusSeconds(60), "", "");
        images.damage("shop/web", broken);
        look();
        assertThat(artifact(digest).version()).as("what can be read counts").isEqualTo("1.0");
        assertThat(repository().problem()).startsWith("2.0: ").contains("is not what its digest says");
        images.remove("shop/web", "2.0");
        look();
        assertThat(repository().problem()).isNull();
        assertThat(repository().readAt()).isNotNull();
        assertThat(changes()).containsExactly("registry unreadable", "artifact arrived", "registry readable");
    }

    @Test
    void severalNodesLookOnceAtATime() throws Exception {
        for (int i = 0; i < 5; i++) images.push("shop/web", "1." + i, BUILT.plusSeconds(i), "", "");
        var begin = new CountDownLatch(1);
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            var looked = IntStream.range(0, 4)
                    .mapToObj(_ -> nodes.submit((Callable<Boolean>) () -> {
                        begin.await();
                        return watch(access()).run(plant.tenant);
                    }))
                    .toList();
            begin.countDown();
            int many = 0;
            for (var one : looked) if (one.get()) many++;
            assertThat(many).isEqualTo(1);
        }
        assertThat(plant.texts("select id::text as t from artifact")).hasSize(5);
        assertThat(changes()).hasSize(5);
    }

    @Test
    void whatADeadNodeHadInHandIsTakenUp() {
        String digest = images.push("shop/web", "1.0", BUILT, "", "");
        RegistryAccess dying = new RegistryAccess() {

            @Override
            public boolean isKnown(String address) {
                return true;
            }

            @Override
            public ImageRegistry open(String organisation, String address) {
                throw new IllegalStateException("killed");
            }
        };
        assertThatThrownBy(() -> watch(dying).run(plant.tenant)).hasMessage("killed");
        assertThat(watch(access()).run(plant.tenant))
                .as("not before its time is over")
                .isFalse();
        plant.clock.forward(Duration.ofMinutes(31));
        assertThat(watch(access()).run(plant.tenant)).isTrue();
        assertThat(artifact(digest).builtAt()).isEqualTo(BUILT);
    }

    @Test
    void anotherOrganisationSeesNothingOfIt() {
        images.push("shop/web", "1.0", BUILT, "", "");
        var other = plant.tenant("other");
        registries.set(other, "builds", "oci:builds", "eve");
        registries.watch(other, "builds", "shop/web", "shop", "eve");
        assertThat(watch(access()).run(other)).isTrue();
        assertThat(registries.repositories(other).getFirst().problem()).contains("has no");
    }
}
