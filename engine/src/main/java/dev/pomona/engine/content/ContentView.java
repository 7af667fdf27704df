// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.content;

import dev.pomona.model.component.Digest;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileView;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// What a scanner sees of a content. Large contents are copied only when someone asks for an array or text, and
/// only within the budget; [#close] gives that back.
public final class ContentView implements FileView, AutoCloseable {

    /// An array and UTF-16 text of a content together.
    private static final int COPIES = 3;

    private final FileFacts facts;
    private final Content content;
    private final CopyBudget budget;
    private final Object lock = new Object();
    private CopyBudget.@Nullable Share share;
    private byte @Nullable [] copy;
    private @Nullable String text;

    public ContentView(FileFacts facts, Content content, CopyBudget budget) {
        this.facts = facts;
        this.content = content;
        this.budget = budget;
    }

    @Override
    public FileFacts facts() {
        return facts;
    }

    @Override
    public MemorySegment segment() {
        return content.segment();
    }

    @Override
    public byte[] bytes() {
        if (content.isArray()) return content.toArray();
        synchronized (lock) {
            if (copy == null) {
                takeShare();
                copy = content.toArray();
            }
            return copy;
        }
    }

    @Override
    public String text() {
        synchronized (lock) {
            if (text == null) text = Text.decode(bytes());
            return text;
        }
    }

    @Override
    public Digest digest(Digest.Algorithm algorithm) {
        return content.digest(algorithm);
    }

    private void takeShare() {
        if (share != null) return;
        try {
            share = budget.take(Math.multiplyExact(content.size(), COPIES));
        } catch (LimitException e) {
            throw new LimitException(String.valueOf(e.getMessage()), facts.path());
        }
    }

    /// Forgets the copies.
    @Override
    public void close() {
        synchronized (lock) {
            copy = null;
            text = null;
            if (share != null) share.close();
            share = null;
        }
    }
}
