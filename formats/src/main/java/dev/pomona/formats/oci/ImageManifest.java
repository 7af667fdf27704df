// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.oci;

import dev.pomona.formats.FormatException;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A manifest of an image, or an index of several (image specification, "Image Manifest" and "Image Index").
///
/// @param artifactType empty when nobody said
/// @param config of an image; `null` of an index
/// @param layers of an image
/// @param manifests of an index
/// @param subject the digest of what it is attached to; `null` when it stands alone
/// @param annotations without those that are no texts
public record ImageManifest(
        String artifactType,
        @Nullable Descriptor config,
        List<Descriptor> layers,
        List<Descriptor> manifests,
        @Nullable String subject,
        Map<String, String> annotations) {

    /// As much as registries take, in bytes (distribution specification, "Pushing Manifests").
    public static final int LARGEST = 4 << 20;

    private static final int MOST = 10_000;

    public ImageManifest {
        layers = List.copyOf(layers);
        manifests = List.copyOf(manifests);
        annotations = Map.copyOf(annotations);
    }

    /// @throws FormatException when it is neither, or too large
    public static ImageManifest read(byte[] content) {
        if (content.length > LARGEST) throw new FormatException("a manifest has at most %d bytes".formatted(LARGEST));
        try {
            Node json = Json.read(new String(content, StandardCharsets.UTF_8));
            if (!"2".equals(json.text("schemaVersion"))) throw new FormatException("no manifest of schema version 2");
            Node config = json.find("config");
            Node subject = json.find("subject");
            return new ImageManifest(
                    text(json, "artifactType"),
                    config == null ? null : descriptor(config),
                    descriptors(json, "layers"),
                    descriptors(json, "manifests"),
                    subject == null ? null : descriptor(subject).digest(),
                    annotations(json));
        } catch (SyntaxException | IllegalArgumentException e) {
            throw new FormatException("no manifest: %s".formatted(e.getMessage()), e);
        }
    }

    /// The image that this one was made from, if its builder said.
    ///
    /// @param name where it was got from
    /// @param digest of it; `null` when nobody said
    public record Base(String name, @Nullable String digest) {}

    public Optional<Base> base() {
        String name = annotations.get("org.opencontainers.image.base.name");
        String digest = annotations.get("org.opencontainers.image.base.digest");
        if (name == null || name.isBlank()) return Optional.empty();
        return Optional.of(new Base(name, digest != null && Descriptor.isDigest(digest) ? digest : null));
    }

    private static List<Descriptor> descriptors(Node json, String name) {
        List<Node> items = json.items(name);
        if (items.size() > MOST) throw new FormatException("more than %d '%s'".formatted(MOST, name));
        return items.stream().map(ImageManifest::descriptor).toList();
    }

    private static Descriptor descriptor(Node json) {
        String size = json.text("size");
        return new Descriptor(
                text(json, "mediaType"),
                text(json, "digest"),
                size == null ? 0 : Long.parseLong(size),
                text(json, "artifactType"),
                annotations(json));
    }

    private static Map<String, String> annotations(Node json) {
        var annotations = new HashMap<String, String>();
        for (Mapping.Entry entry : json.entries("annotations")) {
            String text = entry.value().text();
            if (text != null) annotations.put(entry.key(), text);
        }
        return annotations;
    }

    private static String text(Node json, String name) {
        String text = json.text(name);
        return text == null ? "" : text;
    }
}
