// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.containers;

import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Podman and CRI-O by what they keep in a folder (<https://github.com/containers/storage>): containers in
/// `DRIVER-containers/containers.json`, images in `DRIVER-images/images.json`. It holds containers that do not run,
/// too.
final class StorageFiles implements ContainerSource {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
    private static final int LARGEST = 64 << 20;

    private final Path folder;

    /// @param folder such as `/var/lib/containers/storage`
    StorageFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "the containers in " + folder;
    }

    @Override
    public boolean isThere() {
        return Files.exists(folder);
    }

    private record Image(@Nullable String name, List<String> digests) {}

    @Override
    public Known ask() throws IOException {
        if (!Files.isReadable(folder)) throw new AccessDeniedException(folder.toString());
        Map<String, Image> images = new HashMap<>();
        for (Path file : files("images/images.json")) {
            for (Node image : read(file).items()) {
                String id = image.text("id");
                if (id != null) images.put(id, image(id, image));
            }
        }
        var containers = new ArrayList<Container>();
        for (Path file : files("containers/containers.json")) {
            for (Node container : read(file).items()) {
                String id = String.valueOf(container.text("id"));
                if (ID.matcher(id).matches()) containers.add(container(id, container, images));
            }
        }
        return new Known(containers, Set.of());
    }

    private static Image image(String id, Node image) {
        var references = new ArrayList<String>();
        String digest = image.text("digest");
        if (digest != null) references.add(digest);
        String name = image.items("names").stream()
                .map(one -> String.valueOf(one.text()))
                .findFirst()
                .orElse(null);
        return new Image(name, ImageDigests.of(references, id));
    }

    private static Container container(String id, Node container, Map<String, Image> images) {
        String kept = container.text("metadata");
        Node metadata = container;
        try {
            if (kept != null) metadata = Json.read(kept);
        } catch (SyntaxException _) {
            // what another program keeps there in another form tells us nothing
        }
        String imageId = String.valueOf(container.text("image"));
        Image image = images.getOrDefault(imageId, new Image(null, ImageDigests.of(List.of(), imageId)));
        String imageName = metadata.text("image-name");
        var labels = new TreeMap<String, String>();
        String name = metadata.text("name");
        if (metadata.text("pod-name") != null && name != null) named(name, labels);
        return Container.of(
                id,
                name == null ? "" : name,
                imageName == null ? image.name() : imageName,
                image.digests(),
                null,
                labels);
    }

    /// The parts of the name that Kubernetes gives: `k8s_CONTAINER_POD_NAMESPACE_UID_ATTEMPT`.
    private static void named(String name, Map<String, String> labels) {
        String[] parts = name.split("_", -1);
        if (parts.length != 6 || !parts[0].equals("k8s")) return;
        labels.put("io.kubernetes.container.name", parts[1]);
        labels.put("io.kubernetes.pod.name", parts[2]);
        labels.put("io.kubernetes.pod.namespace", parts[3]);
    }

    private List<Path> files(String suffix) throws IOException {
        var found = new ArrayList<Path>();
        String last = suffix.substring(0, suffix.indexOf('/'));
        try (var folders = Files.newDirectoryStream(folder, "*-" + last)) {
            for (Path driver : folders) {
                Path file = driver.resolve(suffix.substring(last.length() + 1));
                if (Files.exists(file)) found.add(file);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(null);
        return found;
    }

    private static Node read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) throw new IOException("%s is too large".formatted(file));
            return Json.read(new String(bytes, StandardCharsets.UTF_8));
        } catch (SyntaxException e) {
            throw new IOException("%s is not the JSON that was expected".formatted(file), e);
        }
    }
}
