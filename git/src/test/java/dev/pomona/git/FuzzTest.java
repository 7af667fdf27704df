// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.pomona.git.history.BlobTraces;
import dev.pomona.git.history.NewBlobs;
import dev.pomona.git.history.RevisionException;
import dev.pomona.git.history.Revisions;
import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.store.GitLimits;
import dev.pomona.git.store.ObjectReader;
import dev.pomona.git.store.StorePart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Changes the files of a repository at random, reads all that can be read, and lets nothing escape but the one
/// exception of the module.
class FuzzTest {

    /// `-Dfuzz.seed` and `-Dfuzz.rounds` ask for more than the build needs.
    private static final long SEED = Long.getLong("fuzz.seed", 20261127);

    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 700);

    @TempDir
    Path folder;

    /// All forms in which git keeps things, as small as can be.
    private SortedMap<String, byte[]> files() throws IOException {
        var git = GitSandbox.init(folder.resolve("original"));
        for (int i = 0; i < 6; i++)
            git.write("d/e/f" + i % 2, "line\n".repeat(200) + i).commit("c" + i);
        git.git("tag", "-a", "-m", "tag", "t", "HEAD~2");
        git.git("repack", "-q", "-a", "-d", "-f");
        for (int i = 0; i < 4; i++) git.write("g" + i, "text\n".repeat(100 * i)).commit("d" + i);
        git.git("-c", "repack.useDeltaBaseOffset=false", "repack", "-q", "-d", "-f");
        git.git("multi-pack-index", "write");
        git.git("pack-refs", "--all");
        git.git("update-index", "--index-version", "4");
        git.write("loose", "loose").commit("loose");
        var files = new TreeMap<String, byte[]>();
        Path root = git.folder().resolve(".git");
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(path).toString();
                if (!name.startsWith("hooks")) files.put(name, Files.readAllBytes(path));
            }
        }
        files.put("objects/info/alternates", HandMade.bytes("../objects\n"));
        files.put("shallow", HandMade.bytes("0".repeat(40) + "\n"));
        return files;
    }

    @Test
    @Timeout(600)
    void onlyTheOneExceptionEscapes() throws Exception {
        var random = new Random(SEED);
        SortedMap<String, byte[]> files = files();
        var names = new ArrayList<>(files.keySet());
        List<String> packs =
                names.stream().filter(name -> name.contains("pack/")).toList();
        Path at = Files.createDirectories(folder.resolve("changed"));
        for (var file : files.entrySet()) write(at, file.getKey(), file.getValue());
        var work = new Work();
        work.run(at, 0);
        assertThat(work.seen).as("what is read when nothing is changed").isGreaterThan(30);
        assertThat(work.gaps).isEmpty();
        for (int round = 1; round <= ROUNDS; round++) {
            var changed = new TreeSet<String>();
            int changes = 1 + random.nextInt(2);
            for (int i = 0; i < changes; i++) {
                // packs and their indexes more often than texts
                List<String> from = random.nextBoolean() ? packs : names;
                String name = from.get(random.nextInt(from.size()));
                changed.add(name);
                byte[] original = files.get(name);
                if (original != null) write(at, name, changed(original, random));
            }
            work.run(at, round);
            for (String name : changed) {
                byte[] original = files.get(name);
                if (original != null) write(at, name, original);
            }
        }
        assertThat(work.refused).as("refused as a whole").isLessThan(ROUNDS / 4);
        assertThat(work.gapped).as("read with gaps").isGreaterThan(ROUNDS / 3);
    }

    private static void write(Path at, String name, byte[] bytes) throws IOException {
        Path file = at.resolve(name);
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.write(file, bytes);
    }

    private static byte[] changed(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            // heads and tables at the start decide more than the rest
            if (random.nextInt(3) == 0) at = random.nextInt(Math.min(64, bytes.length));
            switch (random.nextInt(7)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes[at] = (byte) 0xFF;
                case 3 -> bytes = Arrays.copyOf(bytes, at);
                case 4 -> {
                    if (bytes.length - at >= 4) ByteBuffer.wrap(bytes).putInt(at, extreme(random));
                }
                case 5 -> {
                    int from = random.nextInt(bytes.length);
                    int length = random.nextInt(Math.min(60, Math.min(bytes.length - from, bytes.length - at)) + 1);
                    System.arraycopy(original, Math.min(from, original.length - length), bytes, at, length);
                }
                default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(30)), (byte) 0);
            }
        }
        return bytes;
    }

    private static int extreme(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Integer.MAX_VALUE;
            case 1 -> Integer.MIN_VALUE;
            case 2 -> -1;
            case 3 -> 0;
            default -> random.nextInt();
        };
    }

    /// Reads all that there is in each way that there is.
    private static final class Work {

        private static final GitLimits LIMITS =
                GitLimits.defaults().withObjectBytes(1 << 20).withWork(1 << 20, 8 << 20, 64 << 20);

        private final List<GitGap> gaps = new ArrayList<>();
        private int seen;
        private int refused;
        private int gapped;

        void run(Path at, int round) {
            gaps.clear();
            var options = RepositoryOptions.of(gaps::add).within(at).with(LIMITS);
            if (round % 2 == 1) options = options.withoutVerifying();
            try (var repository = Repository.open(at, options)) {
                repository.refs();
                repository.remembered();
                repository.shallow();
                attempt(repository::staged);
                var blobs = new TreeSet<ObjectId>();
                try (ObjectReader reader = repository.objects().reader()) {
                    for (StorePart part : repository.objects().parts(EnumSet.allOf(ObjectType.class), 3, _ -> true)) {
                        reader.walk(part, (id, type, _) -> {
                            seen++;
                            if (type == ObjectType.BLOB) blobs.add(id);
                        });
                    }
                    blobs.forEach(reader::read);
                    repository.objects().looseIds().forEach(reader::read);
                }
                assertThat(BlobTraces.of(repository, blobs)).hasSameSizeAs(blobs);
                attempt(() -> NewBlobs.of(
                        repository,
                        Revisions.range(repository, List.of("HEAD~3..HEAD", "--all")),
                        NewBlobs.Against.WHOLE_HISTORY));
                attempt(() -> Revisions.commit(repository, "abcd"));
            } catch (GitFormatException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            } catch (RuntimeException | Error e) {
                fail("seed %d, round %d".formatted(SEED, round), e);
            }
            if (!gaps.isEmpty()) gapped++;
        }

        private static void attempt(Runnable step) {
            try {
                step.run();
            } catch (GitFormatException | RevisionException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
