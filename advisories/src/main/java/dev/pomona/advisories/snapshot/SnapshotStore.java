// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import dev.pomona.advisories.index.CorruptSegmentException;
import dev.pomona.advisories.index.Segment;
import dev.pomona.advisories.index.SegmentWriter;
import dev.pomona.advisories.starter.StarterPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The snapshots in a cache folder. Opening creates nothing and takes no lock: any number of processes may
/// read while one writes.
public final class SnapshotStore {

    /// The name of the data that came with the program.
    public static final String STARTER = "starter";

    private static final String ALGORITHM = "sha256:";

    private final StoreFolder folder;

    private SnapshotStore(StoreFolder folder) {
        this.folder = folder;
    }

    /// @param cache the program's cache folder; need not exist
    public static SnapshotStore open(Path cache) {
        return new SnapshotStore(new StoreFolder(cache.resolve("advisories").toAbsolutePath()));
    }

    /// The newest snapshot; empty before the first update.
    ///
    /// @throws SnapshotException when there is one and it cannot be read
    public Optional<Snapshot> current() {
        return folder.currentId()
                .map(id -> byId(id).orElseThrow(() -> new SnapshotException(
                        "%s names a snapshot that is not there; update the advisory data to mend it"
                                .formatted(folder.current()))));
    }

    /// A snapshot by its id, as long as it was not pruned; the starter pack's as well.
    ///
    /// @param id 64 hex digits, with or without `sha256:` before them
    public Optional<Snapshot> byId(String id) {
        String hex = hex(id);
        if (!SnapshotDescription.isDigest(hex)) return Optional.empty();
        Optional<byte[]> json = folder.read(folder.snapshot(hex));
        if (json.isEmpty()) return Optional.of(starter()).filter(isCalled(hex));
        return Optional.of(stored(hex, json.get()));
    }

    private static String hex(String id) {
        String lower = id.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith(ALGORITHM) ? lower.substring(ALGORITHM.length()) : lower;
    }

    private static Predicate<Snapshot> isCalled(String id) {
        return snapshot -> snapshot.id().equals(id);
    }

    private Snapshot stored(String id, byte[] json) {
        if (!SnapshotDescription.digest(json).equals(id)) {
            throw new SnapshotException(
                    "%s is damaged; update the advisory data to mend it".formatted(folder.snapshot(id)));
        }
        var description = SnapshotDescription.parse(json);
        var confirmed = new HashMap<String, Instant>();
        Map<String, SourceState> states = statesByData();
        for (SnapshotDescription.Source source : description.sources()) {
            SourceState state = states.get(source.name() + ' ' + source.version());
            if (state != null) confirmed.put(source.name(), state.confirmed());
        }
        return new Snapshot(description, folder::segment, confirmed);
    }

    /// What a scan without any other data has: the current snapshot, else the starter pack.
    public Snapshot currentOrStarter() {
        return current().orElseGet(this::starter);
    }

    /// The data that came with the program, indexed in the cache folder, or in a temporary one where the
    /// cache cannot be written.
    public Snapshot starter() {
        Path file = folder.starter().resolve(StarterPack.digest() + ".seg");
        Segment segment;
        try {
            segment = starterSegment(file);
        } catch (IOException e) {
            try {
                Path temporary = Files.createTempDirectory("pomona-starter");
                file = temporary.resolve("starter.seg");
                temporary.toFile().deleteOnExit(); // what is registered last goes first
                file.toFile().deleteOnExit();
                segment = starterSegment(file);
            } catch (IOException again) {
                again.addSuppressed(e);
                throw StoreFolder.failed("could not write", file, again);
            }
        }
        var source = new SnapshotDescription.Source(STARTER, segment.content().hex(), segment.newest(), segment.size());
        Path found = file;
        return new Snapshot(new SnapshotDescription(List.of(source)), _ -> found, Map.of());
    }

    private static Segment starterSegment(Path file) throws IOException {
        if (Files.exists(file)) {
            try {
                return Segment.open(file);
            } catch (CorruptSegmentException e) {
                // Damaged or of another version: written anew below.
            }
        }
        SegmentWriter.writeAdvisories(file, StarterPack.advisories());
        return Segment.open(file);
    }

    /// Deletes old snapshots and the data that only they used.
    ///
    /// @param keep how many of the newest stay; the current one stays in any case
    /// @param pinned ids that stay as well
    /// @return the ids that went, sorted
    /// @throws UpdateRunningException when another process is writing
    public List<String> prune(int keep, Set<String> pinned) {
        if (!Files.isDirectory(folder.root())) return List.of();
        return WriterLock.during(folder, () -> pruned(keep, pinned));
    }

    private List<String> pruned(int keep, Set<String> pinned) {
        Set<String> kept = new HashSet<>();
        for (String id : pinned) kept.add(hex(id));
        folder.currentId().ifPresent(kept::add);
        List<String> newestFirst = ids();
        kept.addAll(newestFirst.subList(0, Math.min(Math.max(keep, 0), newestFirst.size())));
        List<String> gone =
                newestFirst.stream().filter(id -> !kept.contains(id)).sorted().toList();
        for (String id : gone) StoreFolder.discard(folder.snapshot(id));
        sweep();
        return gone;
    }

    /// The ids of all snapshots kept, the one made or confirmed last first. The starter pack is not among them.
    public List<String> ids() {
        record Dated(String id, FileTime date) {}
        var dated = new ArrayList<Dated>();
        for (Path file : folder.list(folder.snapshots())) {
            try {
                dated.add(new Dated(name(file), Files.getLastModifiedTime(file)));
            } catch (IOException e) {
                throw StoreFolder.failed("could not read", file, e);
            }
        }
        dated.sort(Comparator.comparing(Dated::date).reversed().thenComparing(Dated::id));
        return dated.stream().map(Dated::id).toList();
    }

    /// Deletes what a writer that died has left. To be called by the one that holds the lock.
    void sweep() {
        for (Path left : folder.list(folder.scratch())) StoreFolder.discard(left);
        Set<String> used = new HashSet<>();
        for (SnapshotDescription.Source source : described()) used.addAll(source.segments());
        for (Path file : folder.list(folder.segments())) {
            if (!used.contains(name(file))) StoreFolder.discard(file);
        }
    }

    /// The sources of all snapshots kept.
    List<SnapshotDescription.Source> described() {
        var sources = new ArrayList<SnapshotDescription.Source>();
        for (Path file : folder.list(folder.snapshots())) {
            try {
                sources.addAll(SnapshotDescription.parse(folder.read(file).orElseThrow())
                        .sources());
            } catch (SnapshotException e) {
                // A damaged description keeps nothing alive; whoever asks for it is told.
            }
        }
        return sources;
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    List<SourceState> states() {
        return folder.read(folder.state()).map(StateFile::read).orElse(List.of());
    }

    private Map<String, SourceState> statesByData() {
        var states = new HashMap<String, SourceState>();
        for (SourceState state : states()) states.put(state.name() + ' ' + state.data(), state);
        return states;
    }

    StoreFolder folder() {
        return folder;
    }
}
