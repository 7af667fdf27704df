// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Folders with image layouts, written as tools write them.
final class LayoutFolder implements ImageRegistryAcceptance.Filled {

    private final Path root;
    /// Descriptors of each index, by repository and what stands for a tag.
    private final Map<String, TreeMap<String, String>> indexes = new TreeMap<>();

    LayoutFolder(Path root) {
        this.root = root;
    }

    @Override
    public String push(String repository, String tag, Instant built, String baseName, String baseDigest) {
        String digest = image(repository, built, baseName, baseDigest);
        tag(repository, tag, digest);
        return digest;
    }

    private String image(String repository, Instant built, String baseName, String baseDigest) {
        String config = blob(repository, """
                {"created":"%s","architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}""".formatted(built));
        String annotations = baseName.isEmpty()
                ? ""
                : ",\"annotations\":{\"org.opencontainers.image.base.name\":\"%s\",\"org.opencontainers.image.base.digest\":\"%s\"}"
                        .formatted(baseName, baseDigest);
        return blob(repository, """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
                 "config":%s,"layers":[]%s}""".formatted(descriptor(repository, config, ""), annotations));
    }

    @Override
    public void tag(String repository, String tag, String digest) {
        put(
                repository,
                "tag " + tag,
                descriptor(
                        repository,
                        digest,
                        ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"%s\"}".formatted(tag)));
    }

    @Override
    public String pushIndex(String repository, String tag, Instant built) {
        List<String> parts = new ArrayList<>();
        for (int day = 0; day < 2; day++) {
            parts.add(descriptor(
                    repository,
                    image(repository, built.plusSeconds(day * 86_400L), "", ""),
                    ",\"platform\":{\"os\":\"linux\",\"architecture\":\"a%d\"}".formatted(day)));
        }
        parts.add(descriptor(
                repository,
                image(repository, Instant.EPOCH.plusSeconds(9), "", ""),
                ",\"annotations\":{\"vnd.docker.reference.type\":\"attestation-manifest\"}"));
        String digest = blob(repository, """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[%s]}""".formatted(String.join(",", parts)));
        tag(repository, tag, digest);
        return digest;
    }

    @Override
    public void remove(String repository, String tag) {
        indexes.get(repository).remove("tag " + tag);
        write(repository);
    }

    @Override
    public void attach(String repository, String digest, String mediaType, String content) {
        String referrer = referrer(repository, digest, mediaType, content);
        put(repository, "referrer " + referrer, descriptor(repository, referrer, ""));
    }

    /// As registries without referrers have it: under a tag.
    void attachByTag(String repository, String digest, String mediaType, String content) {
        String referrer = referrer(repository, digest, mediaType, content);
        String index = blob(repository, """
                {"schemaVersion":2,"manifests":[%s]}""".formatted(descriptor(repository, referrer, "")));
        tag(repository, digest.replace(':', '-'), index);
    }

    /// As cosign had it.
    void attachLikeCosign(String repository, String digest, String mediaType, String content) {
        tag(repository, digest.replace(':', '-') + ".sbom", referrer(repository, digest, mediaType, content));
    }

    private String referrer(String repository, String digest, String mediaType, String content) {
        String layer = blob(repository, content);
        return blob(repository, """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"%s",
                 "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"%s","size":2},
                 "layers":[{"mediaType":"%s","digest":"%s","size":%d}],"subject":%s}""".formatted(
                        mediaType,
                        blob(repository, "{}"),
                        mediaType,
                        layer,
                        content.length(),
                        descriptor(repository, digest, "")));
    }

    @Override
    public void damage(String repository, String digest) {
        try {
            Path file = file(repository, digest);
            Files.writeString(file, Files.readString(file).replace("\"layers\"", "\"Layers\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String repository, String digest) {
        return root.resolve(repository).resolve("blobs/sha256").resolve(digest.substring(7));
    }

    private String descriptor(String repository, String digest, String more) {
        try {
            return "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"%s\",\"size\":%d%s}"
                    .formatted(digest, Files.size(file(repository, digest)), more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String blob(String repository, String content) {
        try {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            String digest = "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            Path file = file(repository, digest);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            return digest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void put(String repository, String name, String descriptor) {
        indexes.computeIfAbsent(repository, _ -> new TreeMap<>()).put(name, descriptor);
        write(repository);
    }

    private void write(String repository) {
        try {
            Path folder = root.resolve(repository);
            Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
            Files.writeString(
                    folder.resolve("index.json"),
                    "{\"schemaVersion\":2,\"manifests\":[%s]}"
                            .formatted(String.join(",", indexes.get(repository).values())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
