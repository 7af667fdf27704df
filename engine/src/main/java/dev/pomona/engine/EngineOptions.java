// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.archive.ArchiveLimits;
import dev.pomona.scan.api.PackageSource;
import dev.pomona.scan.api.ScanContext.Ecosystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How a scan is run. Start from [#defaults] and change what differs.
///
/// @param maxFileSize larger files are not read, in bytes; a gap when a scanner wanted one
/// @param maxMemory what the engine holds of contents at most, in bytes of heap; what does not fit is mapped or
///     goes to the scratch folder
/// @param timeout for the whole scan
/// @param scannerTimeout for one call of a scanner: one file, or all files of one that needs them together
/// @param archives how far archives are opened
/// @param threads how many files are looked at side by side
/// @param cache the folder for results of earlier scans and for scratch files; `null` to keep nothing
/// @param maxCache what the results in it take at most, in bytes
/// @param skip patterns as in an ignore file, relative to the target, of what is left out
/// @param only patterns of what is looked at; everything when empty
/// @param ignoreFiles whether `.gitignore` and `.pomonaignore` count
/// @param packageSources where published files can be read; none for an ecosystem that is not in it
public record EngineOptions(
        long maxFileSize,
        long maxMemory,
        Duration timeout,
        Duration scannerTimeout,
        ArchiveLimits archives,
        int threads,
        @Nullable Path cache,
        long maxCache,
        List<String> skip,
        List<String> only,
        boolean ignoreFiles,
        Map<Ecosystem, PackageSource> packageSources) {

    private static final long SMALLEST_MEMORY = 1 << 20;

    public EngineOptions {
        if (maxFileSize < 0 || maxFileSize > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("files have 0 bytes to 2 GB, but got %d".formatted(maxFileSize));
        }
        if (maxMemory < SMALLEST_MEMORY) {
            throw new IllegalArgumentException("a scan needs 1 MB of memory or more, but got %d".formatted(maxMemory));
        }
        if (!timeout.isPositive() || !scannerTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "time limits are above zero, but got %s and %s".formatted(timeout, scannerTimeout));
        }
        if (threads < 1) throw new IllegalArgumentException("a scan needs a thread, but got %d".formatted(threads));
        if (maxCache < 0) throw new IllegalArgumentException("a cache can't have %d bytes".formatted(maxCache));
        skip = List.copyOf(skip);
        only = List.copyOf(only);
        packageSources = Map.copyOf(packageSources);
    }

    /// Files up to 512 MB, half of the heap, ten minutes for the scan and one for a scanner's call, a thread per
    /// processor, ignore files honoured, no cache.
    public static EngineOptions defaults() {
        return new EngineOptions(
                512L << 20,
                Math.max(SMALLEST_MEMORY, Runtime.getRuntime().maxMemory() / 2),
                Duration.ofMinutes(10),
                Duration.ofMinutes(1),
                ArchiveLimits.DEFAULT,
                Runtime.getRuntime().availableProcessors(),
                null,
                512L << 20,
                List.of(),
                List.of(),
                true,
                Map.of());
    }

    public EngineOptions withMaxFileSize(long newMaxFileSize) {
        return changed(draft -> draft.maxFileSize = newMaxFileSize);
    }

    public EngineOptions withMaxMemory(long newMaxMemory) {
        return changed(draft -> draft.maxMemory = newMaxMemory);
    }

    public EngineOptions withTimeout(Duration newTimeout) {
        return changed(draft -> draft.timeout = newTimeout);
    }

    public EngineOptions withScannerTimeout(Duration newScannerTimeout) {
        return changed(draft -> draft.scannerTimeout = newScannerTimeout);
    }

    public EngineOptions withArchives(ArchiveLimits newArchives) {
        return changed(draft -> draft.archives = newArchives);
    }

    public EngineOptions withThreads(int newThreads) {
        return changed(draft -> draft.threads = newThreads);
    }

    public EngineOptions withCache(@Nullable Path newCache) {
        return changed(draft -> draft.cache = newCache);
    }

    public EngineOptions withMaxCache(long newMaxCache) {
        return changed(draft -> draft.maxCache = newMaxCache);
    }

    public EngineOptions withSkip(List<String> newSkip) {
        return changed(draft -> draft.skip = newSkip);
    }

    public EngineOptions withOnly(List<String> newOnly) {
        return changed(draft -> draft.only = newOnly);
    }

    public EngineOptions withIgnoreFiles(boolean newIgnoreFiles) {
        return changed(draft -> draft.ignoreFiles = newIgnoreFiles);
    }

    public EngineOptions withPackageSources(Map<Ecosystem, PackageSource> newPackageSources) {
        return changed(draft -> draft.packageSources = newPackageSources);
    }

    private EngineOptions changed(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /// Options while one of them changes.
    private static final class Draft {
        private long maxFileSize;
        private long maxMemory;
        private Duration timeout;
        private Duration scannerTimeout;
        private ArchiveLimits archives;
        private int threads;
        private @Nullable Path cache;
        private long maxCache;
        private List<String> skip;
        private List<String> only;
        private boolean ignoreFiles;
        private Map<Ecosystem, PackageSource> packageSources;

        Draft(EngineOptions options) {
            maxFileSize = options.maxFileSize;
            maxMemory = options.maxMemory;
            timeout = options.timeout;
            scannerTimeout = options.scannerTimeout;
            archives = options.archives;
            threads = options.threads;
            cache = options.cache;
            maxCache = options.maxCache;
            skip = options.skip;
            only = options.only;
            ignoreFiles = options.ignoreFiles;
            packageSources = options.packageSources;
        }

        EngineOptions finished() {
            return new EngineOptions(
                    maxFileSize,
                    maxMemory,
                    timeout,
                    scannerTimeout,
                    archives,
                    threads,
                    cache,
                    maxCache,
                    skip,
                    only,
                    ignoreFiles,
                    packageSources);
        }
    }
}
