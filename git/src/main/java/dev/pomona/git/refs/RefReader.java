// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.refs;

import dev.pomona.git.file.GitFiles;
import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectFormat;
import dev.pomona.git.object.ObjectId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads refs and reflogs of a repository.
public final class RefReader {

    private static final int SYMBOLIC_DEPTH = 5;
    private static final int FOLDER_DEPTH = 32;
    private static final int REF_FILE = 1 << 14;

    /// Commits that Git remembers while something is under way; not refs, but somebody's work all the same.
    private static final List<String> REMEMBERED = List.of(
            "AUTO_MERGE",
            "BISECT_HEAD",
            "CHERRY_PICK_HEAD",
            "FETCH_HEAD",
            "MERGE_HEAD",
            "ORIG_HEAD",
            "REBASE_HEAD",
            "REVERT_HEAD");

    private final GitFiles files;
    private final Path own;
    private final Path common;
    private final ObjectFormat format;
    private final int fileBytes;
    private final int most;
    private final Consumer<GitGap> gaps;

    /// @param own the folder of this work tree: HEAD is in it
    /// @param common the folder that all work trees share; the same one in a repository without linked ones
    /// @param fileBytes the largest file
    /// @param most the most refs, and the most entries of reflogs
    public RefReader(
            GitFiles files,
            Path own,
            Path common,
            ObjectFormat format,
            int fileBytes,
            int most,
            Consumer<GitGap> gaps) {
        this.files = files;
        this.own = own;
        this.common = common;
        this.format = format;
        this.fileBytes = fileBytes;
        this.most = most;
        this.gaps = gaps;
    }

    /// What may still be read until the refs, or the reflogs, are read again. Links can show one folder or file under
    /// any number of names.
    private int entriesLeft;

    private long bytesLeft;

    private void start() {
        entriesLeft = most;
        bytesLeft = 2L * fileBytes;
    }

    /// Each raw value by name: an id, or `ref: ` and another name.
    private final SortedMap<String, String> values = new TreeMap<>();

    /// All refs by name, with HEAD and the HEADs of linked work trees. Refs that lead nowhere are left out, as
    /// a branch without commits is.
    public SortedMap<String, Ref> refs() {
        values.clear();
        start();
        guarded(this::readPacked);
        readFolder(common, "refs", "");
        if (!own.equals(common)) readFolder(own, "refs", "");
        readValue(own, "HEAD", "HEAD");
        for (String tree : names(common.resolve("worktrees"))) {
            String prefix = "worktrees/" + tree + "/";
            readValue(common.resolve("worktrees").resolve(tree), "HEAD", prefix + "HEAD");
            readFolder(common.resolve("worktrees").resolve(tree), "refs", prefix);
        }
        if (!own.equals(common)) readValue(common, "HEAD", "main-worktree/HEAD");
        var refs = new TreeMap<String, Ref>();
        for (String name : values.keySet()) {
            ObjectId target = resolve(name);
            if (target != null && !target.isZero()) refs.put(name, new Ref(name, target));
        }
        return refs;
    }

    /// The branch that HEAD stands for, such as `refs/heads/main`; `null` when it is detached or there is none.
    public @Nullable String head() {
        byte[] bytes = guarded(() -> files.readIfThere(own.resolve("HEAD"), REF_FILE));
        String value = bytes == null ? "" : text(bytes).strip();
        return value.startsWith("ref:") ? value.substring(4).strip() : null;
    }

    private @Nullable ObjectId resolve(String name) {
        String at = name;
        for (int i = 0; i <= SYMBOLIC_DEPTH; i++) {
            String value = values.get(at);
            if (value == null) return null;
            if (!value.startsWith("ref:")) {
                String[] words = value.split("\\s", 2);
                ObjectId id = ObjectId.parse(words[0]);
                if (id != null && id.format() == format) return id;
                gaps.accept(new GitGap(GitGap.Kind.DAMAGED, null, "ref %s is no id".formatted(name)));
                return null;
            }
            at = value.substring(4).strip();
        }
        gaps.accept(new GitGap(GitGap.Kind.DAMAGED, null, "ref %s leads in a circle".formatted(name)));
        return null;
    }

    private @Nullable Void readPacked() {
        byte[] bytes = files.readIfThere(common.resolve("packed-refs"), fileBytes);
        if (bytes == null) return null;
        boolean isWhole = true;
        for (String line : (Iterable<String>) text(bytes).lines()::iterator) {
            // a line with ^ tells what the tag before it points to, which the tag itself does as well
            if (line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == '^') continue;
            int space = line.indexOf(' ');
            String name = line.substring(space + 1).strip();
            if (space > 0 && RefName.isSafe(name)) put(name, line.substring(0, space));
            else isWhole = false;
        }
        if (!isWhole) throw GitFormatException.damaged("packed-refs has lines that are no refs");
        return null;
    }

    private void put(String name, String value) {
        if (values.size() >= most) throw GitFormatException.tooLarge("there are more than %d refs".formatted(most));
        if (!RefName.isSafe(name)) throw GitFormatException.damaged("a ref has a name that no ref may have");
        values.put(name, value);
    }

    private void readFolder(Path base, String start, String prefix) {
        for (String name : filesBelow(base, start)) readValue(base, name, prefix + name);
    }

    private void readValue(Path base, String file, String name) {
        guarded(() -> {
            byte[] bytes = files.readIfThere(base.resolve(file), REF_FILE);
            if (bytes != null) put(name, text(bytes).strip());
            return null;
        });
    }

    /// The names of all files below a folder, with `/`, in order; each folder once, though links may lead to it.
    private Collection<String> filesBelow(Path base, String start) {
        var found = new TreeSet<String>();
        if (entriesLeft < 0) return found; // told already
        var next = new ArrayDeque<String>();
        var seen = new HashSet<Path>();
        next.add(start);
        seen.add(files.real(base.resolve(start)));
        String folder;
        while ((folder = next.poll()) != null) {
            for (String child : names(base.resolve(folder))) {
                String name = folder + "/" + child;
                if (child.endsWith(".lock") || !RefName.isSafe(name)) continue;
                if (files.isFolder(base.resolve(name))) {
                    if (name.chars().filter(c -> c == '/').count() > FOLDER_DEPTH) {
                        gaps.accept(new GitGap(GitGap.Kind.TOO_LARGE, null, "refs are nested too deep"));
                    } else if (seen.add(files.real(base.resolve(name)))) {
                        next.add(name);
                    }
                } else {
                    found.add(name);
                }
                if (--entriesLeft < 0) {
                    gaps.accept(new GitGap(GitGap.Kind.TOO_LARGE, null, "there are too many files of refs"));
                    return found;
                }
            }
        }
        return found;
    }

    private List<String> names(Path folder) {
        List<String> names = guarded(() -> files.names(folder, most));
        return names == null ? List.of() : names;
    }

    /// What refs and work in progress pointed to earlier: all ids in reflogs, ORIG_HEAD and its like, each
    /// once.
    public Collection<ObjectId> remembered() {
        var ids = new TreeSet<ObjectId>();
        start();
        var folders = new ArrayList<Path>(List.of(common));
        if (!own.equals(common)) folders.add(own);
        for (String tree : names(common.resolve("worktrees"))) {
            folders.add(common.resolve("worktrees").resolve(tree));
        }
        for (Path folder : folders) {
            for (String name : REMEMBERED) collect(folder.resolve(name), ids);
            for (String name : filesBelow(folder, "logs")) collect(folder.resolve(name), ids);
        }
        return ids;
    }

    /// Takes the words at the start of each line that are ids: one in files such as ORIG_HEAD, two in reflogs.
    private void collect(Path file, Collection<ObjectId> ids) {
        guarded(() -> {
            byte[] bytes = bytesLeft <= 0 ? null : files.readIfThere(file, fileBytes);
            if (bytes == null) return null;
            bytesLeft -= bytes.length;
            if (bytesLeft <= 0) throw GitFormatException.tooLarge("there are too many bytes of reflogs");
            for (String line : (Iterable<String>) text(bytes).lines()::iterator) {
                String[] words = line.split("[ \t]", 3);
                for (int i = 0; i < Math.min(2, words.length); i++) {
                    ObjectId id = ObjectId.parse(words[i]);
                    if (id == null || id.format() != format || id.isZero()) continue;
                    if (ids.size() >= most) throw GitFormatException.tooLarge("there are too many reflogs");
                    ids.add(id);
                }
            }
            return null;
        });
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// A step that may fail without the others.
    private <T> @Nullable T guarded(Step<T> step) {
        try {
            return step.run();
        } catch (GitFormatException e) {
            gaps.accept(GitGap.of(null, e));
            return null;
        }
    }

    private interface Step<T> {
        @Nullable
        T run();
    }
}
