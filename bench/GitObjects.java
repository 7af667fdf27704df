// SPDX-License-Identifier: Apache-2.0
import dev.pomona.git.Repository;
import dev.pomona.git.RepositoryOptions;
import dev.pomona.git.history.BlobTraces;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.store.ObjectReader;
import dev.pomona.git.store.ObjectVisitor;
import dev.pomona.git.store.StorePart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Reads a repository's whole database once, or traces some of its blobs: see README.md.
public class GitObjects {

    private static final int TRACED = 100;

    /// @param arguments a repository; `all`, `blobs` or `trace`; the number of threads; `verified` or `trusted`
    public static void main(String[] arguments) throws Exception {
        var gaps = new AtomicInteger();
        var options = RepositoryOptions.of(_ -> gaps.incrementAndGet());
        if (arguments[3].equals("trusted")) options = options.withoutVerifying();
        long start = System.nanoTime();
        try (var repository = Repository.open(Path.of(arguments[0]), options)) {
            if (arguments[1].equals("trace")) trace(repository);
            else read(repository, arguments[1].equals("all"), Integer.parseInt(arguments[2]));
        }
        System.out.printf("%.2f s, %d gaps%n", (System.nanoTime() - start) / 1e9, gaps.get());
    }

    private static void read(Repository repository, boolean isAll, int threads) throws Exception {
        var types = isAll ? EnumSet.allOf(ObjectType.class) : EnumSet.of(ObjectType.BLOB);
        var parts = new ConcurrentLinkedQueue<>(repository.objects().parts(types, 8 * threads, _ -> true));
        var objects = new LongAdder();
        var bytes = new LongAdder();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var runs = new ArrayList<Future<Void>>();
            for (int i = 0; i < threads; i++) {
                runs.add(pool.submit(() -> {
                    try (ObjectReader reader = repository.objects().reader()) {
                        StorePart part;
                        while ((part = parts.poll()) != null) {
                            reader.walk(part, (_, _, content) -> {
                                objects.increment();
                                bytes.add(content.length);
                            });
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> run : runs) run.get();
        }
        System.out.printf("%d objects, %d bytes: ", objects.sum(), bytes.sum());
    }

    /// Traces blobs that are spread evenly over the database.
    private static void trace(Repository repository) {
        List<ObjectId> blobs = new ArrayList<>();
        try (ObjectReader reader = repository.objects().reader()) {
            for (StorePart part : repository.objects().parts(EnumSet.of(ObjectType.BLOB), 1, _ -> true)) {
                reader.walk(part, new ObjectVisitor() {
                    @Override
                    public boolean wants(ObjectId id, ObjectType type) {
                        blobs.add(id);
                        return false;
                    }

                    @Override
                    public void object(ObjectId id, ObjectType type, byte[] content) {}
                });
            }
        }
        var some = new ArrayList<ObjectId>();
        for (int i = 0; i < blobs.size(); i += Math.max(1, blobs.size() / TRACED)) some.add(blobs.get(i));
        System.out.printf("%d blobs traced: ", BlobTraces.of(repository, some).size());
    }
}
