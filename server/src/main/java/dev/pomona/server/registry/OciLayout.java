// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.registry;

import dev.pomona.formats.FormatException;
import dev.pomona.formats.oci.Descriptor;
import dev.pomona.formats.oci.ImageConfig;
import dev.pomona.formats.oci.ImageManifest;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.SyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder whose folders are image layouts (OCI Image Layout Specification 1.1), as `skopeo`, `oras` and `buildctl`
/// write them and as a registry is mirrored: each is a repository. Links do not lead out of it.
///
/// What is attached is found out once for each repository, in one pass over its index: whoever wants to know what is
/// new makes another.
public final class OciLayout implements ImageRegistry {

    private static final Pattern REPOSITORY =
            Pattern.compile("[a-z0-9]+([._-]{1,2}[a-z0-9]+)*(/[a-z0-9]+([._-]{1,2}[a-z0-9]+)*){0,15}");

    /// Of what is attached by a tag: the fallback of the distribution specification, and cosign's.
    private static final Pattern ATTACHED_TAG = Pattern.compile("sha256-[0-9a-f]{64}(\\.(sbom|att|sig))?");

    private static final Set<String> BILLS = Set.of(
            "application/spdx+json",
            "application/vnd.cyclonedx+json",
            "application/vnd.cyclonedx+xml",
            "text/spdx+json");

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_TAG = 128;

    private final Path bounds;
    private final Path root;
    private final Map<String, Attachments> attachments = new HashMap<>();

    /// Where a repository has what is attached, by digests.
    ///
    /// @param tagged of manifests, by their tags
    /// @param referring of manifests without a tag, by what they say they are attached to
    private record Attachments(Map<String, List<String>> tagged, Map<String, List<String>> referring) {}

    /// @param bounds nothing outside of this folder is read
    /// @param path of the folder of all repositories, below it
    public OciLayout(Path bounds, String path) {
        this.bounds = bounds;
        this.root = bounds.resolve(path);
    }

    @Override
    public Listing list(String repository, String since) throws RegistryException {
        byte[] index = index(repository);
        String mark = "sha256:" + HexFormat.of().formatHex(sha256(index));
        if (mark.equals(since)) return new Listing(List.of(), mark, true);
        var tags = new TreeMap<String, String>();
        for (Descriptor manifest : read(index, "index.json").manifests()) {
            Optional<String> tag = manifest.refName().filter(name -> !name.isBlank());
            if (tag.isEmpty() || ATTACHED_TAG.matcher(tag.get()).matches()) continue;
            if (tag.get().length() > LONGEST_TAG) throw new RegistryException("a tag is longer than 128 characters");
            tags.put(tag.get(), manifest.digest());
        }
        if (tags.size() > MOST_TAGS) throw new RegistryException("more than %d tags".formatted(MOST_TAGS));
        return new Listing(
                tags.entrySet().stream()
                        .map(tag -> new Tagged(tag.getKey(), tag.getValue()))
                        .toList(),
                mark,
                false);
    }

    @Override
    public Image image(String repository, String digest) throws RegistryException {
        ImageManifest manifest = manifest(repository, digest);
        var base = manifest.base();
        List<String> parts = manifest.manifests().stream()
                .filter(part -> !part.isAttestation())
                .map(Descriptor::digest)
                .distinct()
                .toList();
        if (parts.size() > MOST_PARTS) throw new RegistryException("more than %d platforms".formatted(MOST_PARTS));
        Instant built = null;
        for (String one : manifest.config() == null ? parts : List.of(digest)) {
            Instant at = built(repository, one);
            if (at != null && (built == null || at.isAfter(built))) built = at;
        }
        return new Image(
                digest,
                built,
                base.map(ImageManifest.Base::name).orElse(null),
                base.map(ImageManifest.Base::digest).orElse(null),
                parts);
    }

    private @Nullable Instant built(String repository, String digest) throws RegistryException {
        Descriptor config = manifest(repository, digest).config();
        if (config == null) throw new RegistryException("%s is no image".formatted(digest));
        try {
            return ImageConfig.read(blob(repository, config.digest())).created();
        } catch (FormatException e) {
            throw new RegistryException("%s: %s".formatted(config.digest(), e.getMessage()), e);
        }
    }

    @Override
    public List<Attached> attached(String repository, String digest) throws RegistryException {
        Attachments all = attachments.get(repository);
        if (all == null) {
            all = attachments(repository);
            attachments.put(repository, all);
        }
        String tag = digest.replace(':', '-');
        var found = new TreeSet<>(Comparator.comparing(Attached::digest));
        // the referrers' tag: an index of what is attached
        for (String index : all.tagged().getOrDefault(tag, List.of())) {
            for (Descriptor one : manifest(repository, index).manifests()) {
                bills(manifest(repository, one.digest())).forEach(found::add);
            }
        }
        for (String bill : all.tagged().getOrDefault(tag + ".sbom", List.of())) {
            bills(manifest(repository, bill)).forEach(found::add);
        }
        for (String bill : all.referring().getOrDefault(digest, List.of())) {
            if (!bill.equals(digest)) bills(manifest(repository, bill)).forEach(found::add);
        }
        return found.stream().limit(MOST_ATTACHED).toList();
    }

    private Attachments attachments(String repository) throws RegistryException {
        Map<String, List<String>> tagged = new HashMap<>();
        Map<String, List<String>> referring = new HashMap<>();
        for (Descriptor descriptor : read(index(repository), "index.json").manifests()) {
            String digest = descriptor.digest();
            Optional<String> name = descriptor.refName();
            if (name.isPresent()) {
                tagged.computeIfAbsent(name.get(), _ -> new ArrayList<>()).add(digest);
            } else {
                String subject = manifest(repository, digest).subject();
                if (subject != null) {
                    referring.computeIfAbsent(subject, _ -> new ArrayList<>()).add(digest);
                }
            }
        }
        return new Attachments(tagged, referring);
    }

    /// By the type of the layer, or of the whole where the layer has one that says nothing.
    private static Stream<Attached> bills(ImageManifest manifest) {
        Descriptor config = manifest.config();
        boolean isBill =
                BILLS.contains(manifest.artifactType()) || (config != null && BILLS.contains(config.mediaType()));
        return manifest.layers().stream()
                .filter(layer -> isBill || BILLS.contains(layer.mediaType()))
                .map(layer -> new Attached(layer.digest(), layer.size()));
    }

    @Override
    public InputStream open(String repository, Attached attached) throws RegistryException {
        try {
            return Files.newInputStream(file(repository, "blobs/sha256/" + hex(attached.digest())));
        } catch (IOException e) {
            throw unreadable(attached.digest(), e);
        }
    }

    private byte[] index(String repository) throws RegistryException {
        if (!"1.0.0".equals(version(repository))) {
            throw new RegistryException("%s is no image layout of version 1.0.0".formatted(repository));
        }
        return bytes(repository, "index.json");
    }

    private String version(String repository) throws RegistryException {
        String marker = new String(bytes(repository, "oci-layout"), StandardCharsets.UTF_8);
        try {
            return String.valueOf(Json.read(marker).text("imageLayoutVersion"));
        } catch (SyntaxException e) {
            throw new RegistryException("%s: oci-layout is not well-formed".formatted(repository), e);
        }
    }

    private ImageManifest manifest(String repository, String digest) throws RegistryException {
        return read(blob(repository, digest), digest);
    }

    private static ImageManifest read(byte[] content, String name) throws RegistryException {
        try {
            return ImageManifest.read(content);
        } catch (FormatException e) {
            throw new RegistryException("%s: %s".formatted(name, e.getMessage()), e);
        }
    }

    /// Something short, which is what its digest says.
    private byte[] blob(String repository, String digest) throws RegistryException {
        byte[] content = bytes(repository, "blobs/sha256/" + hex(digest));
        if (!HexFormat.of().formatHex(sha256(content)).equals(hex(digest))) {
            throw new RegistryException("%s is not what its digest says".formatted(digest));
        }
        return content;
    }

    private static String hex(String digest) throws RegistryException {
        if (!Descriptor.isDigest(digest)) throw new RegistryException("a digest that is no sha256 is not read");
        return digest.substring("sha256:".length());
    }

    private byte[] bytes(String repository, String name) throws RegistryException {
        try (InputStream in = Files.newInputStream(file(repository, name))) {
            byte[] content = in.readNBytes(ImageManifest.LARGEST + 1);
            if (content.length > ImageManifest.LARGEST) {
                throw new RegistryException("%s: %s is too long".formatted(repository, name));
            }
            return content;
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static RegistryException unreadable(String name, IOException e) {
        return new RegistryException("%s can't be read".formatted(name), e);
    }

    /// A regular file of the repository, which lies inside of the root.
    private Path file(String repository, String name) throws RegistryException {
        if (repository.length() > LONGEST_NAME
                || !REPOSITORY.matcher(repository).matches()) {
            throw new RegistryException("this is no name of a repository");
        }
        try {
            Path real = root.resolve(repository).resolve(name).toRealPath();
            if (!real.startsWith(bounds.toRealPath())) {
                throw new RegistryException("%s: %s leads out of the registry".formatted(repository, name));
            }
            // a pipe would never end
            if (!Files.isRegularFile(real)) {
                throw new RegistryException("%s: %s is no file".formatted(repository, name));
            }
            return real;
        } catch (IOException e) {
            throw new RegistryException("%s has no %s".formatted(repository, name), e);
        }
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
