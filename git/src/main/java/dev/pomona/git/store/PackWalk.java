// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One walk over trees of deltas, in which each stream that is needed is inflated once.
///
/// Below a base its children are made one after the other, the one with the largest tree last: by then the base
/// isn't needed any more and is let go. So no more bases are held than the logarithm of the size of the tree,
/// and when even those are more than the budget, the oldest are let go and made again.
final class PackWalk {

    private final ObjectReader reader;
    private final ObjectStore store;
    private final GitLimits limits;
    private final PackPlan plan;
    private final PackedPart part;
    private final ObjectVisitor visitor;
    private final EntryHead head = new EntryHead();

    /// Of the tree at hand, by node counted from its root: whether it is wanted, how many wanted ones are in
    /// its tree.
    private boolean[] isWanted = new boolean[16];

    private int[] needed = new int[16];
    private int root;
    private ObjectType type = ObjectType.BLOB;

    /// Bases at hand: their nodes, their objects (`null` when let go), the next child of each, and the last
    /// one.
    private int[] nodes = new int[8];

    private Stored.@Nullable Found[] bases = new Stored.Found[8];
    /// What the visitor noted of each.
    private @Nullable Object[] notes = new Object[8];

    /// What it noted of the object that was made last.
    private @Nullable Object note;

    private final Copies copies = new Copies();
    private int[] nextChildren = new int[8];
    private int[] heaviest = new int[8];
    private int depth;
    private long held;

    PackWalk(ObjectReader reader, PackedPart part, ObjectVisitor visitor) {
        this.reader = reader;
        this.store = reader.store();
        this.limits = store.limits();
        this.plan = part.plan();
        this.part = part;
        this.visitor = visitor;
    }

    void run() {
        int end;
        for (root = part.from(); root < part.to(); root = end) {
            end = plan.treeEnd(root);
            if (reader.made() > limits.walkBytes()) {
                store.gaps().accept(GitGap.of(null, tooMuch()));
                return;
            }
            if (!isReadable(end)) continue;
            if (part.types().contains(type) && isAnyWanted(end)) walkTree();
        }
    }

    private GitFormatException tooMuch() {
        return GitFormatException.tooLarge(
                "%s unpacks to more than %d bytes".formatted(plan.pack().name(), limits.walkBytes()));
    }

    /// Sets the type of the tree at hand; tells a gap, and answers `false`, when nobody can know it.
    private boolean isReadable(int end) {
        int kind = plan.kind(root);
        GitFormatException failure;
        try {
            ObjectType known = kind == PackPlan.FOREIGN ? foreignBase().type() : ObjectType.ofCode(kind);
            if (known != null) {
                type = known;
                return true;
            }
            // says what is wrong with the head, unless it is a circle
            plan.pack().head(plan.offsetOf(root), head);
            failure = GitFormatException.damaged("its chain of deltas has no beginning");
        } catch (GitFormatException e) {
            failure = e;
        } catch (InternalError e) {
            failure = ObjectReader.shrunk(e);
        }
        for (int node = root; node < end; node++) {
            ObjectId id = plan.id(node);
            if (store.isInEarlierPack(id, plan.pack())) continue;
            if (reader.readElsewhere(id, plan.pack()) instanceof Stored.Found found) {
                if (part.types().contains(found.type()) && visitor.wants(id, found.type())) show(id, found);
            } else {
                store.gaps().accept(GitGap.of(id, failure));
            }
        }
        return false;
    }

    private Stored.Found foreignBase() {
        plan.pack().head(plan.offsetOf(root), head);
        ObjectId id = head.baseId;
        if (id == null) throw GitFormatException.damaged("a file changed while it was read");
        return reader.foreign(id, plan.pack(), 0);
    }

    private boolean isAnyWanted(int end) {
        int size = end - root;
        if (size > isWanted.length) {
            isWanted = new boolean[Math.max(size, 2 * isWanted.length)];
            needed = new int[isWanted.length];
        }
        Arrays.fill(needed, 0, size, 0);
        for (int i = size - 1; i >= 0; i--) {
            ObjectId id = plan.id(root + i);
            isWanted[i] = !store.isInEarlierPack(id, plan.pack()) && visitor.wants(id, type);
            if (isWanted[i]) needed[i]++;
            // children come after their parents, so a node's own count is complete here
            if (i > 0) needed[plan.parent(root + i) - root] += needed[i];
        }
        return needed[0] > 0;
    }

    private void walkTree() {
        depth = 0;
        held = 0;
        descend(root, null, null);
        while (depth > 0) {
            int top = depth - 1;
            int child = nextNeeded(nodes[top], nextChildren[top], heaviest[top]);
            boolean isLast = child < 0;
            if (isLast) child = heaviest[top];
            nextChildren[top] = child + 1;
            Stored.Found base = base(top);
            Object baseNote = notes[top];
            if (isLast) pop();
            if (base == null) giveUp(child, GitFormatException.damaged("its base can't be made again"));
            else descend(child, base, baseNote);
        }
    }

    private void descend(int node, Stored.@Nullable Found base, @Nullable Object baseNote) {
        Stored.Found object = made(node, base, baseNote);
        if (object != null && needed[node - root] > (isWanted[node - root] ? 1 : 0)) push(node, object);
    }

    /// The next child, from one on, in whose tree something is wanted; -1 when there is none.
    private int nextNeeded(int parent, int from, int except) {
        for (int child = from; plan.isChild(child, parent); child++) {
            if (child != except && needed[child - root] > 0) return child;
        }
        return -1;
    }

    private int heaviestChild(int parent) {
        int most = -1;
        for (int child = plan.firstChild(parent); plan.isChild(child, parent); child++) {
            if (needed[child - root] > (most < 0 ? 0 : needed[most - root])) most = child;
        }
        return most;
    }

    /// Makes a node's object from its base and shows it when it is wanted; `null`, with gaps told for all of
    /// its tree, when that can't be done.
    private Stored.@Nullable Found made(int node, Stored.@Nullable Found base, @Nullable Object baseNote) {
        store.checkGoesOn();
        ObjectId id = plan.id(node);
        boolean isShown = isWanted[node - root];
        Stored.Found object;
        note = null;
        copies.clear();
        try {
            if (reader.made() > limits.walkBytes()) throw tooMuch();
            plan.pack().head(plan.offsetOf(node), head);
            if (base != null) object = reader.applied(plan.pack(), head, base, baseNote == null ? null : copies);
            else if (head.type < Pack.OFS_DELTA) object = reader.whole(plan.pack(), head);
            else object = reader.applied(plan.pack(), head, foreignBase(head), null);
            if (isShown) object = reader.verified(id, object);
        } catch (GitFormatException e) {
            giveUp(node, e);
            return null;
        } catch (InternalError e) {
            giveUp(node, ObjectReader.shrunk(e));
            return null;
        }
        if (isShown) {
            var source = baseNote == null ? null : new ObjectVisitor.Base(baseNote, copies.toArray());
            note = visitor.object(id, object.type(), object.bytes(), source);
        }
        return object;
    }

    private Stored.Found foreignBase(EntryHead head) {
        ObjectId id = head.baseId;
        if (id == null) throw GitFormatException.damaged("a file changed while it was read");
        Stored.Found base = reader.foreign(id, plan.pack(), 0);
        plan.pack().head(plan.offsetOf(root), head);
        return base;
    }

    private void show(ObjectId id, Stored.Found object) {
        visitor.object(id, object.type(), object.bytes(), null);
    }

    /// Shows what else has of a tree, and tells a gap for the rest.
    private void giveUp(int from, GitFormatException failure) {
        var rest = new java.util.ArrayDeque<Integer>();
        rest.add(from);
        Integer node;
        while ((node = rest.poll()) != null) {
            for (int child = plan.firstChild(node); plan.isChild(child, node); child++) rest.add(child);
            if (!isWanted[node - root]) continue;
            ObjectId id = plan.id(node);
            if (reader.readElsewhere(id, plan.pack()) instanceof Stored.Found found) show(id, found);
            else if (node == from) store.gaps().accept(GitGap.of(id, failure));
            else store.gaps().accept(new GitGap(failure.kind(), id, "its base: " + failure.getMessage()));
        }
    }

    private void push(int node, Stored.Found object) {
        if (depth == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * depth);
            bases = Arrays.copyOf(bases, 2 * depth);
            notes = Arrays.copyOf(notes, 2 * depth);
            nextChildren = Arrays.copyOf(nextChildren, 2 * depth);
            heaviest = Arrays.copyOf(heaviest, 2 * depth);
        }
        nodes[depth] = node;
        bases[depth] = object;
        notes[depth] = note;
        heaviest[depth] = heaviestChild(node);
        nextChildren[depth++] = plan.firstChild(node);
        held += object.bytes().length;
        for (int i = 0; i < depth - 1 && held > limits.cacheBytes() / 2; i++) letGo(i);
    }

    private void letGo(int at) {
        Stored.Found object = bases[at];
        if (object == null) return;
        held -= object.bytes().length;
        bases[at] = null;
    }

    private void pop() {
        letGo(--depth);
        notes[depth] = null;
    }

    /// A base at hand, made again when it was let go; `null` when that fails.
    private Stored.@Nullable Found base(int at) {
        Stored.Found object = bases[at];
        if (object != null) return object;
        try {
            object = reader.at(plan.pack(), plan.offsetOf(nodes[at]));
        } catch (GitFormatException _) {
            return null;
        } catch (InternalError _) {
            return null;
        }
        bases[at] = object;
        held += object.bytes().length;
        return object;
    }
}
