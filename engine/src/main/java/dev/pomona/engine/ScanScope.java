// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.archive.ArchiveReader;
import dev.pomona.engine.content.Contents;
import dev.pomona.engine.content.CopyBudget;
import dev.pomona.engine.content.Scratch;
import dev.pomona.scan.api.PackageSource;
import dev.pomona.scan.api.ScanContext.Ecosystem;
import java.util.function.Function;

/// What all parts of one scan share.
record ScanScope(
        EngineOptions options,
        ScannerSet scanners,
        Stop stop,
        Contents contents,
        ArchiveReader archives,
        CopyBudget copies,
        RetainedFiles retained) {

    private static final int SMALLEST_ARRAY = 16 << 10;
    private static final int LARGEST_ARRAY = 8 << 20;
    /// Archives deeper than this share what is left; they are rare.
    private static final int USUAL_DEPTH = 4;

    /// Half of the memory is for copies that scanners ask for, a quarter for what is kept, a quarter for what is
    /// being looked at: a content for each thread and archive level.
    static ScanScope of(EngineOptions options, ScannerSet scanners, Stop stop, Scratch scratch) {
        long quarter = options.maxMemory() / 4;
        long array = quarter / ((long) options.threads() * USUAL_DEPTH);
        var contents = new Contents(Math.clamp(array, SMALLEST_ARRAY, LARGEST_ARRAY), scratch);
        return new ScanScope(
                options,
                scanners,
                stop,
                contents,
                new ArchiveReader(contents, options.maxFileSize()),
                CopyBudget.shared(2 * quarter),
                new RetainedFiles(quarter, scratch));
    }

    PackageSource packageSource(Ecosystem ecosystem) {
        var source = options.packageSources().get(ecosystem);
        return source == null ? _ -> new PackageSource.Lookup.Absent() : source;
    }

    ScannerCall newCall(int scanner, String path, Function<Ecosystem, PackageSource> packages) {
        return new ScannerCall(scanner, path, options.scannerTimeout().toNanos(), stop, packages);
    }
}
