// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import dev.pomona.scan.api.PackageSource.Lookup;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A repository in a folder, read only: the user's local one, or one that the settings name by a
/// `file:` address.
final class FolderRepository implements RepositoryPlace {

    private final Repository repository;
    private final Path root;
    private final String origin;

    private FolderRepository(Repository repository, Path root, String origin) {
        this.repository = repository;
        this.root = root.toAbsolutePath().normalize();
        this.origin = origin;
    }

    /// The user's own.
    static FolderRepository local(Path root) {
        return new FolderRepository(new Repository("local", "file:", true, true), root, "local repository");
    }

    static FolderRepository of(Repository repository, Path root) {
        return new FolderRepository(repository, root, "repository '%s'".formatted(repository.id()));
    }

    @Override
    public boolean admits(PublishedPath path) {
        return repository.admits(path);
    }

    @Override
    public Lookup read(PublishedPath path) {
        try {
            Path file = root.resolve(path.text()).normalize();
            if (!file.startsWith(root)) return new Lookup.Absent();
            if (path.isMetadata() && !Files.exists(file)) return versions(file);
            if (!Files.isRegularFile(file)) return new Lookup.Absent();
            if (Files.size(file) > MavenSource.LARGEST) {
                return new Lookup.Unavailable("%s is larger than 16 MB".formatted(path.text()));
            }
            return new Lookup.Found(MemorySegment.ofArray(Files.readAllBytes(file)), origin);
        } catch (InvalidPathException e) {
            return new Lookup.Absent();
        } catch (IOException e) {
            return new Lookup.Unavailable("%s can't be read from the %s".formatted(path.text(), origin));
        }
    }

    /// Maven keeps the lists of several repositories side by side, with their ids in the names.
    private Lookup versions(Path metadata) throws IOException {
        Path folder = metadata.getParent();
        if (folder == null || !Files.isDirectory(folder)) return new Lookup.Absent();
        List<byte[]> lists = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "maven-metadata-*.xml")) {
            for (Path file : files) {
                if (Files.isRegularFile(file) && Files.size(file) <= MavenSource.LARGEST) {
                    lists.add(Files.readAllBytes(file));
                }
            }
        }
        return VersionLists.joined(lists)
                .<Lookup>map(list -> new Lookup.Found(MemorySegment.ofArray(list), origin))
                .orElseGet(Lookup.Absent::new);
    }
}
