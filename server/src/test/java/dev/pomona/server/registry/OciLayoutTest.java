// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciLayoutTest extends ImageRegistryAcceptance {

    @TempDir
    Path folder;

    private LayoutFolder filled;

    @Override
    LayoutFolder filled() {
        if (filled == null) filled = new LayoutFolder(folder.resolve("acme"));
        return filled;
    }

    @Override
    ImageRegistry registry() {
        return new OciLayout(folder.resolve("acme"), ".");
    }

    @Test
    void findsWhatIsAttachedByTags() throws RegistryException {
        String one = filled().push("shop", "1", BUILT, "", "");
        filled().attachByTag("shop", one, "application/spdx+json", BILL);
        String two = filled().push("shop", "2", BUILT.plusSeconds(1), "", "");
        filled().attachLikeCosign("shop", two, "text/spdx+json", BILL);
        assertThat(registry().attached("shop", one)).hasSize(1);
        assertThat(registry().attached("shop", two)).hasSize(1);
        assertThat(registry().list("shop", "").tags()).hasSize(2);
    }

    @Test
    void findsOutOnceWhatIsAttached() throws Exception {
        String one = filled().push("shop", "1", BUILT, "", "");
        String two = filled().push("shop", "2", BUILT.plusSeconds(1), "", "");
        filled().attach("shop", one, "application/spdx+json", BILL);
        filled().attach("shop", two, "text/spdx+json", BILL);
        ImageRegistry registry = registry();
        assertThat(registry.attached("shop", one)).hasSize(1);
        // with thousands of images, reading the index again for each would never end
        Files.delete(folder.resolve("acme/shop/index.json"));
        assertThat(registry.attached("shop", two)).hasSize(1);
        assertThatThrownBy(() -> registry().attached("shop", two)).isInstanceOf(RegistryException.class);
    }

    @Test
    void linksDoNotLeadOut() throws IOException {
        filled().push("shop", "1", BUILT, "", "");
        new LayoutFolder(folder.resolve("other")).push("secret", "1", BUILT, "", "");
        Files.createSymbolicLink(folder.resolve("acme/theirs"), folder.resolve("other/secret"));
        assertThatThrownBy(() -> registry().list("theirs", ""))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("leads out");
        assertThatThrownBy(() -> new FolderRegistries(folder).open("acme", "oci:../other"))
                .isInstanceOf(RegistryException.class);
        Files.delete(folder.resolve("acme/shop/index.json"));
        Files.createDirectory(folder.resolve("acme/shop/index.json"));
        assertThatThrownBy(() -> registry().list("shop", "")).hasMessageContaining("is no file");
    }

    @Test
    void whateverStandsThereNothingElseIsThrown() throws IOException {
        filled().pushIndex("shop", "1", BUILT);
        Path index = folder.resolve("acme/shop/index.json");
        byte[] sound = Files.readAllBytes(index);
        long seed = 42;
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            byte[] bytes = sound.clone();
            for (int i = random.nextInt(6); i >= 0; i--) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            Files.write(index, bytes);
            try {
                for (var tagged : registry().list("shop", "").tags()) {
                    registry().image("shop", tagged.digest());
                    registry().attached("shop", tagged.digest());
                }
            } catch (RegistryException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void addressesAreFoldersOfTheOrganisation() {
        var access = new FolderRegistries(folder);
        for (String known : List.of("oci:.", "oci:builds", "oci:builds/prod.1")) {
            assertThat(access.isKnown(known)).as(known).isTrue();
        }
        for (String unknown :
                List.of("oci:", "oci:..", "oci:a/../b", "oci:/etc", "https://registry.example.org", "oci:a//b", "")) {
            assertThat(access.isKnown(unknown)).as(unknown).isFalse();
        }
    }
}
