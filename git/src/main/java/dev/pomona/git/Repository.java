// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git;

import dev.pomona.git.file.GitFiles;
import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectFormat;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.refs.Ref;
import dev.pomona.git.refs.RefReader;
import dev.pomona.git.store.GitLimits;
import dev.pomona.git.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A repository, open for reading.
///
/// ```java
/// try (var repository = Repository.open(folder, RepositoryOptions.of(gaps::add).within(folder))) {
///     var blobs = EnumSet.of(ObjectType.BLOB);
///     for (StorePart part : repository.objects().parts(blobs, 2, _ -> true)) { … reader.walk(part, visitor) … }
/// }
/// ```
public final class Repository implements AutoCloseable {

    private final GitFiles files;
    private final Layout layout;
    private final ObjectFormat format;
    private final RefReader refReader;
    private final GitLimits limits;
    private final Consumer<GitGap> gaps;
    private final ObjectStore objects;
    private final boolean isReftable;

    private Repository(GitFiles files, Layout layout, RepositoryOptions options) {
        this.files = files;
        this.layout = layout;
        this.limits = options.limits();
        this.gaps = options.gaps();
        GitConfig config = config(layout.common().resolve("config"));
        this.format = format(config);
        this.isReftable = "reftable".equals(config.value("extensions.refstorage"))
                || files.isFolder(layout.common().resolve("reftable"));
        this.refReader =
                new RefReader(files, layout.own(), layout.common(), format, limits.fileBytes(), limits.refs(), gaps);
        var folders = new ArrayList<Path>();
        Path other = options.objectFolder();
        folders.add(other == null ? layout.common().resolve("objects") : other);
        folders.addAll(options.alternateFolders());
        this.objects = new ObjectStore(files, folders, format, limits, options.isVerifying(), options.isOver(), gaps);
    }

    /// Opens a work tree, a bare repository, or a file `.git` that leads to one. Folders above are not
    /// searched.
    ///
    /// @throws GitFormatException when there is no repository that can be read
    public static Repository open(Path at, RepositoryOptions options) {
        Path boundary = options.boundary();
        GitFiles files = boundary == null ? GitFiles.anywhere() : GitFiles.within(boundary);
        return new Repository(files, Layout.find(files, at), options);
    }

    private GitConfig config(Path file) {
        byte[] bytes = files.readIfThere(file, 1 << 20);
        return GitConfig.parse(bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8));
    }

    private static ObjectFormat format(GitConfig config) {
        String name = config.value("extensions.objectformat");
        if (name == null) return ObjectFormat.SHA1;
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sha1" -> ObjectFormat.SHA1;
            case "sha256" -> ObjectFormat.SHA256;
            default ->
                throw new GitFormatException(GitGap.Kind.UNSUPPORTED, "the repository has an unknown kind of ids");
        };
    }

    public ObjectFormat format() {
        return format;
    }

    public ObjectStore objects() {
        return objects;
    }

    /// Where gaps are told.
    public Consumer<GitGap> gaps() {
        return gaps;
    }

    /// All refs by name, with HEAD; read anew each time. None, and a gap, when they are kept as reftables.
    public SortedMap<String, Ref> refs() {
        if (!isReftable) return refReader.refs();
        gaps.accept(new GitGap(GitGap.Kind.UNSUPPORTED, null, "refs are kept as reftables, which are not read"));
        return new TreeMap<>();
    }

    /// What HEAD points to; `null` before the first commit.
    public @Nullable ObjectId head() {
        Ref head = refs().get("HEAD");
        return head == null ? null : head.target();
    }

    /// What refs and work in progress pointed to earlier, from reflogs, ORIG_HEAD and its like.
    public Collection<ObjectId> remembered() {
        return refReader.remembered();
    }

    /// Commits whose parents were left out when the repository was cloned; empty when the history is whole.
    public Set<ObjectId> shallow() {
        var ids = new HashSet<ObjectId>();
        try {
            byte[] bytes = files.readIfThere(layout.common().resolve("shallow"), limits.fileBytes());
            if (bytes == null) return ids;
            for (String line : (Iterable<String>) new String(bytes, StandardCharsets.UTF_8).lines()::iterator) {
                ObjectId id = ObjectId.parse(line.strip());
                if (id != null) ids.add(id);
            }
        } catch (GitFormatException e) {
            gaps.accept(GitGap.of(null, e));
        }
        return ids;
    }

    /// The entries of the index, in its order; empty when there is none.
    ///
    /// @throws GitFormatException when it can't be read
    public List<StagedFile> staged() {
        return staged(layout.own().resolve("index"));
    }

    /// The entries of another file that is an index, such as Git's hooks get in `GIT_INDEX_FILE`.
    ///
    /// @throws GitFormatException when it can't be read
    public List<StagedFile> staged(Path index) {
        byte[] bytes = files.readIfThere(index, limits.fileBytes());
        return bytes == null ? List.of() : IndexReader.read(bytes, format, limits.indexEntries(), gaps);
    }

    /// Ends all mappings of files.
    @Override
    public void close() {
        objects.close();
    }
}
