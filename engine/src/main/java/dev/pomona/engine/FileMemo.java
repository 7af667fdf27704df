// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.cache.CorruptRecordException;
import dev.pomona.engine.cache.RecordInput;
import dev.pomona.engine.cache.RecordOutput;
import dev.pomona.engine.cache.ResultCache;
import dev.pomona.engine.content.Digests;
import dev.pomona.engine.walk.FileAccess;
import dev.pomona.engine.walk.FileStat;
import dev.pomona.engine.walk.WalkedFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Remembers the digests of files by what the file system says about them, so that unchanged files need not be
/// read again.
///
/// A file that changed within the last seconds could change again without a trace in its times: it is not
/// remembered.
final class FileMemo {

    private static final long TOO_FRESH = Duration.ofSeconds(2).toNanos();

    private final ResultCache cache;
    private final FileAccess access;

    FileMemo(ResultCache cache, FileAccess access) {
        this.cache = cache;
        this.access = access;
    }

    /// The SHA-256 of a file as it was read before, in hexadecimal; empty when it may have changed since.
    Optional<String> digest(WalkedFile file) {
        try {
            long changed = access.changed(file.path());
            var record = cache.get(key(file));
            if (record.isEmpty()) return Optional.empty();
            var in = new RecordInput(record.get());
            boolean same = in.number() == file.stat().size()
                    && in.number() == file.stat().modified()
                    && in.number() == file.stat().key()
                    && in.number() == changed;
            return same ? Optional.of(HexFormat.of().formatHex(in.raw())) : Optional.empty();
        } catch (IOException | CorruptRecordException _) {
            return Optional.empty();
        }
    }

    /// Remembers a file that was read just now, unless it changed meanwhile or a moment ago.
    void remember(WalkedFile file, String digest) {
        try {
            FileStat now = access.stat(file.path());
            long changed = access.changed(file.path());
            long latest = Math.max(changed, now.modified());
            if (!now.equals(file.stat()) || latest > nanosNow() - TOO_FRESH) return;
            var out = new RecordOutput();
            out.number(now.size());
            out.number(now.modified());
            out.number(now.key());
            out.number(changed);
            out.raw(HexFormat.of().parseHex(digest));
            cache.put(key(file), out.toBytes());
        } catch (IOException _) {
            // gone already
        }
    }

    private static long nanosNow() {
        var now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    private static byte[] key(WalkedFile file) {
        var digest = Digests.sha256();
        Digests.add(digest, "file");
        Digests.add(digest, file.facts().path());
        return digest.digest();
    }
}
