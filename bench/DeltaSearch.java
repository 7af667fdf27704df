// SPDX-License-Identifier: Apache-2.0
import dev.pomona.git.Repository;
import dev.pomona.git.RepositoryOptions;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.store.ObjectReader;
import dev.pomona.git.store.ObjectVisitor;
import dev.pomona.git.store.StorePart;
import dev.pomona.scanners.secrets.detect.SecretDetector;
import dev.pomona.scanners.secrets.detect.SecretOptions;
import dev.pomona.scanners.secrets.detect.Suspicion;
import dev.pomona.scanners.secrets.rule.RulePack;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// Holds the search of what changed between versions against the search of each version as a whole, over all contents of
/// real repositories: see README.md. Ends with 1 when a content was found clean that is not.
public class DeltaSearch {

    private final SecretDetector detector = new SecretDetector(RulePack.builtIn(), SecretOptions.DEFAULT);
    private final List<ObjectId> missed = new ArrayList<>();
    private int contents;
    private int made;
    private int suspects;
    private int needless;

    /// @param arguments repositories
    public static void main(String[] arguments) {
        boolean isEqual = true;
        for (String repository : arguments) isEqual &= new DeltaSearch().compare(Path.of(repository));
        System.exit(isEqual ? 0 : 1);
    }

    private boolean compare(Path at) {
        try (var repository = Repository.open(at, RepositoryOptions.of(_ -> {}).withoutVerifying());
                ObjectReader reader = repository.objects().reader()) {
            for (StorePart part : repository.objects().parts(EnumSet.of(ObjectType.BLOB), 1, _ -> true)) {
                reader.walk(part, new ObjectVisitor() {
                    @Override
                    public void object(ObjectId id, ObjectType type, byte[] content) {
                        object(id, type, content, null);
                    }

                    @Override
                    public Object object(ObjectId id, ObjectType type, byte[] content, Base base) {
                        return look(id, content, base);
                    }
                });
            }
        }
        System.out.printf(
                "%s: %d contents, %d of them made of another; %d suspect, %d without need; missed: %s%n",
                at, contents, made, suspects, needless, missed);
        return missed.isEmpty();
    }

    private Suspicion look(ObjectId id, byte[] content, ObjectVisitor.Base base) {
        contents++;
        if (base != null) made++;
        Suspicion suspicion = base == null
                ? detector.suspicion(content, null, new int[0], () -> {})
                : detector.suspicion(content, (Suspicion) base.note(), base.copies(), () -> {});
        boolean isSuspect = detector.isSuspect(MemorySegment.ofArray(content), () -> {});
        if (isSuspect) suspects++;
        if (isSuspect && !suspicion.isRaised()) missed.add(id);
        if (!isSuspect && suspicion.isRaised()) needless++;
        return suspicion;
    }
}
