// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads objects of a store. For one thread; it keeps bases of deltas at hand.
public final class ObjectReader implements AutoCloseable {

    /// A chain of deltas may lead from pack to pack only in packs that Git would complete before it keeps them.
    private static final int PACK_CHANGES = 8;

    private final ObjectStore store;
    private final GitLimits limits;
    private final Inflation inflation = new Inflation();
    private final EntryHead head = new EntryHead();
    private final BaseCache cache;
    private final @Nullable MessageDigest digest;
    private byte @Nullable [] deltaRoom;
    private long made;

    ObjectReader(ObjectStore store) {
        this.store = store;
        this.limits = store.limits();
        this.cache = new BaseCache(limits.cacheBytes() / 2);
        this.digest = store.isVerifying() ? store.format().digest() : null;
    }

    public ObjectStore store() {
        return store;
    }

    /// Shows all objects of a part that the visitor wants. What can't be read is told to the store's gaps.
    ///
    /// @throws ReadingEndedException as all that reads objects, when whoever opened the repository wants an end
    public void walk(StorePart part, ObjectVisitor visitor) {
        switch (part) {
            case PackedPart packed -> new PackWalk(this, packed, visitor).run();
            case LoosePart loose -> walk(loose, visitor);
        }
    }

    private void walk(LoosePart part, ObjectVisitor visitor) {
        for (ObjectId id : part.ids()) {
            store.checkGoesOn();
            Stored.Found found;
            try {
                ObjectType type = part.folder().loose().type(id, inflation);
                if (!part.types().contains(type) || !visitor.wants(id, type)) continue;
                found = verified(id, loose(part.folder(), id));
            } catch (GitFormatException e) {
                store.gaps().accept(GitGap.of(id, e));
                continue;
            }
            visitor.object(id, found.type(), found.bytes(), null);
        }
    }

    /// Reads an object, from any place that has it in order.
    public Stored read(ObjectId id) {
        return readElsewhere(id, null);
    }

    /// Reads an object of a type; `null` when it is missing, unreadable or of another type, which is told as a
    /// gap.
    public byte @Nullable [] content(ObjectId id, ObjectType type) {
        switch (read(id)) {
            case Stored.Found found -> {
                if (found.type() == type) return found.bytes();
                gap(new GitGap(GitGap.Kind.DAMAGED, id, "it is no " + type.word()));
            }
            case Stored.Missing _ -> gap(new GitGap(GitGap.Kind.MISSING, id, type.word() + " is missing"));
            case Stored.Unreadable unreadable -> gap(unreadable.gap());
        }
        return null;
    }

    private void gap(GitGap gap) {
        store.gaps().accept(gap);
    }

    Stored readElsewhere(ObjectId id, @Nullable Pack except) {
        store.checkGoesOn();
        GitFormatException failure = null;
        try {
            ObjectFolder.Place place = store.find(id, except);
            if (place != null) {
                try {
                    return verified(id, at(place.pack(), place.offset(), 0));
                } catch (GitFormatException e) {
                    failure = e;
                    ObjectFolder.Place other = except == null ? store.find(id, place.pack()) : null;
                    if (other != null) return verified(id, at(other.pack(), other.offset(), 0));
                }
            }
            for (ObjectFolder folder : store.folders()) {
                if (folder.loose().contains(id)) return verified(id, loose(folder, id));
            }
        } catch (GitFormatException e) {
            if (failure == null) failure = e;
        } catch (InternalError e) {
            failure = shrunk(e);
        }
        return failure == null ? new Stored.Missing() : new Stored.Unreadable(GitGap.of(id, failure));
    }

    /// What the machine says when a mapped file became shorter.
    static GitFormatException shrunk(InternalError e) {
        return new GitFormatException(GitGap.Kind.DAMAGED, "a file changed while it was read", e);
    }

    Stored.Found verified(ObjectId id, Stored.Found object) {
        if (digest == null) return object;
        digest.reset();
        digest.update(
                "%s %d\0".formatted(object.type().word(), object.bytes().length).getBytes(StandardCharsets.ISO_8859_1));
        if (!ObjectId.at(digest.digest(object.bytes()), 0, store.format()).equals(id)) {
            throw GitFormatException.damaged("its content is not what its id was made of");
        }
        return object;
    }

    /// Reads what begins at an offset of a pack, with all the deltas it needs.
    private Stored.Found at(Pack pack, long offset, int packChanges) {
        checkAllMade();
        var links = new long[8];
        int count = 0;
        long at = offset;
        long work = 0;
        Stored.Found base = null;
        while (base == null) {
            base = cache.find(pack, at);
            if (base != null) break;
            pack.head(at, head);
            if (head.type < Pack.OFS_DELTA) {
                base = whole(pack, head);
                cache.keep(pack, at, base);
                break;
            }
            if (count > limits.deltaDepth()) throw GitFormatException.tooLarge("its chain of deltas is too long");
            if (count == links.length) links = Arrays.copyOf(links, 2 * count);
            links[count++] = at;
            ObjectId id = head.baseId;
            if (id == null) {
                at = head.base;
                continue;
            }
            int row = pack.index().find(id);
            if (row >= 0) at = pack.index().offset(row);
            else base = foreign(id, pack, packChanges);
        }
        while (count > 0) {
            at = links[--count];
            pack.head(at, head);
            base = applied(pack, head, base, null);
            work += base.bytes().length;
            if (work > limits.workBytes()) throw GitFormatException.tooLarge("its chain of deltas is too much work");
            cache.keep(pack, at, base);
        }
        return base;
    }

    private Stored.Found loose(ObjectFolder folder, ObjectId id) {
        checkAllMade();
        Stored.Found found = folder.loose().read(id, inflation);
        count(found.bytes().length);
        return found;
    }

    /// A small repository can name the same large objects again and again.
    private void checkAllMade() {
        if (made > limits.walkBytes()) {
            throw GitFormatException.tooLarge("more than %d bytes were unpacked before".formatted(limits.walkBytes()));
        }
    }

    Stored.Found at(Pack pack, long offset) {
        return at(pack, offset, 0);
    }

    /// An object that a delta of a pack needs and the pack doesn't have.
    Stored.Found foreign(ObjectId id, Pack pack, int packChanges) {
        if (packChanges == PACK_CHANGES) throw GitFormatException.damaged("its chain of deltas goes from pack to pack");
        ObjectFolder.Place place = store.find(id, pack);
        if (place != null) return at(place.pack(), place.offset(), packChanges + 1);
        for (ObjectFolder folder : store.folders()) {
            if (folder.loose().contains(id)) return loose(folder, id);
        }
        throw new GitFormatException(GitGap.Kind.MISSING, "the base of a delta is missing");
    }

    /// Inflates an object that is no delta.
    Stored.Found whole(Pack pack, EntryHead head) {
        ObjectType type = ObjectType.ofCode(head.type);
        if (type == null) throw GitFormatException.damaged("an object has no type");
        int size = size(head, pack);
        var bytes = new byte[size];
        inflation.inflate(pack.bytes(), head.data, pack.end(), bytes, size);
        count(size);
        return new Stored.Found(type, bytes);
    }

    /// Applies the delta whose head was read.
    ///
    /// @param copies told what is copied; `null` when nobody wants to know
    Stored.Found applied(Pack pack, EntryHead head, Stored.Found base, @Nullable Copies copies) {
        int size = size(head, pack);
        byte[] room = Delta.room(deltaRoom, size);
        deltaRoom = room;
        inflation.inflate(pack.bytes(), head.data, pack.end(), room, size);
        var delta = new Delta(room, size);
        byte[] result = delta.apply(base.bytes(), delta.resultSize(base.bytes().length, limits.objectBytes()), copies);
        count(result.length);
        return new Stored.Found(base.type(), result);
    }

    private int size(EntryHead head, Pack pack) {
        if (head.size > limits.objectBytes()) {
            throw GitFormatException.tooLarge(
                    "it has %d bytes, more than %d".formatted(head.size, limits.objectBytes()));
        }
        inflation.checkClaim(pack.end() - head.data, head.size);
        return (int) head.size;
    }

    private void count(int bytes) {
        made += bytes;
    }

    /// How many bytes of objects were made since the reader was opened.
    public long made() {
        return made;
    }

    @Override
    public void close() {
        inflation.close();
    }
}
