// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import dev.pomona.git.file.GitFiles;
import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectFormat;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All objects of a repository: its own folder of objects and the alternates that this one leads to.
///
/// It sees the packs that were there when it was opened. Any number of threads may use it, each with a reader
/// of its own. Close it when no reader is at work.
public final class ObjectStore implements AutoCloseable {

    /// Git follows alternates of alternates no deeper.
    private static final int ALTERNATE_DEPTH = 5;

    private final Arena arena = Arena.ofShared();
    private final List<ObjectFolder> folders = new ArrayList<>();
    private final List<Pack> packs = new ArrayList<>();
    private final ObjectFormat format;
    private final GitLimits limits;
    private final boolean isVerifying;
    private final BooleanSupplier isOver;
    private final Consumer<GitGap> gaps;

    /// A pack, as a caller may remember it.
    ///
    /// @param sum the checksum of its content: a pack with the same one has the same objects
    public record PackInfo(ObjectId sum, String name, int objects, long bytes) {}

    /// Opens the folders and all they lead to.
    ///
    /// @param roots folders of objects, the repository's own one first
    /// @param isVerifying whether each object that is read must have the hash that it is named by
    /// @param isOver asked at each object; when it says so, readers end with [ReadingEndedException]
    /// @param gaps told what can't be read; by several threads when there are several readers
    public ObjectStore(
            GitFiles files,
            List<Path> roots,
            ObjectFormat format,
            GitLimits limits,
            boolean isVerifying,
            BooleanSupplier isOver,
            Consumer<GitGap> gaps) {
        this.format = format;
        this.limits = limits;
        this.isVerifying = isVerifying;
        this.isOver = isOver;
        this.gaps = gaps;
        for (Path folder : withAlternates(files, roots)) {
            var opened = new ObjectFolder(files, folder, format, limits, packs.size(), arena, gaps);
            folders.add(opened);
            packs.addAll(opened.packs());
        }
    }

    /// @throws ReadingEndedException when somebody wants all reading to end
    void checkGoesOn() {
        if (isOver.getAsBoolean()) throw new ReadingEndedException();
    }

    private List<Path> withAlternates(GitFiles files, List<Path> roots) {
        var found = new LinkedHashSet<Path>();
        var next = new ArrayList<>(roots);
        for (int depth = 0; depth <= ALTERNATE_DEPTH && !next.isEmpty(); depth++) {
            var further = new ArrayList<Path>();
            for (Path folder : next) {
                if (!files.isFolder(folder)) {
                    boolean isOutside = !files.isInside(folder);
                    gaps.accept(new GitGap(
                            isOutside ? GitGap.Kind.OUTSIDE : GitGap.Kind.MISSING,
                            null,
                            isOutside
                                    ? "a folder of objects lies outside of what may be read, or is missing"
                                    : "a folder of objects is missing"));
                    continue;
                }
                if (found.size() > limits.alternates()) {
                    gaps.accept(new GitGap(GitGap.Kind.TOO_LARGE, null, "there are too many alternates"));
                    return List.copyOf(found);
                }
                if (found.add(folder.toAbsolutePath().normalize())) further.addAll(alternates(files, folder));
            }
            next = further;
        }
        if (!next.isEmpty()) gaps.accept(new GitGap(GitGap.Kind.TOO_LARGE, null, "alternates are nested too deep"));
        return List.copyOf(found);
    }

    private List<Path> alternates(GitFiles files, Path folder) {
        var alternates = new ArrayList<Path>();
        try {
            byte[] text = files.readIfThere(folder.resolve("info").resolve("alternates"), 1 << 20);
            if (text == null) return alternates;
            for (String line : new String(text, StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isEmpty() && line.charAt(0) != '#') alternates.add(GitFiles.resolve(folder, line));
            }
        } catch (GitFormatException e) {
            gaps.accept(GitGap.of(null, e));
        }
        return alternates;
    }

    public ObjectFormat format() {
        return format;
    }

    public GitLimits limits() {
        return limits;
    }

    /// Where gaps are told.
    public Consumer<GitGap> gaps() {
        return gaps;
    }

    boolean isVerifying() {
        return isVerifying;
    }

    List<ObjectFolder> folders() {
        return folders;
    }

    List<Pack> allPacks() {
        return packs;
    }

    /// Whether the repository is a partial clone: then objects may be missing without anything being wrong.
    public boolean isPartial() {
        return folders.stream().anyMatch(ObjectFolder::isPartial);
    }

    /// The packs, in the order in which they are searched.
    public List<PackInfo> packs() {
        return packs.stream()
                .map(pack -> new PackInfo(
                        pack.sum(),
                        pack.name(),
                        pack.index().count(),
                        pack.bytes().byteSize()))
                .toList();
    }

    /// The objects that are files of their own, in order; some may be in packs as well.
    public List<ObjectId> looseIds() {
        var ids = new TreeSet<ObjectId>();
        for (ObjectFolder folder : folders) ids.addAll(looseIds(folder));
        return List.copyOf(ids);
    }

    private List<ObjectId> looseIds(ObjectFolder folder) {
        try {
            return folder.loose().ids();
        } catch (GitFormatException e) {
            gaps.accept(GitGap.of(null, e));
            return List.of();
        }
    }

    /// Whether the object is there, be it readable or not.
    public boolean contains(ObjectId id) {
        if (isPacked(id)) return true;
        for (ObjectFolder folder : folders) {
            if (folder.loose().contains(id)) return true;
        }
        return false;
    }

    private boolean isPacked(ObjectId id) {
        for (Pack pack : packs) {
            if (pack.index().find(id) >= 0) return true;
        }
        return false;
    }

    /// Whether an earlier pack has the object, so that this one's copy need not be shown.
    boolean isInEarlierPack(ObjectId id, Pack pack) {
        for (int i = 0; i < pack.number(); i++) {
            if (packs.get(i).index().find(id) >= 0) return true;
        }
        return false;
    }

    /// The ids that start with these digits, in order, no more than a number of them.
    ///
    /// @param digits at least two, in lower case
    public List<ObjectId> startingWith(String digits, int most) {
        var ids = new TreeSet<ObjectId>();
        ObjectId lowest = ObjectId.lowest(digits, format);
        for (Pack pack : packs) {
            int row = pack.index().find(lowest);
            if (row < 0) row = -1 - row;
            for (int found = 0; row < pack.index().count() && found < most; row++, found++) {
                ObjectId id = pack.index().id(row);
                if (!id.startsWith(digits)) break;
                ids.add(id);
            }
        }
        for (ObjectFolder folder : folders) {
            for (ObjectId id : looseIds(folder)) {
                if (id.startsWith(digits)) ids.add(id);
            }
        }
        return ids.stream().limit(most).toList();
    }

    /// All objects of some types in parts that are about equally much work.
    ///
    /// Each object is in one part only, even when several packs have it. An object of a pack that is not wanted
    /// counts as known, and is in no part.
    ///
    /// @param number about how many parts for each pack
    /// @param isWanted which packs to take up; a caller that remembers packs leaves out those it has seen
    public List<StorePart> parts(Set<ObjectType> types, int number, Predicate<PackInfo> isWanted) {
        var parts = new ArrayList<StorePart>();
        List<PackInfo> infos = packs();
        for (Pack pack : packs) {
            if (!isWanted.test(infos.get(pack.number()))) continue;
            try {
                parts.addAll(parts(EnumSet.copyOf(types), pack.plan(), Math.max(1, number)));
            } catch (GitFormatException e) {
                gaps.accept(GitGap.of(null, e));
            } catch (InternalError e) {
                gaps.accept(GitGap.of(null, ObjectReader.shrunk(e)));
            }
        }
        var seen = new TreeSet<ObjectId>();
        for (ObjectFolder folder : folders) {
            List<ObjectId> ids = looseIds(folder).stream()
                    .filter(id -> !isPacked(id) && seen.add(id))
                    .toList();
            int size = Math.max(1, (ids.size() + number - 1) / Math.max(1, number));
            for (int from = 0; from < ids.size(); from += size) {
                parts.add(new LoosePart(
                        EnumSet.copyOf(types), folder, ids.subList(from, Math.min(ids.size(), from + size))));
            }
        }
        return parts;
    }

    private static List<StorePart> parts(EnumSet<ObjectType> types, PackPlan plan, int number) {
        var parts = new ArrayList<StorePart>();
        long all = 0;
        for (int root = 0; root < plan.count(); root = plan.treeEnd(root)) all += weight(types, plan, root);
        long most = Math.max(1 << 16, all / number + 1);
        long weight = 0;
        int from = 0;
        int root = 0;
        while (root < plan.count()) {
            int end = plan.treeEnd(root);
            weight += weight(types, plan, root);
            if (weight >= most || end == plan.count()) {
                parts.add(new PackedPart(types, plan, from, end, weight));
                from = end;
                weight = 0;
            }
            root = end;
        }
        return parts;
    }

    private static long weight(EnumSet<ObjectType> types, PackPlan plan, int root) {
        ObjectType type = plan.kind(root) == PackPlan.FOREIGN ? null : ObjectType.ofCode(plan.kind(root));
        if (type != null && !types.contains(type)) return 0;
        long weight = 0;
        int end = plan.treeEnd(root);
        for (int node = root; node < end; node++) weight += plan.packedBytes(node);
        return weight;
    }

    /// Numbers for all objects that are there now.
    ///
    /// @throws ArithmeticException when there are more than two thousand million
    public ObjectNumbers numbers() {
        return new ObjectNumbers(packs, looseIds());
    }

    /// A reader for one thread.
    public ObjectReader reader() {
        return new ObjectReader(this);
    }

    /// Ends the mappings: nothing may be read any more.
    @Override
    public void close() {
        arena.close();
    }

    /// Where an object is in a pack, other than in one that is already known to be bad.
    ObjectFolder.@Nullable Place find(ObjectId id, @Nullable Pack except) {
        for (ObjectFolder folder : folders) {
            if (except == null) {
                ObjectFolder.Place place = folder.find(id);
                if (place != null) return place;
            } else {
                for (Pack pack : folder.packs()) {
                    ObjectFolder.Place place = pack == except ? null : ObjectFolder.find(id, pack);
                    if (place != null) return place;
                }
            }
        }
        return null;
    }
}
