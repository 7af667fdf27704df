// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.cache.ResultCache;
import dev.pomona.engine.content.Digests;
import dev.pomona.engine.content.Scratch;
import dev.pomona.engine.walk.FileAccess;
import dev.pomona.engine.walk.FileStat;
import dev.pomona.engine.walk.PathNames;
import dev.pomona.engine.walk.SystemFileAccess;
import dev.pomona.scan.api.Scanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Scans folders and files with a set of scanners. See `docs/engine.md` for what is walked, ignored and limited.
///
/// Safe for several threads; every scan is on its own.
public final class Engine {

    private final List<Scanner> scanners;
    private final EngineOptions options;
    private final Progress progress;
    private final FileAccess access;
    private final Set<Stop> running = ConcurrentHashMap.newKeySet();

    /// @throws IllegalArgumentException when two scanners have the same id
    public Engine(List<Scanner> scanners, EngineOptions options, Progress progress) {
        this(scanners, options, progress, new SystemFileAccess());
    }

    Engine(List<Scanner> scanners, EngineOptions options, Progress progress, FileAccess access) {
        this.scanners = List.copyOf(scanners);
        this.options = options;
        this.progress = progress;
        this.access = access;
        new ScannerSet(this.scanners);
    }

    /// Scans a folder, or a single file such as an archive or a lock file.
    ///
    /// @throws InvalidTargetException when the target is not there or is neither
    /// @throws CancellationException when [#cancel] was called or the calling thread was interrupted; nothing
    ///     half-written is left then, and an interruption is still to be seen on the thread
    public EngineResult scan(Path target) {
        Path real;
        FileStat stat;
        try {
            real = target.toRealPath();
            stat = access.stat(real);
        } catch (IOException e) {
            throw new InvalidTargetException("there is no readable file or folder '%s'".formatted(target));
        }
        boolean isFolder = stat.kind() == FileStat.Kind.FOLDER;
        if (!isFolder && stat.kind() != FileStat.Kind.FILE) {
            throw new InvalidTargetException("'%s' is neither a folder nor a regular file".formatted(target));
        }
        var stop = new Stop(options.timeout());
        running.add(stop);
        try {
            return scan(real, isFolder, stop);
        } finally {
            running.remove(stop);
        }
    }

    /// Ends all scans that run now as soon as possible.
    public void cancel() {
        running.forEach(Stop::cancel);
    }

    private EngineResult scan(Path real, boolean isFolder, Stop stop) {
        var all = new ScannerSet(scanners);
        try (var scratch = new Scratch(folder("scratch"));
                var cache = openCache(real);
                var run = new ScanRun(ours(), all, stop, progress, access, cache, scratch)) {
            var result = run.run(real, isFolder, name(real));
            var warnings = save(cache);
            progress.phase(Progress.Phase.DONE);
            return warned(result, warnings);
        } catch (InterruptedException _) {
            stop.cancel();
            Thread.currentThread().interrupt();
            throw new CancellationException("the scan was interrupted");
        } catch (IOException e) {
            throw new InvalidTargetException("'%s' can't be read".formatted(real));
        }
    }

    /// The options with the cache folder as the walk will see it.
    private EngineOptions ours() {
        if (options.cache() == null) return options;
        try {
            return options.withCache(options.cache().toRealPath());
        } catch (IOException _) {
            return options.withCache(options.cache().toAbsolutePath().normalize());
        }
    }

    private @Nullable Path folder(String name) {
        return options.cache() == null ? null : options.cache().resolve(name);
    }

    private ResultCache openCache(Path target) {
        Path folder = folder("results");
        if (folder == null) return ResultCache.none();
        var digest = Digests.sha256();
        Digests.add(digest, target.toUri().toString());
        return ResultCache.open(folder, HexFormat.of().formatHex(digest.digest(), 0, 16), options.maxCache());
    }

    private static List<String> save(ResultCache cache) {
        try {
            cache.save();
            return List.of();
        } catch (IOException e) {
            return List.of("the results could not be kept for the next scan: " + e.getMessage());
        }
    }

    private static EngineResult warned(EngineResult result, List<String> warnings) {
        var all = new ArrayList<>(result.warnings());
        all.addAll(warnings);
        return new EngineResult(
                result.artifact(),
                result.manifests(),
                result.findings(),
                result.filesSeen(),
                result.bytesSeen(),
                result.ignored(),
                result.outcomes(),
                result.gaps(),
                all,
                result.input(),
                result.rules());
    }

    /// The last name of the target, as its own files are named; `root` for the root of a file system.
    private static String name(Path real) {
        String name = PathNames.last(real);
        return name.isEmpty() ? "root" : name;
    }
}
