// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.archive;

/// How far archives are opened. The last three hold for each file of the target together with all archives
/// inside it.
///
/// @param depth how many archives may be inside each other; 0 opens none
/// @param entries how many entries are looked at
/// @param bytes how many bytes are unpacked
/// @param ratio how many times larger than the archive its unpacked content may be, once that is above 64 MB;
///     also for each compressed stream
public record ArchiveLimits(int depth, int entries, long bytes, int ratio) {

    public static final ArchiveLimits DEFAULT = new ArchiveLimits(8, 1_000_000, 8L << 30, 200);

    private static final int MAX_DEPTH = 32;

    public ArchiveLimits {
        if (depth < 0 || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("archives go 0 to %d deep, but got %d".formatted(MAX_DEPTH, depth));
        }
        if (entries < 1 || bytes < 1 || ratio < 1) {
            throw new IllegalArgumentException("archive limits are at least 1, but got %d entries, %d bytes, ratio %d"
                    .formatted(entries, bytes, ratio));
        }
    }

    public ArchiveLimits withDepth(int newDepth) {
        return new ArchiveLimits(newDepth, entries, bytes, ratio);
    }

    public ArchiveLimits withEntries(int newEntries) {
        return new ArchiveLimits(depth, newEntries, bytes, ratio);
    }

    public ArchiveLimits withBytes(long newBytes) {
        return new ArchiveLimits(depth, entries, newBytes, ratio);
    }

    public ArchiveLimits withRatio(int newRatio) {
        return new ArchiveLimits(depth, entries, bytes, newRatio);
    }
}
