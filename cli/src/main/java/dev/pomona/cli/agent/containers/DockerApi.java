// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.containers;

import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Docker, and Podman where its service runs: `GET /containers/json`, `/containers/{id}/json` and
/// `/images/{id}/json` of the Docker Engine API (<https://docs.docker.com/reference/api/engine/>).
final class DockerApi implements ContainerSource {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{12,64}");
    private static final Pattern IMAGE = Pattern.compile("(sha256:)?[0-9a-f]{12,64}");
    private static final int MOST = 10_000;

    private final String runtime;
    private final Path socket;
    private final UnixHttp http;
    private Map<String, List<String>> images = Map.of();

    DockerApi(String runtime, Path socket) {
        this.runtime = runtime;
        this.socket = socket;
        this.http = new UnixHttp(socket);
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
        var containers = new ArrayList<Container>();
        Map<String, List<String>> used = new HashMap<>();
        var running = http.get("/containers/json").items();
        if (running.size() > MOST) throw new IOException("it has more than %d containers".formatted(MOST));
        for (Node container : running) {
            String id = String.valueOf(container.text("Id"));
            Map<String, String> labels = labels(container.find("Labels"));
            if (!ID.matcher(id).matches() || isSandbox(labels)) continue;
            String image = String.valueOf(container.text("ImageID"));
            containers.add(Container.of(
                    id, name(container), container.text("Image"), digests(image, used), startedAt(id), labels));
        }
        images = used;
        return new Known(containers, Set.of());
    }

    /// What holds a Kubernetes pod together, where Kubernetes still works through Docker.
    private static boolean isSandbox(Map<String, String> labels) {
        return "podsandbox".equals(labels.get("io.kubernetes.docker.type"));
    }

    private static String name(Node container) {
        return container.items("Names").stream()
                .map(name -> String.valueOf(name.text()))
                .findFirst()
                .map(name -> name.startsWith("/") ? name.substring(1) : name)
                .orElse("");
    }

    static Map<String, String> labels(@Nullable Node labels) {
        var all = new TreeMap<String, String>();
        if (labels == null) return all;
        for (Mapping.Entry entry : labels.entries()) {
            String value = entry.value().text();
            if (value != null) all.put(entry.key(), value);
        }
        return all;
    }

    /// A container that is started again keeps its id, so this is asked each time.
    private @Nullable Instant startedAt(String id) throws IOException {
        Node state = http.get("/containers/" + id + "/json").find("State");
        String text = state == null ? null : state.text("StartedAt");
        try {
            Instant started = text == null ? Instant.EPOCH : Instant.parse(text);
            // one that never started has the year 1
            return started.isAfter(Instant.EPOCH) ? started : null;
        } catch (DateTimeException _) {
            return null;
        }
    }

    private List<String> digests(String image, Map<String, List<String>> used) throws IOException {
        if (!IMAGE.matcher(image).matches()) return List.of();
        List<String> known = used.containsKey(image) ? used.get(image) : images.get(image);
        if (known == null) known = asked(image);
        used.put(image, known);
        return known;
    }

    private List<String> asked(String image) throws IOException {
        List<String> references = http.get("/images/" + image + "/json").items("RepoDigests").stream()
                .map(reference -> String.valueOf(reference.text()))
                .toList();
        return ImageDigests.of(references, image);
    }
}
