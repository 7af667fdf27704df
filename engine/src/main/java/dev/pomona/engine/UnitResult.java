// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All that came out of one file of the target and the archives in it.
final class UnitResult {

    /// A file that some scanner wanted and that was read.
    ///
    /// @param digest SHA-256 in hexadecimal
    record Entry(FileFacts facts, String digest, BitSet wanting) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Integer, Recorder> results = new TreeMap<>();
    private final Gaps gaps;
    private long files;
    private long bytes;
    private boolean lasting = true;

    UnitResult(String path) {
        this.gaps = new Gaps(path);
    }

    void count(long size) {
        files++;
        bytes += Math.max(0, size);
    }

    void setCounts(long newFiles, long newBytes) {
        files = newFiles;
        bytes = newBytes;
    }

    void add(Entry entry) {
        entries.add(entry);
    }

    void gap(Gap.Kind kind, String path, String message) {
        gaps.add(new Gap(kind, path, message));
    }

    Recorder results(int scanner) {
        return results.computeIfAbsent(scanner, _ -> new Recorder());
    }

    /// Something happened that may not happen again: nothing to be remembered.
    void setPassing() {
        lasting = false;
    }

    boolean isLasting() {
        return lasting;
    }

    List<Entry> entries() {
        return entries;
    }

    Map<Integer, Recorder> results() {
        return results;
    }

    Gaps gaps() {
        return gaps;
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }
}
