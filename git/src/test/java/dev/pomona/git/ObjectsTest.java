// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.IdSet;
import dev.pomona.git.object.ObjectFormat;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.store.GitLimits;
import dev.pomona.git.store.ObjectReader;
import dev.pomona.git.store.ObjectStore.PackInfo;
import dev.pomona.git.store.ObjectVisitor;
import dev.pomona.git.store.StorePart;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Holds what we read of object databases against what git reads, in all the forms in which git keeps them.
class ObjectsTest {

    private static final long SEED = 20261127;

    @TempDir
    Path folder;

    private GitSandbox grown(String... options) {
        return GitSandbox.init(folder.resolve("repo"), options).grow(SEED, 150);
    }

    private static List<Path> files(Path below, String suffix) throws Exception {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void readsLooseObjects() {
        var git = GitSandbox.init(folder.resolve("repo"));
        for (int i = 0; i < 12; i++)
            git.write("d/f" + i % 3, "line " + i + "\n".repeat(i * 1000)).commit("c" + i);
        git.write("empty", "").commit("empty file");
        AllObjects.compare(git, git.folder());
    }

    @Test
    void readsPacksOfEveryMake() throws Exception {
        var git = grown();
        AllObjects.compare(git, git.folder());
        git.git("gc", "-q", "--aggressive", "--prune=now");
        AllObjects.compare(git, git.folder().resolve(".git"));
        git.git("repack", "-q", "-a", "-d", "-f", "--depth=250", "--window=100");
        AllObjects.compare(git, git.folder());
        // deltas that name their base by id, and indexes of both versions, with and without large offsets
        git.git("-c", "repack.useDeltaBaseOffset=false", "repack", "-q", "-a", "-d", "-f");
        AllObjects.compare(git, git.folder());
        Path pack = files(git.folder(), ".pack").getFirst();
        for (String version : List.of("1", "2,0x100")) {
            for (Path index : files(git.folder(), ".idx")) Files.delete(index);
            for (Path reverse : files(git.folder(), ".rev")) Files.delete(reverse);
            git.git("index-pack", "--index-version=" + version, pack.toString());
            AllObjects.compare(git, git.folder());
        }
    }

    @Test
    void readsManyPacksLooseObjectsAndTheIndexOverAllPacks() {
        var git = grown();
        for (int i = 0; i < 5; i++) {
            git.write("more", "text " + i).commit("more");
            git.git("repack", "-q", "-d");
        }
        // the same objects twice: in two packs, and in a pack and loose
        git.git("repack", "-q", "-a");
        git.write("more", "loose").commit("loose");
        AllObjects.compare(git, git.folder());
        git.git("multi-pack-index", "write");
        AllObjects.compare(git, git.folder());
        git.write("more", "after the index").commit("later");
        git.git("repack", "-q", "-d");
        AllObjects.compare(git, git.folder());
    }

    @Test
    void readsWhatNothingLeadsTo() {
        var git = grown();
        git.git("branch", "-q", "-D", "dev", "old");
        git.write("secret", "committed and amended").commit("first try");
        git.write("secret", "something else");
        git.git("add", "-A");
        git.git("commit", "-q", "--amend", "-m", "second try");
        git.git("reflog", "expire", "--expire=now", "--all");
        git.git("repack", "-q", "-a", "-d", "--cruft");
        AllObjects.compare(git, git.folder());
        git.git("repack", "-q", "-A", "-d");
        AllObjects.compare(git, git.folder());
    }

    @Test
    void readsRepositoriesWithSha256() {
        var git = grown("--object-format=sha256");
        AllObjects.compare(git, git.folder());
        git.git("gc", "-q");
        git.git("multi-pack-index", "write");
        git.write("x", "loose").commit("loose");
        AllObjects.compare(git, git.folder());
        try (var repository = Repository.open(git.folder(), RepositoryOptions.of(_ -> {}))) {
            assertThat(repository.format()).isEqualTo(ObjectFormat.SHA256);
        }
    }

    @Test
    void readsBareRepositoriesAlternatesAndWorkTrees() {
        var git = grown();
        var outside = GitSandbox.at(folder);
        outside.git("clone", "-q", "--bare", "repo", "bare.git");
        AllObjects.compare(GitSandbox.at(folder.resolve("bare.git")), folder.resolve("bare.git"));
        outside.git("clone", "-q", "-s", "repo", "shared");
        outside.git("clone", "-q", "-s", "shared", "twice");
        var shared = GitSandbox.at(folder.resolve("twice"));
        shared.write("own", "own").commit("own");
        AllObjects.compare(shared, shared.folder());
        git.git("worktree", "add", "-q", "../linked", "dev");
        AllObjects.compare(git, folder.resolve("linked"));
        AllObjects.compare(git, folder.resolve("linked/.git"));
    }

    @Test
    void readsShallowAndPartialClones() {
        var git = grown();
        git.git("config", "uploadpack.allowFilter", "true");
        var outside = GitSandbox.at(folder);
        String url = "file://" + git.folder();
        outside.git("clone", "-q", "--depth=3", url, "shallow");
        AllObjects.compare(GitSandbox.at(folder.resolve("shallow")), folder.resolve("shallow"));
        outside.git("clone", "-q", "--no-checkout", "--filter=blob:none", url, "partial");
        AllObjects.compare(GitSandbox.at(folder.resolve("partial")), folder.resolve("partial"));
        try (var repository = Repository.open(folder.resolve("partial"), RepositoryOptions.of(_ -> {}))) {
            assertThat(repository.objects().isPartial()).isTrue();
        }
    }

    @Test
    void readsWithHardlyAnyMemoryForBases() {
        var git = grown();
        git.git("repack", "-q", "-a", "-d", "-f", "--depth=250", "--window=100");
        var gaps = new ArrayList<GitGap>();
        var limits = GitLimits.defaults().withWork(1000, 1L << 40, 1L << 40);
        try (var repository =
                Repository.open(git.folder(), RepositoryOptions.of(gaps::add).with(limits))) {
            assertThat(AllObjects.byUs(repository, 3)).isEqualTo(AllObjects.byGit(git));
        }
        assertThat(gaps).isEmpty();
    }

    @Test
    void severalThreadsShareTheParts() throws Exception {
        var git = grown();
        git.write("loose", "loose").commit("loose");
        var seen = new ConcurrentSkipListSet<ObjectId>();
        try (var repository = Repository.open(git.folder(), RepositoryOptions.of(_ -> {}));
                var threads = Executors.newFixedThreadPool(4)) {
            var parts = new ConcurrentLinkedQueue<>(
                    repository.objects().parts(EnumSet.allOf(ObjectType.class), 9, _ -> true));
            assertThat(parts.size()).isGreaterThan(4);
            var runs = new ArrayList<Future<Void>>();
            for (int i = 0; i < 4; i++) {
                runs.add(threads.submit(() -> {
                    try (ObjectReader reader = repository.objects().reader()) {
                        StorePart part;
                        while ((part = parts.poll()) != null) {
                            reader.walk(
                                    part, (id, _, _) -> assertThat(seen.add(id)).isTrue());
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> run : runs) run.get();
        }
        assertThat(seen).isEqualTo(AllObjects.byGit(git).keySet());
    }

    @Test
    void showsOnlyWhatIsWantedAndNotYetKnown() throws Exception {
        var git = grown();
        Set<ObjectId> blobs = new TreeSet<>();
        AllObjects.byGit(git).forEach((id, content) -> {
            if (content.type() == ObjectType.BLOB) blobs.add(id);
        });
        var some = blobs.stream().filter(id -> id.firstByte() % 3 == 0).toList();
        IdSet.of(some, ObjectFormat.SHA1).write(folder.resolve("known"));
        IdSet known = IdSet.open(folder.resolve("known"));
        Set<PackInfo> packs;
        try (var repository = Repository.open(git.folder(), RepositoryOptions.of(_ -> {}))) {
            Set<ObjectId> rest = new TreeSet<>(blobs);
            rest.removeAll(some);
            assertThat(blobs(repository, known, Set.of())).isEqualTo(rest);
            packs = Set.copyOf(repository.objects().packs());
        }
        git.write("new", "something new").commit("new");
        Set<ObjectId> expected = new TreeSet<>();
        AllObjects.byGit(git).forEach((id, content) -> {
            if (content.type() == ObjectType.BLOB && !blobs.contains(id)) expected.add(id);
        });
        try (var repository = Repository.open(git.folder(), RepositoryOptions.of(_ -> {}))) {
            assertThat(blobs(repository, IdSet.empty(ObjectFormat.SHA1), packs))
                    .isEqualTo(expected)
                    .contains(AllObjects.id(git.git("rev-parse", "HEAD:new")));
            assertThat(repository.objects().looseIds()).contains(AllObjects.id(git.git("rev-parse", "HEAD")));
        }
    }

    private static Set<ObjectId> blobs(Repository repository, IdSet known, Set<PackInfo> packs) {
        var seen = new TreeSet<ObjectId>();
        try (ObjectReader reader = repository.objects().reader()) {
            for (StorePart part :
                    repository.objects().parts(EnumSet.of(ObjectType.BLOB), 2, pack -> !packs.contains(pack))) {
                reader.walk(part, new ObjectVisitor() {
                    @Override
                    public boolean wants(ObjectId id, ObjectType type) {
                        return !known.contains(id);
                    }

                    @Override
                    public void object(ObjectId id, ObjectType type, byte[] content) {
                        assertThat(type).isEqualTo(ObjectType.BLOB);
                        seen.add(id);
                    }
                });
            }
        }
        return seen;
    }

    @Test
    void tellsWhatIsTooLarge() throws Exception {
        var git = GitSandbox.init(folder.resolve("repo"));
        git.write("large", "large ".repeat(50_000)).commit("large");
        git.write("large", "large ".repeat(50_000) + "end").commit("larger");
        git.write("small", "small").commit("small");
        for (boolean isPacked : List.of(false, true)) {
            if (isPacked) git.git("gc", "-q");
            var gaps = new ArrayList<GitGap>();
            var options =
                    RepositoryOptions.of(gaps::add).with(GitLimits.defaults().withObjectBytes(100_000));
            try (var repository = Repository.open(git.folder(), options)) {
                Map<ObjectId, AllObjects.Content> objects = AllObjects.byUs(repository, 1);
                assertThat(objects.keySet()).contains(AllObjects.id(git.git("rev-parse", "HEAD:small")));
                assertThat(objects).hasSize(AllObjects.byGit(git).size() - 2);
            }
            assertThat(gaps).extracting(GitGap::kind).containsOnly(GitGap.Kind.TOO_LARGE);
            assertThat(gaps)
                    .extracting(GitGap::object)
                    .containsExactlyInAnyOrder(
                            AllObjects.id(git.git("rev-parse", "HEAD:large")),
                            AllObjects.id(git.git("rev-parse", "HEAD~2:large")));
        }
    }

    @Test
    void noticesObjectsThatAreNotWhatTheirIdSays() throws Exception {
        var git = GitSandbox.init(folder.resolve("repo"));
        git.write("one", "the one").write("other", "another").commit("both");
        ObjectId one = AllObjects.id(git.git("rev-parse", "HEAD:one"));
        Path objects = git.folder().resolve(".git/objects");
        Path target = objects.resolve(one.toString().substring(0, 2))
                .resolve(one.toString().substring(2));
        String other = git.git("rev-parse", "HEAD:other");
        byte[] wrong = Files.readAllBytes(objects.resolve(other.substring(0, 2)).resolve(other.substring(2)));
        Files.delete(target);
        Files.write(target, wrong);
        var gaps = new ArrayList<GitGap>();
        try (var repository = Repository.open(git.folder(), RepositoryOptions.of(gaps::add))) {
            assertThat(AllObjects.byUs(repository, 1)).doesNotContainKey(one);
        }
        assertThat(gaps).extracting(GitGap::object).containsExactly(one);
        try (var repository =
                Repository.open(git.folder(), RepositoryOptions.of(gaps::add).withoutVerifying())) {
            assertThat(AllObjects.byUs(repository, 1).get(one))
                    .isEqualTo(AllObjects.Content.of(ObjectType.BLOB, "another".getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void takesAGoodCopyWhereOneIsDamaged() throws Exception {
        var git = grown();
        Path first = files(git.folder(), ".pack").getFirst();
        git.git("repack", "-q", "-a", "-f", "--window=5");
        byte[] bytes = Files.readAllBytes(first);
        for (int i = 2000; i < bytes.length - 30; i += 2000) bytes[i] ^= 0x55;
        assertThat(first.toFile().setWritable(true)).isTrue();
        var expected = AllObjects.byGit(git);
        // what nothing leads to is in the damaged pack only
        var copied = new TreeSet<ObjectId>();
        for (String line : git.lines("rev-list", "--objects", "--all"))
            copied.add(AllObjects.id(line.split(" ", 2)[0]));
        Files.write(first, bytes);
        var gaps = new ArrayList<GitGap>();
        try (var repository = Repository.open(git.folder(), RepositoryOptions.of(gaps::add))) {
            var found = AllObjects.byUs(repository, 2);
            assertThat(expected.entrySet()).containsAll(found.entrySet());
            assertThat(found.keySet()).containsAll(copied);
            assertThat(found.size() + gaps.size()).isEqualTo(expected.size());
        }
        assertThat(gaps).extracting(GitGap::object).doesNotContainAnyElementsOf(copied);
    }

    @Test
    void readsNothingOutsideOfTheBoundary() throws Exception {
        var git = grown();
        GitSandbox.at(folder).git("clone", "-q", "-s", "repo", "shared");
        Path shared = folder.resolve("shared");
        var gaps = new ArrayList<GitGap>();
        try (var repository =
                Repository.open(shared, RepositoryOptions.of(gaps::add).within(shared))) {
            assertThat(AllObjects.byUs(repository, 1)).isEmpty();
        }
        assertThat(gaps).extracting(GitGap::kind).containsExactly(GitGap.Kind.OUTSIDE);
        Path pointer = Files.createDirectories(folder.resolve("pointer"));
        Files.writeString(pointer.resolve(".git"), "gitdir: " + git.folder().resolve(".git") + "\n");
        org.assertj.core.api.Assertions.assertThatThrownBy(() ->
                        Repository.open(pointer, RepositoryOptions.of(gaps::add).within(pointer)))
                .isInstanceOf(dev.pomona.git.object.GitFormatException.class)
                .hasMessageContaining("can't be read");
        AllObjects.compare(git, pointer);
        assertThat(Files.readString(pointer.resolve(".git"), StandardCharsets.UTF_8))
                .startsWith("gitdir:");
    }

    @Test
    void tellsWhatAnObjectWasMadeOf() throws Exception {
        var git = GitSandbox.init(folder.resolve("made"));
        for (int i = 0; i < 6; i++) {
            git.write("file", "line of the orchard\n".repeat(300 + i) + "season " + i + "\n".repeat(i))
                    .commit("season " + i);
        }
        git.git("repack", "-q", "-a", "-d", "-f", "--depth=50");
        var made = new ArrayList<Integer>();
        try (Repository repository = Repository.open(folder.resolve("made"), RepositoryOptions.of(gap -> made.add(0)));
                ObjectReader reader = repository.objects().reader()) {
            for (StorePart part : repository.objects().parts(EnumSet.of(ObjectType.BLOB), 1, _ -> true)) {
                reader.walk(part, new ObjectVisitor() {
                    @Override
                    public void object(ObjectId id, ObjectType type, byte[] content) {
                        throw new AssertionError("the other method was asked for");
                    }

                    @Override
                    public Object object(ObjectId id, ObjectType type, byte[] content, @Nullable Base base) {
                        if (base != null) made.add(checkCopies(content, (byte[]) base.note(), base.copies()));
                        return content;
                    }
                });
            }
        }
        assertThat(made).hasSize(5).allSatisfy(copied -> assertThat(copied).isGreaterThan(5000));
    }

    /// @return how many bytes are copied
    private static int checkCopies(byte[] content, byte[] base, int[] copies) {
        int done = 0;
        int all = 0;
        for (int i = 0; i < copies.length; i += 3) {
            int at = copies[i];
            int length = copies[i + 2];
            assertThat(at).isGreaterThanOrEqualTo(done);
            assertThat(Arrays.copyOfRange(content, at, at + length))
                    .isEqualTo(Arrays.copyOfRange(base, copies[i + 1], copies[i + 1] + length));
            done = at + length;
            all += length;
        }
        return all;
    }
}
