// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.git.Repository;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.store.ObjectReader;
import dev.pomona.git.store.ObjectVisitor;
import dev.pomona.git.store.StorePart;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/// Reads contents of a repository, each once, by several threads, in the order in which their packs have them.
final class BlobWalk {

    private static final int PARTS_EACH_THREAD = 8;

    private final Repository repository;
    private final int threads;

    BlobWalk(Repository repository, int threads) {
        this.repository = repository;
        this.threads = threads;
    }

    /// Is shown contents, by each of the threads.
    @FunctionalInterface
    interface Visitor {
        /// @param content not to be changed
        void blob(ObjectId id, byte[] content);
    }

    /// Shows the contents that are wanted; each id that there is, is asked for once or more.
    ///
    /// @throws InterruptedException when the calling thread is interrupted; the others have ended then
    void run(Predicate<ObjectId> wanted, Visitor visitor) throws InterruptedException {
        var types = EnumSet.of(ObjectType.BLOB);
        var parts = new ConcurrentLinkedQueue<StorePart>(
                repository.objects().parts(types, PARTS_EACH_THREAD * threads, _ -> true));
        var shown = new ObjectVisitor() {
            @Override
            public boolean wants(ObjectId id, ObjectType type) {
                return wanted.test(id);
            }

            @Override
            public void object(ObjectId id, ObjectType type, byte[] content) {
                visitor.blob(id, content);
            }
        };
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var runs = new ArrayList<Future<?>>();
            for (int i = 0; i < threads; i++) runs.add(pool.submit(() -> walk(parts, shown)));
            try {
                for (Future<?> run : runs) run.get();
            } catch (InterruptedException e) {
                pool.shutdownNow();
                throw e;
            } catch (ExecutionException e) {
                pool.shutdownNow();
                if (e.getCause() instanceof RuntimeException failure) throw failure;
                if (e.getCause() instanceof Error failure) throw failure;
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    private void walk(ConcurrentLinkedQueue<StorePart> parts, ObjectVisitor visitor) {
        try (ObjectReader reader = repository.objects().reader()) {
            StorePart part;
            while ((part = parts.poll()) != null) reader.walk(part, visitor);
        }
    }
}
