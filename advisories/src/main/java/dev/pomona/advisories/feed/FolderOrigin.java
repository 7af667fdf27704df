// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder on disk. Files are read where they are, not copied.
record FolderOrigin(Path folder) implements Origin {

    @Override
    public String address() {
        return folder.toString();
    }

    @Override
    public Fetched fetch(String path, long limit, @Nullable Validator known, Transfer transfer) throws FeedException {
        Path file = path.isEmpty() ? folder : folder.resolve(path);
        try {
            if (!Files.isRegularFile(file)) return new Fetched.Missing();
            long size = Files.size(file);
            if (size > limit) {
                throw new FeedException("%s has %d bytes, more than the %d allowed".formatted(file, size, limit));
            }
            String digest = Checksum.of(file);
            transfer.received(size);
            if (known != null && known.digest().equals(digest)) return new Fetched.NotModified();
            return new Fetched.Body(file, new Validator(null, null, digest), false);
        } catch (IOException e) {
            throw new FeedException("%s could not be read: %s".formatted(file, Reason.of(e)), e);
        }
    }

    @Override
    public List<String> folders(String path) throws FeedException {
        try (Stream<Path> children = Files.list(folder.resolve(path))) {
            return children.filter(Files::isDirectory)
                    .map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new FeedException("%s could not be listed: %s".formatted(folder, Reason.of(e)), e);
        }
    }

    @Override
    public boolean isRemote() {
        return false;
    }
}
