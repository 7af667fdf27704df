// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.engine.ContentOpener;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.Clue;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scanners.secrets.KeyClues;
import dev.pomona.scanners.secrets.KeyPairs;
import dev.pomona.scanners.secrets.SecretScanner;
import dev.pomona.scanners.secrets.detect.Detection;
import dev.pomona.scanners.secrets.detect.Found;
import dev.pomona.scanners.secrets.detect.Origin;
import dev.pomona.scanners.secrets.detect.SecretDetector;
import dev.pomona.scanners.secrets.detect.Suspicion;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Looks for secrets in one content of a repository as a scan of files would: in itself, in what is packed in its text,
/// and in archives. Safe for several threads.
final class BlobSearch {

    private static final byte[] LFS_POINTER =
            "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

    private final SecretDetector detector;
    private final SecretScanner scanner;
    private final ContentOpener opener;
    private final boolean opensArchives;
    private final Runnable clock;

    /// @param opensArchives whether archives are opened at all
    /// @param clock called now and then; what it throws ends the search
    BlobSearch(SecretDetector detector, ContentOpener opener, boolean opensArchives, Runnable clock) {
        this.detector = detector;
        this.scanner = new SecretScanner(detector);
        this.opener = opener;
        this.opensArchives = opensArchives;
        this.clock = clock;
    }

    /// What was found at one path.
    ///
    /// @param found with what belongs to private keys, where that is in the same archive
    /// @param gaps what was not seen, sorted
    /// @param clues what the content itself says about keys, to be compared with what others beside it say
    record Result(List<Found> found, List<Gap> gaps, List<Clue> clues) {}

    /// Whether [#search] could bring anything, whatever the path: asked before anybody knows a path.
    ///
    /// @param base what was said of the content that this one was made of; `null` when nothing was
    /// @param copies what it has from there, as [SecretDetector#suspicion] wants it
    Suspicion suspicion(byte[] content, @Nullable Suspicion base, int[] copies) {
        if (content.length == 0) return Suspicion.none();
        Suspicion suspicion = detector.suspicion(content, base, copies, clock);
        if (suspicion.isRaised() || !opensArchives) return suspicion;
        if (isPointer(content)) return Suspicion.raised();
        if (!ContentOpener.isArchive(content)) return suspicion;
        var entries = new Entries();
        opener.open(new FileFacts("content", content.length, false), content, clock, entries);
        return entries.isSuspect ? Suspicion.raised() : Suspicion.none();
    }

    /// Whether the real content is elsewhere, which a path that is an archive's makes worth saying.
    private static boolean isPointer(byte[] content) {
        return content.length > LFS_POINTER.length
                && Arrays.equals(content, 0, LFS_POINTER.length, LFS_POINTER, 0, LFS_POINTER.length);
    }

    private final class Entries implements ContentOpener.Visitor {

        private boolean isSuspect;

        @Override
        public boolean wants(FileFacts facts) {
            return !isSuspect && scanner.wants(facts);
        }

        @Override
        public void entry(FileFacts facts, MemorySegment content) {
            if (!isSuspect) isSuspect = detector.isSuspect(content, clock);
        }

        @Override
        public void gap(Gap gap) {
            isSuspect = true;
        }
    }

    /// What a scan of files reports of this content at a path.
    /// @param commit that brought it; `null` when none did
    Result search(String path, @Nullable String commit, byte[] content) {
        var found = new ArrayList<Found>();
        var gaps = new TreeSet<Gap>();
        var clues = new ArrayList<Clue>();
        var facts = new FileFacts(path, content.length, false);
        if (scanner.wants(facts)) take(detector.detect(content, new Origin(path, commit), clock), found, gaps);
        if (KeyClues.isLookedAt(facts)) clues.addAll(KeyClues.shown(path, content));
        if (opensArchives && ContentOpener.isOpened(path)) {
            opener.open(facts, content, clock, new ContentOpener.Visitor() {
                @Override
                public boolean wants(FileFacts entry) {
                    return scanner.wants(entry);
                }

                @Override
                public void entry(FileFacts entry, MemorySegment entryContent) {
                    take(detector.detect(entryContent, new Origin(entry.path(), commit), clock), found, gaps);
                    if (!KeyClues.isLookedAt(entry)) return;
                    clues.addAll(KeyClues.shown(entry.path(), entryContent.toArray(ValueLayout.JAVA_BYTE)));
                }

                @Override
                public void gap(Gap gap) {
                    gaps.add(gap);
                }
            });
        }
        clues.addAll(KeyClues.found(found));
        List<Clue> own = clues.stream().filter(clue -> clue.path().equals(path)).toList();
        return new Result(new KeyPairs(clues).told(found), List.copyOf(gaps), own);
    }

    private static void take(Detection detection, List<Found> found, Set<Gap> gaps) {
        found.addAll(detection.found());
        gaps.addAll(detection.gaps());
    }
}
