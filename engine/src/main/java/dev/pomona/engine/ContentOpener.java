// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.archive.ArchiveBudget;
import dev.pomona.engine.archive.ArchiveFormat;
import dev.pomona.engine.archive.ArchiveLimits;
import dev.pomona.engine.archive.ArchiveReader;
import dev.pomona.engine.archive.ArchiveVisitor;
import dev.pomona.engine.content.Content;
import dev.pomona.engine.content.Contents;
import dev.pomona.engine.content.Scratch;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Opens archives that come from elsewhere than a walk over files, such as the history of a repository, as a scan of
/// files opens them: within the same limits, however deep they are.
///
/// Safe for several threads.
public final class ContentOpener implements AutoCloseable {

    private static final int LARGEST_ARRAY = 8 << 20;

    private final ArchiveLimits limits;
    private final Scratch scratch;
    private final ArchiveReader archives;

    /// @param largest the size of the largest entry that is read, in bytes
    /// @param scratchParent where large entries are kept meanwhile; `null` for the system's own folder
    public ContentOpener(ArchiveLimits limits, long largest, @Nullable Path scratchParent) {
        this.limits = limits;
        this.scratch = new Scratch(scratchParent);
        this.archives = new ArchiveReader(new Contents(LARGEST_ARRAY, scratch), largest);
    }

    /// Is shown what is in an archive.
    public interface Visitor {

        /// Whether the content of an entry is to be read.
        boolean wants(FileFacts facts);

        /// @param content valid during the call only
        void entry(FileFacts facts, MemorySegment content);

        void gap(Gap gap);
    }

    /// Whether a file of this path is opened when files are scanned.
    public static boolean isOpened(String path) {
        return ArchiveFormat.isOpened(path);
    }

    /// Whether a content is an archive, whatever it is called.
    public static boolean isArchive(byte[] content) {
        return ArchiveFormat.detect("", MemorySegment.ofArray(content)) != null;
    }

    /// Shows everything in an archive.
    ///
    /// @param clock called now and then; what it throws ends the work
    public void open(FileFacts facts, byte[] content, Runnable clock, Visitor visitor) {
        var budget = new ArchiveBudget(limits, facts.size(), clock);
        open(facts, Content.of(content), budget, 0, visitor);
    }

    private void open(FileFacts facts, Content content, ArchiveBudget budget, int depth, Visitor visitor) {
        if (depth >= limits.depth()) {
            if (limits.depth() > 0) {
                String message = "more than %d archives inside each other; it was not opened".formatted(limits.depth());
                visitor.gap(new Gap(Gap.Kind.LIMIT, facts.path(), message));
            }
            return;
        }
        archives.read(facts, content, budget, new ArchiveVisitor() {
            @Override
            public boolean wants(FileFacts entry) {
                return visitor.wants(entry) || isOpened(entry.path());
            }

            @Override
            public void visit(FileFacts entry, Content entryContent) {
                if (visitor.wants(entry)) visitor.entry(entry, entryContent.segment());
                if (isOpened(entry.path())) open(entry, entryContent, budget, depth + 1, visitor);
            }

            @Override
            public void gap(Gap.Kind kind, String path, String message) {
                visitor.gap(new Gap(kind, path, message));
            }
        });
    }

    @Override
    public void close() {
        scratch.close();
    }
}
