// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.server.registry.ImageRegistry.Attached;
import dev.pomona.server.registry.ImageRegistry.Image;
import dev.pomona.server.registry.ImageRegistry.Listing;
import dev.pomona.server.registry.ImageRegistry.Tagged;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every kind of registry must do. An implementation's test fills a registry and extends this.
abstract class ImageRegistryAcceptance {

    static final Instant BUILT = Instant.parse("2026-02-01T10:00:00Z");
    static final String BILL = "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,\"components\":[]}";

    /// A registry with content that the test puts there.
    interface Filled {

        /// An image of one platform under a tag.
        ///
        /// @return its digest
        String push(String repository, String tag, Instant built, String baseName, String baseDigest);

        /// Another tag for what is there.
        void tag(String repository, String tag, String digest);

        /// An image for two platforms, built a day apart; beside them what BuildKit says of the build.
        ///
        /// @return the digest of the index
        String pushIndex(String repository, String tag, Instant built);

        void remove(String repository, String tag);

        /// A bill of materials, attached to a digest.
        void attach(String repository, String digest, String mediaType, String content);

        /// Changes a byte of some content that stands under its digest.
        void damage(String repository, String digest);
    }

    abstract Filled filled();

    abstract ImageRegistry registry();

    private List<Tagged> tags(String repository) throws RegistryException {
        return registry().list(repository, "").tags();
    }

    @Test
    void listsTagsAndTellsWhetherAnythingChanged() throws RegistryException {
        String one = filled().push("shop/web", "1.0", BUILT, "", "");
        filled().tag("shop/web", "latest", one);
        Listing first = registry().list("shop/web", "");
        assertThat(first.tags()).containsExactly(new Tagged("1.0", one), new Tagged("latest", one));
        assertThat(first.isUnchanged()).isFalse();
        Listing again = registry().list("shop/web", first.mark());
        assertThat(again.isUnchanged()).isTrue();
        assertThat(again.mark()).isEqualTo(first.mark());
        String two = filled().push("shop/web", "2.0", BUILT.plusSeconds(60), "", "");
        filled().tag("shop/web", "latest", two);
        filled().remove("shop/web", "1.0");
        Listing later = registry().list("shop/web", first.mark());
        assertThat(later.isUnchanged()).isFalse();
        assertThat(later.tags()).containsExactly(new Tagged("2.0", two), new Tagged("latest", two));
        assertThat(later.mark()).isNotEqualTo(first.mark());
    }

    @Test
    void tellsWhenAnImageWasBuiltAndFromWhat() throws RegistryException {
        String base = "sha256:" + "b".repeat(64);
        String digest = filled().push("shop", "1", BUILT, "docker.io/library/debian:13", base);
        assertThat(registry().image("shop", digest))
                .isEqualTo(new Image(digest, BUILT, "docker.io/library/debian:13", base, List.of()));
        String untold = filled().push("shop", "2", Instant.EPOCH, "", "");
        assertThat(registry().image("shop", untold).builtAt())
                .as("a build that is to come out the same says the beginning of time")
                .isNull();
        assertThat(registry().image("shop", untold).baseName()).isNull();
    }

    @Test
    void anImageForSeveralPlatformsIsAsOldAsItsYoungest() throws RegistryException {
        String digest = filled().pushIndex("shop", "1", BUILT);
        Image image = registry().image("shop", digest);
        assertThat(image.digest()).isEqualTo(digest);
        assertThat(image.builtAt()).isEqualTo(BUILT.plusSeconds(86_400));
        assertThat(image.parts())
                .as("without what tells of the build")
                .hasSize(2)
                .doesNotContain(digest);
    }

    @Test
    void findsBillsOfMaterialsThatAreAttached() throws Exception {
        String digest = filled().push("shop", "1", BUILT, "", "");
        assertThat(registry().attached("shop", digest)).isEmpty();
        filled().attach("shop", digest, "application/vnd.cyclonedx+json", BILL);
        filled().attach("shop", digest, "application/vnd.dev.cosign.simplesigning.v1+json", "{\"sign\":1}");
        List<Attached> found = registry().attached("shop", digest);
        assertThat(found).hasSize(1);
        try (InputStream in = registry().open("shop", found.getFirst())) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(BILL);
        }
        assertThat(found.getFirst().size()).isEqualTo(BILL.length());
        assertThat(tags("shop"))
                .as("what is attached is no image")
                .extracting(Tagged::tag)
                .containsExactly("1");
    }

    @Test
    void whatIsNotWhatItsDigestSaysIsRefused() {
        String digest = filled().push("shop", "1", BUILT, "", "");
        filled().damage("shop", digest);
        assertThatThrownBy(() -> registry().image("shop", digest)).isInstanceOf(RegistryException.class);
    }

    @Test
    void whatIsNotThereIsSaid() {
        filled().push("shop", "1", BUILT, "", "");
        String nowhere = "sha256:" + "0".repeat(64);
        assertThatThrownBy(() -> registry().list("nowhere", "")).isInstanceOf(RegistryException.class);
        assertThatThrownBy(() -> registry().image("shop", nowhere)).isInstanceOf(RegistryException.class);
        assertThatThrownBy(() -> registry().open("shop", new Attached(nowhere, 1)))
                .isInstanceOf(RegistryException.class);
    }

    @Test
    void namesAndDigestsOfOthersLeadNowhere() {
        filled().push("shop", "1", BUILT, "", "");
        for (String name : List.of("../shop", "shop/../shop", "/etc", "", "shop/", "Shop", "a\u0000b", "shop//x")) {
            assertThatThrownBy(() -> registry().list(name, "")).as(name).isInstanceOf(RegistryException.class);
        }
        for (String digest : List.of("sha256:../../index", "sha512:" + "a".repeat(128), "latest", "")) {
            assertThatThrownBy(() -> registry().image("shop", digest))
                    .as(digest)
                    .isInstanceOf(RegistryException.class);
        }
    }
}
