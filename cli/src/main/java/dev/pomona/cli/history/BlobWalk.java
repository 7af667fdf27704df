// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.git.Repository;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.store.ObjectReader;
import dev.pomona.git.store.ObjectVisitor;
import dev.pomona.git.store.ReadingEndedException;
import dev.pomona.git.store.StorePart;
import java.util.EnumSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads contents of a repository, each once, by several threads, in the order in which their packs have them.
final class BlobWalk {

    private static final int PARTS_EACH_THREAD = 8;

    private final Repository repository;
    private final Workers workers;
    private final BooleanSupplier isOver;

    /// @param isOver asked at each content; when it says so, the walk ends
    BlobWalk(Repository repository, Workers workers, BooleanSupplier isOver) {
        this.repository = repository;
        this.workers = workers;
        this.isOver = isOver;
    }

    /// Is shown contents, by each of the threads.
    @FunctionalInterface
    interface Visitor {
        /// @param content not to be changed
        /// @param base what the content was made of, when that was shown and a note was answered
        /// @return a note for those that are made of this one
        @Nullable
        Object blob(ObjectId id, byte[] content, ObjectVisitor.@Nullable Base base);
    }

    /// Shows the contents that are wanted; each id that there is, is asked for once or more.
    ///
    /// @throws InterruptedException when the calling thread is interrupted; the others have ended then
    void run(Predicate<ObjectId> wanted, Visitor visitor) throws InterruptedException {
        var types = EnumSet.of(ObjectType.BLOB);
        var parts = new ConcurrentLinkedQueue<StorePart>(
                repository.objects().parts(types, PARTS_EACH_THREAD * workers.threads(), _ -> true));
        var shown = new ObjectVisitor() {
            @Override
            public boolean wants(ObjectId id, ObjectType type) {
                return wanted.test(id);
            }

            @Override
            public void object(ObjectId id, ObjectType type, byte[] content) {
                object(id, type, content, null);
            }

            @Override
            public @Nullable Object object(ObjectId id, ObjectType type, byte[] content, @Nullable Base base) {
                if (isOver.getAsBoolean()) throw new Ended();
                return visitor.blob(id, content, base);
            }
        };
        workers.share(() -> walk(parts, shown));
    }

    private void walk(ConcurrentLinkedQueue<StorePart> parts, ObjectVisitor visitor) {
        try (ObjectReader reader = repository.objects().reader()) {
            StorePart part;
            while ((part = parts.poll()) != null) reader.walk(part, visitor);
        } catch (Ended | ReadingEndedException _) {
            parts.clear();
        }
    }

    /// Ends a walk in the midst of a part.
    private static final class Ended extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Ended() {
            super("the walk is over", null, false, false);
        }
    }
}
