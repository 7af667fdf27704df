// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.scan.ScanSettings;
import dev.pomona.cli.settings.Quantity;
import dev.pomona.cli.settings.Settings;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.engine.archive.ArchiveLimits;
import dev.pomona.model.component.Digest;
import dev.pomona.scanners.secrets.SecretScanner;

/// How far contents are opened.
///
/// @param largest the largest entry of an archive, in bytes
/// @param objectSize as the setting says it
record SearchLimits(ArchiveLimits archives, long largest, String objectSize) {

    /// @throws UsageException when a setting makes no sense
    static SearchLimits of(Invocation invocation) {
        Settings settings = invocation.settings();
        int depth = Quantity.number(
                "max-archive-depth",
                settings.text(ScanSettings.MAX_ARCHIVE_DEPTH).orElse("8"),
                0);
        if (depth > 32) throw new UsageException("max-archive-depth is at most 32, but got %d".formatted(depth));
        long largest = settings.bytes(ScanSettings.MAX_FILE_SIZE).orElse(512L << 20);
        return new SearchLimits(
                ArchiveLimits.DEFAULT.withDepth(depth),
                Math.min(largest, Integer.MAX_VALUE - 8L),
                settings.text(Repositories.MAX_OBJECT_SIZE).orElse("64MB"));
    }

    /// Over everything that shapes a result besides the repository.
    ///
    /// @param configuration of the detector
    Digest rules(String configuration) {
        var digest = new InputDigest("history rules 1");
        digest.add(Integer.toString(SecretScanner.INFO.version()));
        digest.add(configuration);
        digest.add("%d %d %s".formatted(archives.depth(), largest, objectSize));
        return digest.digest();
    }
}
