// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.archive;

import dev.pomona.engine.content.Content;
import dev.pomona.engine.content.Contents;
import dev.pomona.engine.content.LimitException;
import dev.pomona.engine.content.ScratchException;
import dev.pomona.engine.content.Sizes;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.ScanTimeoutException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What all formats have in common: an entry gets a safe name, is counted, offered, read within limits, shown.
final class EntryReader {

    /// Opens an entry's content. Not asked for twice.
    interface Source {
        InputStream open() throws IOException;
    }

    private final String archive;
    private final ArchiveBudget budget;
    private final Contents contents;
    private final long largest;
    private final ArchiveVisitor visitor;
    private final Set<String> wanted = new HashSet<>();

    EntryReader(String archive, ArchiveBudget budget, Contents contents, long largest, ArchiveVisitor visitor) {
        this.archive = archive;
        this.budget = budget;
        this.contents = contents;
        this.largest = largest;
        this.visitor = visitor;
    }

    ArchiveBudget budget() {
        return budget;
    }

    /// Facts of an entry; `null`, with a gap, when its name can't be used.
    @Nullable
    FileFacts facts(byte[] name, boolean foreign, long size, boolean executable) {
        budget.countEntry();
        return switch (EntryName.of(name, foreign)) {
            case EntryName.Safe(var path) -> new FileFacts(archive + "!/" + path, size, executable);
            case EntryName.Refused(var tooLong, var reason) -> {
                gap(tooLong ? Gap.Kind.LIMIT : Gap.Kind.MALFORMED, archive, reason);
                yield null;
            }
        };
    }

    /// Offers an entry; a second one of the same name is a gap.
    boolean wants(FileFacts facts) {
        if (!visitor.wants(facts)) return false;
        if (wanted.add(facts.path())) return true;
        gap(Gap.Kind.MALFORMED, facts.path(), "the archive has two files of this name; the first was seen");
        return false;
    }

    /// Reads a wanted entry and shows it. What is wrong with it becomes a gap of its own.
    ///
    /// @throws IOException when the source can't be read any further
    void read(FileFacts facts, Source source) throws IOException {
        if (isTooLarge(facts)) return;
        Content content;
        try (InputStream in = source.open()) {
            content = contents.read(in, largest);
        } catch (LimitException e) {
            if (budget.isExhausted()) throw e;
            gap(Gap.Kind.LIMIT, facts.path(), e.getMessage());
            return;
        } catch (ScanTimeoutException | ScratchException e) {
            throw e;
        } catch (RuntimeException e) {
            // Libraries throw all kinds of things on damaged data.
            throw new IOException("damaged", e);
        }
        show(facts, content);
    }

    boolean isTooLarge(FileFacts facts) {
        if (facts.size() <= largest) return false;
        gap(Gap.Kind.LIMIT, facts.path(), "larger than the limit of %s".formatted(Sizes.print(largest)));
        return true;
    }

    void show(FileFacts facts, Content content) {
        try (content) {
            visitor.visit(new FileFacts(facts.path(), content.size(), facts.executable()), content);
        }
    }

    void gap(Gap.Kind kind, String path, @Nullable String message) {
        visitor.gap(kind, path, message == null ? "could not be read" : message);
    }
}
