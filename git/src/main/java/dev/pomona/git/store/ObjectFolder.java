// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import dev.pomona.git.file.GitFiles;
import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectFormat;
import dev.pomona.git.object.ObjectId;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One folder `objects`: its packs, their common index when there is one, its loose objects.
final class ObjectFolder {

    private final List<Pack> packs = new ArrayList<>();
    private final LooseObjects loose;
    private final @Nullable MultiPackIndex common;
    private final @Nullable Pack[] commonPacks;
    private final boolean isPartial;

    /// A place of an object in a pack.
    record Place(Pack pack, long offset) {}

    /// @param firstNumber the number of the folder's first pack
    ObjectFolder(
            GitFiles files,
            Path folder,
            ObjectFormat format,
            GitLimits limits,
            int firstNumber,
            Arena arena,
            Consumer<GitGap> gaps) {
        this.loose = new LooseObjects(files, folder, format, limits);
        Path packFolder = folder.resolve("pack");
        List<String> names = List.of();
        try {
            names = files.names(packFolder, 8 * limits.packs());
        } catch (GitFormatException e) {
            gaps.accept(GitGap.of(null, e));
        }
        this.isPartial = names.stream().anyMatch(name -> name.endsWith(".promisor"));
        Map<String, Pack> byIndexName = new TreeMap<>();
        for (String name : names) {
            if (!name.endsWith(".pack")) continue;
            String index = name.substring(0, name.length() - ".pack".length()) + ".idx";
            try {
                if (packs.size() == limits.packs()) throw GitFormatException.tooLarge("there are too many packs");
                var pack = new Pack(
                        name,
                        firstNumber + packs.size(),
                        files.map(packFolder.resolve(name), arena),
                        new PackIndex(files.map(packFolder.resolve(index), arena), format, limits.packObjects(), index),
                        format);
                packs.add(pack);
                byIndexName.put(index, pack);
            } catch (GitFormatException e) {
                gaps.accept(GitGap.of(null, e));
                if (packs.size() == limits.packs()) break;
            }
        }
        this.common = common(files, packFolder.resolve("multi-pack-index"), format, limits, arena, gaps);
        this.commonPacks = common == null
                ? new Pack[0]
                : common.packs().stream().map(byIndexName::get).toArray(Pack[]::new);
    }

    /// The common index only saves time: without it, the packs are asked one by one.
    private static @Nullable MultiPackIndex common(
            GitFiles files, Path path, ObjectFormat format, GitLimits limits, Arena arena, Consumer<GitGap> gaps) {
        if (!files.isFile(path)) return null;
        try {
            return new MultiPackIndex(files.map(path, arena), format, limits.packs());
        } catch (GitFormatException e) {
            gaps.accept(GitGap.of(null, e));
            return null;
        }
    }

    List<Pack> packs() {
        return packs;
    }

    LooseObjects loose() {
        return loose;
    }

    boolean isPartial() {
        return isPartial;
    }

    /// Where the object is in one of the packs; `null` when in none.
    @Nullable
    Place find(ObjectId id) {
        if (common != null) {
            int row = common.find(id);
            Pack pack = row < 0 ? null : commonPacks[common.pack(row)];
            if (pack != null) return new Place(pack, common.offset(row));
        }
        for (Pack pack : packs) {
            Place place = find(id, pack);
            if (place != null) return place;
        }
        return null;
    }

    static @Nullable Place find(ObjectId id, Pack pack) {
        int row = pack.index().find(id);
        return row < 0 ? null : new Place(pack, pack.index().offset(row));
    }
}
