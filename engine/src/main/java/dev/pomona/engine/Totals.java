// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.content.Digests;
import dev.pomona.engine.content.Rows;
import dev.pomona.engine.walk.WalkedFile;
import dev.pomona.model.component.Digest;
import dev.pomona.model.report.Gap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Sums up what comes out of all files, in any order. Safe for several threads.
final class Totals {

    private static final int WIDTH = 32;

    /// A file that a scanner of the second phase wants, and the file of the target it is in.
    record Seen(UnitResult.Entry entry, WalkedFile unit) {}

    private final ScannerSet scanners;
    private final Map<String, Seen> seen = new TreeMap<>();
    private final Rows contents = new Rows(WIDTH);
    private final List<Recorder> recorders = new ArrayList<>();
    private final Gaps gaps = new Gaps("");
    private long files;
    private long bytes;

    Totals(ScannerSet scanners) {
        this.scanners = scanners;
        for (int i = 0; i < scanners.size(); i++) recorders.add(new Recorder());
    }

    synchronized void add(UnitResult result, WalkedFile unit) {
        files += result.files();
        bytes += result.bytes();
        result.gaps().all().forEach(gaps::add);
        result.results().forEach((scanner, recorder) -> {
            if (scanner < recorders.size()) recorders.get(scanner).addAll(recorder);
        });
        for (UnitResult.Entry entry : result.entries()) {
            addContent(entry);
            if (!scanners.anyProject(entry.wanting())) continue;
            String path = entry.facts().path();
            if (seen.putIfAbsent(path, new Seen(entry, unit)) != null) {
                gap(Gap.Kind.MALFORMED, path, "two files have this path; one of them was seen");
            }
        }
    }

    /// A file that nobody wants.
    synchronized void addUnread(long size) {
        files++;
        bytes += size;
    }

    void gap(Gap.Kind kind, String path, String message) {
        gaps.add(new Gap(kind, path, message));
    }

    Collection<Gap> gaps() {
        return gaps.all();
    }

    Recorder recorder(int scanner) {
        return recorders.get(scanner);
    }

    synchronized long files() {
        return files;
    }

    synchronized long bytes() {
        return bytes;
    }

    /// What a scanner of the second phase wants, by path.
    synchronized List<Seen> wantedBy(int scanner) {
        return seen.values().stream()
                .filter(file -> file.entry().wanting().get(scanner))
                .toList();
    }

    /// Over the names of the target and all contents that were wanted.
    synchronized Digest input(byte[] tree) {
        contents.sort();
        var digest = Digests.sha256();
        Digests.add(digest, "input 1");
        digest.update(tree);
        contents.addTo(digest);
        return Digest.of(Digest.Algorithm.SHA256, digest.digest());
    }

    private void addContent(UnitResult.Entry entry) {
        var digest = Digests.sha256();
        Digests.add(digest, entry.facts().path());
        Digests.add(digest, entry.digest());
        contents.add(digest.digest());
    }
}
