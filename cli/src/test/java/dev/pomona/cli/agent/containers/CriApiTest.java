// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.cli.agent.containers.FakeCri.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CriApiTest {

    private static final String ID = "c".repeat(64);
    private static final String POD = "d".repeat(64);
    private static final String CONFIG = "sha256:" + "1".repeat(64);
    private static final String MANIFEST = "sha256:" + "2".repeat(64);

    @TempDir
    Path folder;

    private Path socket() {
        return folder.resolve("cri.sock");
    }

    private static Message container(String imageReference) {
        return new Message()
                .text(1, ID)
                .text(2, POD)
                .message(3, new Message().text(1, "cart").number(2, 1))
                .message(4, new Message().text(1, CONFIG).text(18, "example.org/cart:2"))
                .text(5, imageReference)
                .number(6, 1)
                .number(7, 1_772_323_200_000_000_000L)
                .entry(8, "io.kubernetes.container.name", "cart")
                .entry(8, "io.kubernetes.pod.name", "cart-6d4cf56db6-x2x9z")
                .entry(8, "io.kubernetes.pod.namespace", "shop");
    }

    private static byte[] pods() {
        return new Message()
                .message(
                        1,
                        new Message()
                                .text(1, POD)
                                .message(2, new Message().text(1, "cart-6d4cf56db6-x2x9z"))
                                .entry(5, "app.kubernetes.io/name", "cart")
                                .entry(5, "secret-of-somebody", "x"))
                .toBytes();
    }

    private static byte[] images() {
        return new Message()
                .message(
                        1,
                        new Message()
                                .text(1, CONFIG)
                                .text(2, "example.org/cart:2")
                                .text(3, "example.org/cart@" + MANIFEST)
                                .number(4, 1000))
                .toBytes();
    }

    @Test
    void tellsWhatRunsWithPodAndDigests() throws Exception {
        // containerd refers to an image by its id, CRI-O by a digest
        for (String reference : List.of(CONFIG, "example.org/cart@" + MANIFEST)) {
            try (var cri = new FakeCri(socket())) {
                cri.answers(
                        "RuntimeService/ListContainers",
                        new Message().message(1, container(reference)).toBytes());
                cri.answers("RuntimeService/ListPodSandbox", pods());
                cri.answers("ImageService/ListImages", images());
                assertThat(new CriApi("containerd", socket()).ask())
                        .isEqualTo(new ContainerSource.Known(
                                List.of(new Container(
                                        ID,
                                        "shop/cart",
                                        "cart-6d4cf56db6-x2x9z/cccccccccccc",
                                        "example.org/cart:2",
                                        List.of(MANIFEST, CONFIG),
                                        Instant.parse("2026-03-01T00:00:00Z"),
                                        Map.of(
                                                "app.kubernetes.io/name", "cart",
                                                "io.kubernetes.pod.name", "cart-6d4cf56db6-x2x9z",
                                                "io.kubernetes.pod.namespace", "shop"))),
                                Set.of(POD)));
                assertThat(cri.asked)
                        .containsExactly(
                                "/runtime.v1.RuntimeService/ListContainers",
                                "/runtime.v1.RuntimeService/ListPodSandbox",
                                "/runtime.v1.ImageService/ListImages");
            }
        }
    }

    @Test
    void takesAnswersOfManyFrames() throws Exception {
        var many = new Message();
        for (int i = 0; i < 500; i++) {
            many.message(1, container(CONFIG).text(1, "%064x".formatted(i)));
        }
        try (var cri = new FakeCri(socket())) {
            cri.answers("RuntimeService/ListContainers", many.toBytes());
            cri.answers("RuntimeService/ListPodSandbox", pods());
            cri.answers("ImageService/ListImages", images());
            assertThat(new CriApi("containerd", socket()).ask().containers()).hasSize(500);
        }
    }

    @Test
    void saysWhyItCanNotBeAsked() throws Exception {
        try (var _ = new FakeCri(socket())) {
            assertThatThrownBy(() -> new CriApi("containerd", socket()).ask())
                    .isInstanceOf(GrpcCall.RefusedException.class);
        }
        try (var cri = new FakeCri(socket())) {
            cri.answers("RuntimeService/ListContainers", new byte[] {10, 127, 1});
            assertThatThrownBy(() -> new CriApi("containerd", socket()).ask())
                    .isInstanceOf(IOException.class)
                    .hasMessage("the answer ends early");
        }
        try (var _ = new FakeDaemon(socket(), client -> {
            FakeDaemon.readTo(client, "SM");
            FakeDaemon.write(client, "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        })) {
            assertThatThrownBy(() -> new CriApi("containerd", socket()).ask())
                    .isInstanceOf(IOException.class)
                    .hasMessage("it does not answer in HTTP/2");
        }
    }

    @Test
    void aRuntimeThatRefusesIsAGapOnlyWhereContainersAreLeft() throws Exception {
        try (var _ = new FakeCri(socket())) {
            var runtimes = Runtimes.named(List.of("cri:cri.sock"), folder);
            assertThat(runtimes.ask(Set.of()).gaps()).isEmpty();
            assertThat(runtimes.ask(Set.of(ID)).gaps())
                    .hasSize(2)
                    .last()
                    .isEqualTo("of a container only the processes are known, and not the image");
        }
    }
}
