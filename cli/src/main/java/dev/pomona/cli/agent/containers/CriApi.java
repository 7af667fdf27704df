// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// containerd and CRI-O as Kubernetes asks them: `ListContainers`, `ListPodSandbox` and `ListImages` of the
/// Container Runtime Interface, `runtime.v1` (<https://github.com/kubernetes/cri-api>,
/// `pkg/apis/runtime/v1/api.proto`).
final class CriApi implements ContainerSource {

    private static final String RUNTIME = "runtime.v1.RuntimeService/";
    private static final String IMAGES = "runtime.v1.ImageService/";
    /// `ContainerState`.
    private static final int RUNNING = 1;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{12,64}");
    private static final int MOST = 10_000;
    private static final long NANOS = 1_000_000_000;

    private final String runtime;
    private final Path socket;

    CriApi(String runtime, Path socket) {
        this.runtime = runtime;
        this.socket = socket;
    }

    @Override
    public String name() {
        return runtime + " at " + socket;
    }

    @Override
    public boolean isThere() {
        return Files.exists(socket);
    }

    @Override
    public Known ask() throws IOException {
        // ContainerFilter: 2 is the state, in a message of its own
        byte[] running = ProtoMessage.holding(1, ProtoMessage.holding(2, ProtoMessage.holding(1, RUNNING)));
        var listed = ProtoMessage.read(GrpcCall.unary(socket, RUNTIME + "ListContainers", running))
                .messages(1);
        if (listed.size() > MOST) throw new IOException("it has more than %d containers".formatted(MOST));
        Map<String, Map<String, String>> pods = new HashMap<>();
        for (ProtoMessage sandbox : ProtoMessage.read(GrpcCall.unary(socket, RUNTIME + "ListPodSandbox", new byte[0]))
                .messages(1)) {
            pods.put(sandbox.text(1), sandbox.map(5));
        }
        Map<String, List<String>> digests = listed.isEmpty() ? Map.of() : digests();
        var containers = new ArrayList<Container>();
        for (ProtoMessage container : listed) {
            if (!ID.matcher(container.text(1)).matches()) continue;
            Map<String, String> labels = new TreeMap<>(pods.getOrDefault(container.text(2), Map.of()));
            labels.putAll(container.map(8));
            containers.add(Container.of(
                    container.text(1),
                    container.message(3).text(1),
                    image(container),
                    digests(container, digests),
                    createdAt(container),
                    labels));
        }
        Set<String> sandboxes = new HashSet<>(pods.keySet());
        return new Known(containers, sandboxes);
    }

    /// As the person wrote it, where the runtime still knows.
    private static String image(ProtoMessage container) throws IOException {
        String asWritten = container.message(4).text(18);
        return asWritten.isEmpty() ? container.message(4).text(1) : asWritten;
    }

    private static List<String> digests(ProtoMessage container, Map<String, List<String>> known) throws IOException {
        // the reference is the image's id with one runtime, and one of its digests with another
        for (String reference : List.of(
                container.text(5), container.text(10), container.message(4).text(1))) {
            List<String> found = known.get(reference);
            if (found != null) return found;
        }
        return ImageDigests.of(List.of(container.text(5)), null);
    }

    /// A container of this interface is never started twice, and is started when it was made.
    private static Instant createdAt(ProtoMessage container) {
        long nanos = container.number(7);
        return Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS);
    }

    private Map<String, List<String>> digests() throws IOException {
        Map<String, List<String>> digests = new HashMap<>();
        for (ProtoMessage image : ProtoMessage.read(GrpcCall.unary(socket, IMAGES + "ListImages", new byte[0]))
                .messages(1)) {
            List<String> references = image.texts(3);
            List<String> all = ImageDigests.of(references, image.text(1));
            digests.put(image.text(1), all);
            for (String reference : references) digests.put(reference, all);
        }
        return digests;
    }
}
