// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.content.Digests;
import dev.pomona.model.component.Digest;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileScanner;
import dev.pomona.scan.api.ProjectScanner;
import dev.pomona.scan.api.Scanner;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The scanners of a scan, sorted by id and known by their index; and which of them broke.
final class ScannerSet {

    private static final int CACHE_FORMAT = 3;

    private final List<Scanner> scanners;
    private final BitSet project = new BitSet();
    private final Map<Integer, String> broken = new ConcurrentHashMap<>();

    ScannerSet(List<Scanner> scanners) {
        this.scanners = scanners.stream()
                .sorted(Comparator.comparing(scanner -> scanner.info().id()))
                .toList();
        for (int i = 0; i < this.scanners.size(); i++) {
            switch (this.scanners.get(i)) {
                case ProjectScanner _ -> project.set(i);
                case FileScanner _ -> {}
            }
            if (i > 0 && id(i).equals(id(i - 1))) {
                throw new IllegalArgumentException("two scanners are called '%s'".formatted(id(i)));
            }
        }
    }

    int size() {
        return scanners.size();
    }

    Scanner get(int index) {
        return scanners.get(index);
    }

    String id(int index) {
        return scanners.get(index).info().id();
    }

    /// Which scanners want a file.
    BitSet wanting(FileFacts facts) {
        var wanting = new BitSet();
        for (int i = 0; i < scanners.size(); i++) {
            if (wants(i, facts)) wanting.set(i);
        }
        return wanting;
    }

    private boolean wants(int index, FileFacts facts) {
        try {
            return scanners.get(index).wants(facts);
        } catch (RuntimeException | StackOverflowError e) {
            breakDown(
                    index,
                    "it failed when asked which files it wants: " + e.getClass().getSimpleName());
            return false;
        }
    }

    /// Whether any scanner that needs several files is among these.
    boolean anyProject(BitSet some) {
        return some.intersects(project);
    }

    /// A scanner that can't go on; the first reason counts.
    void breakDown(int index, String reason) {
        broken.putIfAbsent(index, reason);
    }

    boolean isBroken(int index) {
        return broken.containsKey(index);
    }

    Map<Integer, String> broken() {
        return broken;
    }

    /// Over the scanners and every limit that may change a result. Time, memory and threads are not in it: when
    /// they run out, the result says so itself.
    Digest rules(EngineOptions options) {
        var digest = Digests.sha256();
        Digests.add(digest, CACHE_FORMAT);
        Digests.add(digest, scanners.size());
        for (Scanner scanner : scanners) {
            Digests.add(digest, scanner.info().id());
            Digests.add(digest, scanner.info().version());
            Digests.add(digest, scanner.configuration());
        }
        Digests.add(digest, options.maxFileSize());
        Digests.add(digest, options.archives().depth());
        Digests.add(digest, options.archives().entries());
        Digests.add(digest, options.archives().bytes());
        Digests.add(digest, options.archives().ratio());
        for (List<String> patterns : List.of(options.skip(), options.only())) {
            Digests.add(digest, patterns.size());
            patterns.forEach(pattern -> Digests.add(digest, pattern));
        }
        Digests.add(digest, options.ignoreFiles() ? 1 : 0);
        return Digest.of(Digest.Algorithm.SHA256, digest.digest());
    }
}
