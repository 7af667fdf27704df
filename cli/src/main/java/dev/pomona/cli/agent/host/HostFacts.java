// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a host says of itself in its files.
///
/// @param name empty when it has none
/// @param system the operating system and its kernel, in words; empty when it is not known
/// @param image `null` when nothing says what it was made from
/// @param account `provider/account`; `null` when it is in no cloud, or it is not known
/// @param gaps what could not be found out, in words
public record HostFacts(
        String name,
        String system,
        @Nullable GoldenImage image,
        @Nullable String account,
        List<String> gaps) {

    public HostFacts {
        gaps = List.copyOf(gaps);
    }

    /// @param root usually `/`
    /// @param metadata to be asked for what files don't say; `null` when nobody allows it
    public static HostFacts read(Path root, @Nullable MetadataService metadata) throws InterruptedException {
        var files = new HostFiles(root);
        var gaps = new ArrayList<String>();
        Optional<Cloud> cloud = Cloud.of(files);
        if (cloud.isPresent() && cloud.get().account() == null) {
            cloud = Optional.of(asked(cloud.get(), metadata, gaps));
        }
        Optional<GoldenImage> image =
                GoldenImage.of(files, cloud.map(Cloud::image).orElse(null));
        return new HostFacts(
                name(files),
                system(files),
                image.orElse(null),
                cloud.filter(one -> one.account() != null)
                        .map(one -> one.provider() + "/" + one.account())
                        .orElse(null),
                gaps);
    }

    private static Cloud asked(Cloud known, @Nullable MetadataService metadata, List<String> gaps)
            throws InterruptedException {
        if (metadata == null) {
            gaps.add("the account of '%s' is in no file; name it with --account, or allow --metadata"
                    .formatted(known.provider()));
            return known;
        }
        try {
            return metadata.ask(known.provider());
        } catch (IOException e) {
            gaps.add("the metadata service can't be asked: %s".formatted(e.getMessage()));
            return known;
        }
    }

    /// Its own name; where that is no name of its own, its machine's id.
    private static String name(HostFiles files) {
        String name = files.text("etc/hostname")
                .filter(text -> !text.isEmpty())
                .or(() -> files.text("proc/sys/kernel/hostname"))
                .orElse("");
        boolean isNobodys = name.isEmpty() || name.equals("localhost") || name.startsWith("localhost.");
        return isNobodys ? files.text("etc/machine-id").orElse(name) : name;
    }

    private static String system(HostFiles files) {
        Map<String, String> release = files.values("etc/os-release", '=');
        if (release.isEmpty()) release = files.values("usr/lib/os-release", '=');
        String kernel = files.text("proc/sys/kernel/osrelease").orElse("");
        String name = release.getOrDefault("PRETTY_NAME", release.getOrDefault("ID", ""));
        if (kernel.isEmpty()) return name;
        return name.isEmpty() ? "Linux " + kernel : "%s, Linux %s".formatted(name, kernel);
    }
}
