// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageFilesTest {

    private static final String IMAGE = "1".repeat(64);
    private static final String MANIFEST = "sha256:" + "2".repeat(64);

    @TempDir
    Path folder;

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void readsWhatPodmanAndCriOKeep() throws IOException {
        write("overlay-images/images.json", """
                [{"id": "%s", "digest": "%s", "names": ["docker.io/library/nginx:1.29"], "layer": "x",
                  "metadata": "{}", "created": "2026-02-01T00:00:00Z"}]
                """.formatted(IMAGE, MANIFEST));
        write("overlay-containers/containers.json", """
                [{"id": "%s", "names": ["web"], "image": "%s", "layer": "x", "created": "2026-03-01T00:00:00Z",
                  "metadata": "{\\"image-name\\":\\"docker.io/library/nginx:latest\\",\\"name\\":\\"web\\"}"},
                 {"id": "%s", "names": ["k8s_cart_cart-1_shop_uid_0"], "image": "%s",
                  "metadata": "{\\"pod-name\\":\\"k8s_POD_cart-1_shop_uid_0\\",\\"name\\":\\"k8s_cart_cart-1_shop_uid_0\\"}"},
                 {"id": "short", "image": "%s"}]
                """.formatted("a".repeat(64), IMAGE, "b".repeat(64), IMAGE, IMAGE));
        assertThat(new StorageFiles(folder).ask().containers())
                .containsExactly(
                        new Container(
                                "a".repeat(64),
                                "web",
                                "a".repeat(12),
                                "docker.io/library/nginx:latest",
                                List.of(MANIFEST, "sha256:" + IMAGE),
                                null,
                                Map.of()),
                        new Container(
                                "b".repeat(64),
                                "shop/cart",
                                "cart-1/" + "b".repeat(12),
                                "docker.io/library/nginx:1.29",
                                List.of(MANIFEST, "sha256:" + IMAGE),
                                null,
                                Map.of("io.kubernetes.pod.name", "cart-1", "io.kubernetes.pod.namespace", "shop")));
    }

    @Test
    void saysWhatIsDamaged() throws IOException {
        write("overlay-containers/containers.json", "[{");
        assertThatThrownBy(() -> new StorageFiles(folder).ask())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not the JSON that was expected");
    }
}
