// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.git.history.BlobTrace;
import dev.pomona.git.history.BlobTraces;
import dev.pomona.git.history.NewBlobs;
import dev.pomona.git.history.Revisions;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.store.GitLimits;
import dev.pomona.git.store.ObjectReader;
import dev.pomona.git.store.StorePart;
import dev.pomona.git.store.Stored;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Repositories that are made to hurt whoever reads them.
@Timeout(60)
class HostileTest {

    @TempDir
    Path folder;

    private final List<GitGap> gaps = new ArrayList<>();

    private Repository open(GitLimits limits) {
        return Repository.open(
                folder,
                RepositoryOptions.of(gaps::add).within(folder).with(limits).withoutVerifying());
    }

    /// The sizes of all objects that can be read.
    private TreeMap<ObjectId, Integer> walk(GitLimits limits) {
        var sizes = new TreeMap<ObjectId, Integer>();
        try (Repository repository = open(limits);
                ObjectReader reader = repository.objects().reader()) {
            for (StorePart part : repository.objects().parts(EnumSet.allOf(ObjectType.class), 2, _ -> true)) {
                reader.walk(part, (id, _, bytes) -> sizes.put(id, bytes.length));
            }
        }
        return sizes;
    }

    @Test
    void circlesOfDeltasAreGaps() throws Exception {
        var pack = new HandMade(folder);
        ObjectId good = pack.add(ObjectType.BLOB, HandMade.bytes("good"));
        for (int i = 0; i < 3; i++) {
            pack.addDelta(HandMade.madeUp(i), HandMade.madeUp((i + 1) % 3), HandMade.appending(4, "x"));
        }
        pack.addDelta(HandMade.madeUp(7), HandMade.madeUp(7), HandMade.appending(4, "x"));
        pack.addDelta(HandMade.madeUp(8), HandMade.madeUp(1), HandMade.appending(4, "x"));
        pack.addDelta(HandMade.madeUp(9), HandMade.madeUp(100), HandMade.appending(4, "x"));
        pack.write();
        assertThat(walk(GitLimits.defaults())).containsOnlyKeys(good);
        assertThat(gaps).extracting(GitGap::object).doesNotHaveDuplicates().hasSize(6);
        try (Repository repository = open(GitLimits.defaults());
                ObjectReader reader = repository.objects().reader()) {
            assertThat(reader.read(HandMade.madeUp(0))).isInstanceOf(Stored.Unreadable.class);
            assertThat(reader.read(HandMade.madeUp(9))).isInstanceOf(Stored.Unreadable.class);
        }
    }

    @Test
    void chainsBeyondAnyDepthAreWalkedButNotReadOneByOne() throws Exception {
        var pack = new HandMade(folder);
        long base = pack.offset();
        pack.add(ObjectType.BLOB, HandMade.bytes("base"));
        int length = 4;
        for (int i = 0; i < 20_000; i++) {
            long next = pack.offset();
            pack.addDelta(HandMade.madeUp(i), base, HandMade.appending(length++, "x"));
            base = next;
        }
        pack.write();
        assertThat(walk(GitLimits.defaults())).hasSize(20_001).containsEntry(HandMade.madeUp(19_999), 20_004);
        assertThat(gaps).isEmpty();
        try (Repository repository = open(GitLimits.defaults());
                ObjectReader reader = repository.objects().reader()) {
            assertThat(reader.read(HandMade.madeUp(15_000)))
                    .isInstanceOfSatisfying(
                            Stored.Unreadable.class,
                            unreadable -> assertThat(unreadable.gap().kind()).isEqualTo(GitGap.Kind.TOO_LARGE));
        }
    }

    @Test
    void bombsOfDeltasAndStreamsStopAtTheirLimits() throws Exception {
        var pack = new HandMade(folder);
        ObjectId bomb = pack.add(ObjectType.BLOB, new byte[200_000]);
        long base = pack.offset();
        pack.add(ObjectType.BLOB, new byte[60_000]);
        long next = pack.offset();
        pack.addDelta(HandMade.madeUp(1), base, HandMade.repeating(60_000, 16));
        pack.addDelta(HandMade.madeUp(2), next, HandMade.repeating(960_000, 60));
        pack.addDelta(HandMade.madeUp(3), next, HandMade.repeating(960_000, 2000));
        for (int i = 10; i < 200; i++) pack.addDelta(HandMade.madeUp(i), base, HandMade.repeating(60_000, 16));
        // claims of more than there can be
        pack.add(HandMade.madeUp(4), 3, 1L << 40, new byte[0], HandMade.deflated(new byte[100]));
        pack.add(HandMade.madeUp(5), 3, 60 << 20, new byte[0], HandMade.deflated(new byte[100]));
        pack.add(HandMade.madeUp(6), 3, 99, new byte[0], HandMade.deflated(new byte[100]));
        pack.add(HandMade.madeUp(7), 3, 101, new byte[0], HandMade.deflated(new byte[100]));
        pack.write();
        var sizes = walk(GitLimits.defaults());
        assertThat(sizes)
                .hasSize(194)
                .containsEntry(HandMade.madeUp(2), 57_600_000)
                .containsEntry(bomb, 200_000);
        assertThat(gaps)
                .extracting(GitGap::object)
                .containsExactlyInAnyOrder(
                        HandMade.madeUp(3),
                        HandMade.madeUp(4),
                        HandMade.madeUp(5),
                        HandMade.madeUp(6),
                        HandMade.madeUp(7));
        gaps.clear();
        // in all no more than 20 MB
        assertThat(walk(GitLimits.defaults().withWork(1 << 20, 1 << 20, 20_000_000))
                        .size())
                .isLessThan(40);
        assertThat(gaps).extracting(GitGap::kind).contains(GitGap.Kind.TOO_LARGE);
    }

    @Test
    void looseBombsAreNotInflated() throws Exception {
        new HandMade(folder).write();
        byte[] zeros = new byte[1 << 20];
        var content = new ByteArrayOutputStream();
        content.writeBytes(HandMade.bytes("blob 900000000\0"));
        content.writeBytes(zeros);
        write(HandMade.madeUp(1), HandMade.deflated(content.toByteArray()));
        content.reset();
        content.writeBytes(HandMade.bytes("blob 60000000\0"));
        content.writeBytes(zeros);
        write(HandMade.madeUp(2), HandMade.deflated(content.toByteArray()));
        content.reset();
        content.writeBytes(HandMade.bytes("blob 10\0"));
        content.writeBytes(zeros);
        write(HandMade.madeUp(3), HandMade.deflated(content.toByteArray()));
        write(HandMade.madeUp(4), HandMade.deflated(HandMade.bytes("blob 99999999999999999999\0")));
        write(HandMade.madeUp(5), HandMade.deflated(HandMade.bytes("blob -1\0")));
        write(HandMade.madeUp(6), new byte[0]);
        write(HandMade.madeUp(7), HandMade.deflated(HandMade.bytes("blob 2\0ok")));
        assertThat(walk(GitLimits.defaults())).containsOnlyKeys(HandMade.madeUp(7));
        assertThat(gaps).hasSize(6);
    }

    private void write(ObjectId id, byte[] bytes) throws Exception {
        String digits = id.toString();
        Path parent = Files.createDirectories(folder.resolve("objects").resolve(digits.substring(0, 2)));
        Files.write(parent.resolve(digits.substring(2)), bytes);
    }

    private static byte[] tree(Object... entries) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < entries.length; i += 2) {
            String name = (String) entries[i];
            out.writeBytes(HandMade.bytes((name.startsWith("d") ? "40000 " : "100644 ") + name + "\0"));
            out.writeBytes(((ObjectId) entries[i + 1]).toBytes());
        }
        return out.toByteArray();
    }

    private static byte[] commit(ObjectId tree, String more) {
        return HandMade.bytes(
                "tree " + tree + "\n" + more + "author A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nsubject\n");
    }

    @Test
    void treesThatAreFoldedIntoThemselvesHaveSomeOfTheirPaths() throws Exception {
        var pack = new HandMade(folder);
        ObjectId blob = pack.add(ObjectType.BLOB, HandMade.bytes("x"));
        ObjectId tree = pack.add(ObjectType.TREE, tree("f0", blob, "f1", blob, "f2", blob, "f3", blob));
        for (int i = 0; i < 40; i++)
            tree = pack.add(ObjectType.TREE, tree("d0", tree, "d1", tree, "d2", tree, "d3", tree));
        ObjectId commit = pack.add(ObjectType.COMMIT, commit(tree, ""));
        pack.ref("refs/heads/main", commit);
        pack.write();
        try (Repository repository = open(GitLimits.defaults())) {
            BlobTrace trace = BlobTraces.of(repository, List.of(blob)).getFirst();
            assertThat(trace.paths()).hasSize(64);
            assertThat(trace.isPathsCut()).isTrue();
            assertThat(trace.isInHead()).isTrue();
            assertThat(NewBlobs.of(
                            repository, Revisions.range(repository, List.of("HEAD")), NewBlobs.Against.WHOLE_HISTORY))
                    .hasSize(1);
        }
        assertThat(gaps).isEmpty();
    }

    @Test
    void treesBeyondAnyDepthAreGaps() throws Exception {
        var pack = new HandMade(folder);
        ObjectId blob = pack.add(ObjectType.BLOB, HandMade.bytes("x"));
        ObjectId tree = pack.add(ObjectType.TREE, tree("f", blob));
        for (int i = 0; i < 5000; i++) tree = pack.add(ObjectType.TREE, tree("d", tree));
        pack.ref("refs/heads/main", pack.add(ObjectType.COMMIT, commit(tree, "")));
        pack.write();
        try (Repository repository = open(GitLimits.defaults())) {
            BlobTrace trace = BlobTraces.of(repository, List.of(blob)).getFirst();
            assertThat(trace.paths()).isEmpty();
            assertThat(trace.isPathsCut()).isTrue();
            assertThat(trace.isInHead()).isTrue();
            assertThat(NewBlobs.of(repository, Revisions.range(repository, List.of("HEAD")), NewBlobs.Against.START))
                    .isEmpty();
        }
        assertThat(gaps).hasSize(1).extracting(GitGap::kind).containsOnly(GitGap.Kind.TOO_LARGE);
    }

    @Test
    void circlesOfCommitsTreesAndTagsEnd() throws Exception {
        var pack = new HandMade(folder);
        ObjectId blob = pack.add(ObjectType.BLOB, HandMade.bytes("x"));
        ObjectId tree = HandMade.madeUp(1);
        ObjectId one = HandMade.madeUp(2);
        ObjectId other = HandMade.madeUp(3);
        ObjectId tag = HandMade.madeUp(4);
        byte[] content = tree("d", tree, "f", blob);
        pack.add(tree, 2, content.length, new byte[0], HandMade.deflated(content));
        content = commit(tree, "parent " + other + "\n");
        pack.add(one, 1, content.length, new byte[0], HandMade.deflated(content));
        content = commit(tree, "parent " + one + "\n");
        pack.add(other, 1, content.length, new byte[0], HandMade.deflated(content));
        content = HandMade.bytes("object " + tag + "\ntype tag\ntag t\n\n");
        pack.add(tag, 4, content.length, new byte[0], HandMade.deflated(content));
        pack.ref("refs/heads/main", one);
        pack.ref("refs/heads/tag", tag);
        pack.write();
        try (Repository repository = open(GitLimits.defaults())) {
            BlobTrace trace = BlobTraces.of(repository, List.of(blob)).getFirst();
            assertThat(trace.first()).isNull();
            assertThat(NewBlobs.of(repository, Revisions.range(repository, List.of("HEAD")), NewBlobs.Against.START))
                    .hasSize(1);
        }
        assertThat(gaps).isNotEmpty();
    }

    @Test
    void namesAndPathsBeyondAnyFileSystemAreCut() throws Exception {
        var pack = new HandMade(folder);
        ObjectId blob = pack.add(ObjectType.BLOB, HandMade.bytes("x"));
        ObjectId tree = pack.add(ObjectType.TREE, tree("f", blob, "f" + "x".repeat(1_000_000), blob));
        pack.ref("refs/heads/main", pack.add(ObjectType.COMMIT, commit(tree, "")));
        for (int i = 0; i < 30; i++) tree = pack.add(ObjectType.TREE, tree("d" + "y".repeat(1_000_000) + i, tree));
        pack.ref("refs/heads/deep", pack.add(ObjectType.COMMIT, commit(tree, "")));
        pack.write();
        try (Repository repository = open(GitLimits.defaults())) {
            BlobTrace trace = BlobTraces.of(repository, List.of(blob)).getFirst();
            assertThat(trace.isPathsCut()).isTrue();
            assertThat(trace.paths()).contains("f").allMatch(path -> path.length() <= 1 << 14);
            assertThat(NewBlobs.of(repository, Revisions.range(repository, List.of("deep")), NewBlobs.Against.START))
                    .isEmpty();
        }
        assertThat(gaps).extracting(GitGap::kind).containsOnly(GitGap.Kind.TOO_LARGE);
    }

    @Test
    void commitsOfVeryManyParentsInAllLoseSome() throws Exception {
        var pack = new HandMade(folder);
        ObjectId tree = pack.add(ObjectType.TREE, new byte[0]);
        ObjectId root = pack.add(ObjectType.COMMIT, commit(tree, ""));
        String parents = ("parent " + root + "\n").repeat(65_000);
        for (int i = 0; i < 132; i++) {
            pack.ref("refs/heads/b" + i, pack.add(ObjectType.COMMIT, commit(tree, parents + "author " + i + "\n")));
        }
        pack.write();
        try (Repository repository = open(GitLimits.defaults())) {
            assertThat(BlobTraces.of(repository, List.of(tree)).getFirst().first())
                    .isNull();
        }
        assertThat(gaps).singleElement().satisfies(gap -> assertThat(gap.kind()).isEqualTo(GitGap.Kind.TOO_LARGE));
    }

    @Test
    void refsThatNameLargeObjectsAgainAndAgainStopAtTheLimitOfWork() throws Exception {
        var pack = new HandMade(folder);
        byte[] content =
                HandMade.bytes("object " + HandMade.madeUp(9) + "\ntype blob\ntag t\n\n" + " ".repeat(1 << 20));
        for (int i = 0; i < 100; i++) {
            content[content.length - 1] = (byte) i;
            pack.ref("refs/heads/t" + i, pack.add(ObjectType.TAG, content));
        }
        pack.ref("refs/heads/main", pack.add(ObjectType.COMMIT, commit(HandMade.madeUp(1), "")));
        pack.write();
        try (Repository repository = open(GitLimits.defaults().withWork(1 << 20, 1 << 30, 10 << 20))) {
            BlobTraces.of(repository, List.of(HandMade.madeUp(9)));
        }
        assertThat(gaps).extracting(GitGap::kind).contains(GitGap.Kind.TOO_LARGE);
    }

    @Test
    void reflogsThatAreOneFileUnderManyNamesAreReadUpToALimit() throws Exception {
        var pack = new HandMade(folder);
        pack.ref("refs/heads/main", pack.add(ObjectType.COMMIT, commit(HandMade.madeUp(1), "")));
        pack.write();
        Path logs = Files.createDirectories(folder.resolve("logs"));
        String line = HandMade.madeUp(1) + " " + HandMade.madeUp(2) + " A <a> 1 +0000\tx\n";
        Files.writeString(logs.resolve("HEAD"), line.repeat(300_000));
        for (int i = 0; i < 200; i++) Files.createSymbolicLink(logs.resolve("b" + i), Path.of("HEAD"));
        Files.createSymbolicLink(logs.resolve("again"), Path.of("."));
        Files.createSymbolicLink(logs.resolve("more"), Path.of("."));
        try (Repository repository = open(GitLimits.defaults())) {
            assertThat(repository.remembered()).hasSize(2);
        }
        assertThat(gaps).extracting(GitGap::kind).containsOnly(GitGap.Kind.TOO_LARGE);
    }

    @Test
    void textsOfCommitsAreTakenAsTheyAre() throws Exception {
        var pack = new HandMade(folder);
        ObjectId tree = pack.add(ObjectType.TREE, new byte[0]);
        byte[] content = HandMade.bytes("tree " + tree
                + "\nauthor J\u00f6rg <> 99999999999999999999 +9999999\ncommitter\nencoding no-such\ngpgsig -----\n more\n\n"
                + "\n\u00e4rger\nmore");
        ObjectId id = pack.add(ObjectType.COMMIT, content);
        pack.write();
        var commit = dev.pomona.git.object.Commit.parse(id, content);
        assertThat(commit.author()).isEqualTo(new dev.pomona.git.object.Person("J\u00f6rg", "", 0, 0));
        assertThat(commit.committer()).isEqualTo(new dev.pomona.git.object.Person("", "", 0, 0));
        assertThat(commit.subject()).isEqualTo("\u00e4rger");
    }
}
