// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import dev.pomona.git.Repository;
import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.object.Tag;
import dev.pomona.git.refs.Ref;
import dev.pomona.git.store.ObjectReader;
import dev.pomona.git.store.Stored;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/// Understands how people write commits and ranges of them, as far as ranges of commits need it (Git's manual
/// page `gitrevisions`): names of refs, whole and short ids, `~n`, `^n`, `^{}`, `A..B`, `A...B`, `^A`, `--not`,
/// `--all`, `--branches`, `--tags`, `--remotes`, `--reflog`.
public final class Revisions {

    private static final int SHORTEST_ID = 4;
    private static final int MOST_SHORT = 64;
    private static final int TAG_DEPTH = 64;

    private final Repository repository;
    private final ObjectReader reader;
    private final SortedMap<String, Ref> refs;
    private final CommitGraph graph;
    private final List<ObjectId> included = new ArrayList<>();
    private final List<ObjectId> excluded = new ArrayList<>();

    private Revisions(Repository repository, ObjectReader reader) {
        this.repository = repository;
        this.reader = reader;
        this.refs = repository.refs();
        this.graph = new CommitGraph(repository, reader);
    }

    /// The range that some words stand for, as on Git's command line.
    ///
    /// @throws RevisionException when one of them is not known
    public static CommitRange range(Repository repository, List<String> words) {
        try (ObjectReader reader = repository.objects().reader()) {
            var revisions = new Revisions(repository, reader);
            boolean isNot = false;
            for (String word : words) {
                if (word.equals("--not")) isNot = !isNot;
                else revisions.add(word, isNot);
            }
            return new CommitRange(revisions.included, revisions.excluded);
        }
    }

    /// The commit that a word stands for, tags followed.
    ///
    /// @throws RevisionException when it is not known, or no commit
    public static ObjectId commit(Repository repository, String word) {
        try (ObjectReader reader = repository.objects().reader()) {
            return new Revisions(repository, reader).commit(word);
        }
    }

    private void add(String word, boolean isNot) {
        List<ObjectId> here = isNot ? excluded : included;
        List<ObjectId> there = isNot ? included : excluded;
        switch (word) {
            case "--all" -> here.addAll(below("refs/", "HEAD"));
            case "--branches" -> here.addAll(below("refs/heads/"));
            case "--tags" -> here.addAll(below("refs/tags/"));
            case "--remotes" -> here.addAll(below("refs/remotes/"));
            case "--reflog" -> here.addAll(repository.remembered());
            default -> {
                int dots = word.indexOf("..");
                if (word.startsWith("--")) throw new RevisionException(word, "%s is not known".formatted(word));
                if (word.startsWith("^")) {
                    there.add(commit(word.substring(1)));
                } else if (dots < 0) {
                    here.add(commit(word));
                } else {
                    boolean isSymmetric = word.startsWith("...", dots);
                    ObjectId from = commit(orHead(word.substring(0, dots)));
                    ObjectId to = commit(orHead(word.substring(dots + (isSymmetric ? 3 : 2))));
                    here.add(to);
                    if (isSymmetric) {
                        here.add(from);
                        there.addAll(common(from, to));
                    } else {
                        there.add(from);
                    }
                }
            }
        }
    }

    private List<ObjectId> below(String... starts) {
        return refs.values().stream()
                .filter(ref -> Stream.of(starts).anyMatch(ref.name()::startsWith))
                .map(Ref::target)
                .toList();
    }

    private static String orHead(String word) {
        return word.isEmpty() ? "HEAD" : word;
    }

    /// Where two histories part: common commits that a commit of one side only has as its parent.
    private List<ObjectId> common(ObjectId one, ObjectId other) {
        BitSet both = graph.reach(Set.of(one));
        BitSet either = (BitSet) both.clone();
        BitSet others = graph.reach(Set.of(other));
        both.and(others);
        either.or(others);
        either.andNot(both);
        var parting = new BitSet();
        for (ObjectId tip : List.of(one, other)) {
            if (both.get(graph.number(tip))) parting.set(graph.number(tip));
        }
        for (int commit = either.nextSetBit(0); commit >= 0; commit = either.nextSetBit(commit + 1)) {
            for (int parent : graph.parents(commit)) {
                if (both.get(parent)) parting.set(parent);
            }
        }
        return parting.stream().mapToObj(graph::id).sorted().toList();
    }

    private ObjectId commit(String word) {
        int end = 0;
        while (end < word.length() && "~^:".indexOf(word.charAt(end)) < 0) end++;
        ObjectId at = peeled(named(word.substring(0, end), word), word);
        while (end < word.length()) {
            char sign = word.charAt(end++);
            if (sign == ':') throw new RevisionException(word, "%s names a file, not a commit".formatted(word));
            if (sign == '^' && word.startsWith("{", end)) {
                int close = word.indexOf('}', end);
                String type = close < 0 ? "?" : word.substring(end + 1, close);
                if (!type.isEmpty() && !type.equals("commit")) {
                    throw new RevisionException(word, "%s can't be understood from '^{' on".formatted(word));
                }
                end = close + 1;
                continue;
            }
            int start = end;
            while (end < word.length() && word.charAt(end) >= '0' && word.charAt(end) <= '9') end++;
            if (end - start > 9) throw new RevisionException(word, "%s goes back too far".formatted(word));
            int count = start == end ? 1 : Integer.parseInt(word, start, end, 10);
            at = sign == '~' ? back(at, count, word) : count == 0 ? at : parent(at, count - 1, word);
        }
        return at;
    }

    private ObjectId back(ObjectId from, int count, String word) {
        ObjectId at = from;
        for (int i = 0; i < count; i++) at = parent(at, 0, word);
        return at;
    }

    private ObjectId parent(ObjectId of, int place, String word) {
        int[] parents = graph.parents(graph.number(of));
        if (place < parents.length) return graph.id(parents[place]);
        throw new RevisionException(
                word, "%s is not known: commit %s has %d parents".formatted(word, of, parents.length));
    }

    /// Follows tags to a commit.
    private ObjectId peeled(ObjectId start, String word) {
        ObjectId at = start;
        for (int depth = 0; depth < TAG_DEPTH; depth++) {
            switch (reader.read(at)) {
                case Stored.Missing _ -> throw new RevisionException(word, "%s is not there".formatted(word));
                case Stored.Unreadable unreadable ->
                    throw new RevisionException(
                            word,
                            "%s can't be read: %s"
                                    .formatted(word, unreadable.gap().reason()));
                case Stored.Found found -> {
                    if (found.type() == ObjectType.COMMIT) return at;
                    if (found.type() != ObjectType.TAG) {
                        throw new RevisionException(
                                word,
                                "%s is a %s, not a commit"
                                        .formatted(word, found.type().word()));
                    }
                    try {
                        at = Tag.parse(at, found.bytes()).target();
                    } catch (GitFormatException e) {
                        throw new RevisionException(word, "%s can't be read: %s".formatted(word, e.getMessage()));
                    }
                }
            }
        }
        throw new RevisionException(word, "%s points to tags too often".formatted(word));
    }

    /// What a name without signs stands for: an id, a ref, or the start of an id, in this order, as Git does.
    private ObjectId named(String written, String word) {
        String name = written.equals("@") ? "HEAD" : written;
        if (name.contains("@{")) {
            throw new RevisionException(word, "%s asks a reflog, which is not understood here".formatted(word));
        }
        ObjectId id = ObjectId.parse(name);
        if (id != null && id.format() == repository.format()) return id;
        for (String form :
                List.of("%s", "refs/%s", "refs/tags/%s", "refs/heads/%s", "refs/remotes/%s", "refs/remotes/%s/HEAD")) {
            Ref ref = refs.get(form.replace("%s", name));
            if (ref != null) return ref.target();
        }
        if (name.length() >= SHORTEST_ID && name.length() < repository.format().digits() && ObjectId.isHex(name)) {
            return shortened(name.toLowerCase(java.util.Locale.ROOT), word);
        }
        throw new RevisionException(
                word, "%s is not known: no branch, tag or commit is named %s".formatted(word, name));
    }

    private ObjectId shortened(String digits, String word) {
        List<ObjectId> ids = repository.objects().startingWith(digits, MOST_SHORT);
        if (ids.size() > 1) {
            List<ObjectId> commits = ids.stream().filter(this::leadsToCommit).toList();
            if (!commits.isEmpty()) ids = commits;
        }
        if (ids.isEmpty()) throw new RevisionException(word, "%s is not known: no id starts so".formatted(word));
        if (ids.size() > 1) {
            throw new RevisionException(word, "%s is short for %d ids".formatted(word, ids.size()));
        }
        return ids.getFirst();
    }

    private boolean leadsToCommit(ObjectId id) {
        return reader.read(id) instanceof Stored.Found found
                && (found.type() == ObjectType.COMMIT || found.type() == ObjectType.TAG);
    }
}
