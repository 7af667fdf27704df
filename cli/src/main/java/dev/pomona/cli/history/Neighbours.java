// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.git.Repository;
import dev.pomona.git.history.BlobTrace;
import dev.pomona.git.history.TreeFiles;
import dev.pomona.git.object.Commit;
import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.store.ObjectReader;
import dev.pomona.git.store.ReadingEndedException;
import dev.pomona.scan.api.Clue;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scanners.secrets.KeyClues;
import dev.pomona.scanners.secrets.KeyPairs;
import dev.pomona.scanners.secrets.detect.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Looks, in the commits that have a private key, for certificates and public keys in the folder of the key. Not for
/// several threads.
final class Neighbours implements AutoCloseable {

    private static final int MOST_FILES = 1000;
    private static final long MOST_BYTES = 64L << 20;

    /// Of all folders that were read, one after the other.
    private static final long MOST_ENTRIES = 4_000_000;

    private static final int FOLDERS_KEPT = 8;

    private final Repository repository;
    private final ObjectReader reader;
    private final BooleanSupplier isOver;
    private final Map<ObjectId, List<Clue>> known = new HashMap<>();
    private final Map<Place, Map<String, List<Clue>>> folders = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Map<String, List<Clue>>> eldest) {
            return size() > FOLDERS_KEPT;
        }
    };
    private long entriesRead;
    private boolean isCut;

    private record Place(ObjectId commit, String folder) {}

    /// @param isOver when it says so, nothing more is looked for
    Neighbours(Repository repository, BooleanSupplier isOver) {
        this.repository = repository;
        this.reader = repository.objects().reader();
        this.isOver = isOver;
    }

    /// What was found in a content, with what belongs to it.
    ///
    /// @param byPath what was found at each of its paths
    Map<String, List<Found>> beside(BlobTrace trace, Map<String, List<Found>> byPath) {
        var told = new TreeMap<String, List<Found>>();
        byPath.forEach((path, found) -> told.put(path, beside(trace, path, found)));
        return told;
    }

    private List<Found> beside(BlobTrace trace, String path, List<Found> found) {
        List<Clue> keys = KeyClues.found(found).stream()
                .filter(clue -> clue.path().equals(path))
                .toList();
        String folder = new FileFacts(path, 0, false).folder();
        for (Commit commit : commits(trace)) {
            if (keys.isEmpty() || isOver.getAsBoolean()) break;
            // a folder may have as many private keys as files: it is not read anew for each
            Map<String, List<Clue>> shown =
                    folders.computeIfAbsent(new Place(commit.id(), folder), _ -> shown(commit, folder));
            var clues = new ArrayList<>(keys);
            for (Clue key : keys) {
                shown.getOrDefault(key.about(), List.of()).stream()
                        .filter(clue -> !clue.path().equals(path))
                        .forEach(clues::add);
            }
            var pairs = new KeyPairs(clues);
            if (!pairs.isEmpty()) return pairs.told(found);
        }
        return found;
    }

    private static List<Commit> commits(BlobTrace trace) {
        var commits = new ArrayList<Commit>();
        if (trace.first() != null) commits.add(trace.first());
        if (trace.last() != null && !commits.contains(trace.last())) commits.add(trace.last());
        return commits;
    }

    /// The keys that files of a folder show, by what they are about.
    private Map<String, List<Clue>> shown(Commit commit, String folder) {
        var clues = new HashMap<String, List<Clue>>();
        if (isSpent()) return clues;
        int files = 0;
        try {
            SortedMap<String, ObjectId> entries = TreeFiles.inFolder(reader, commit, folder);
            entriesRead += entries.size();
            for (var entry : entries.entrySet()) {
                String at = folder.isEmpty() ? entry.getKey() : folder + "/" + entry.getKey();
                if (!KeyClues.isLookedAt(new FileFacts(at, 0, false))) continue;
                if (files++ == MOST_FILES) tellCut();
                if (files > MOST_FILES || isSpent()) break;
                for (Clue clue : known.computeIfAbsent(entry.getValue(), this::read)) {
                    clues.computeIfAbsent(clue.about(), _ -> new ArrayList<>())
                            .add(new Clue(at, clue.about(), clue.says()));
                }
            }
        } catch (ReadingEndedException _) {
            return clues; // what is found is told without what stands beside it
        } catch (GitFormatException e) {
            repository.gaps().accept(GitGap.of(commit.id(), e));
        }
        return clues;
    }

    private boolean isSpent() {
        if (reader.made() <= MOST_BYTES && entriesRead <= MOST_ENTRIES) return false;
        tellCut();
        return true;
    }

    private List<Clue> read(ObjectId blob) {
        byte @Nullable [] content = reader.content(blob, ObjectType.BLOB);
        if (content == null) return List.of();
        boolean isLookedAt = KeyClues.isLookedAt(new FileFacts("x.pem", content.length, false));
        return isLookedAt ? KeyClues.shown("", content) : List.of();
    }

    private void tellCut() {
        if (isCut) return;
        isCut = true;
        repository
                .gaps()
                .accept(new GitGap(
                        GitGap.Kind.TOO_LARGE,
                        null,
                        "not everything beside private keys was compared with them: at most %d files of a folder are, and %d MB"
                                .formatted(MOST_FILES, MOST_BYTES >> 20)));
    }

    @Override
    public void close() {
        reader.close();
    }
}
