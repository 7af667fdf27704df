// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import dev.pomona.git.file.GitFiles;
import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.ObjectFormat;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Objects that are files of their own: `objects/ab/cdef…`, each a zlib stream of `type length NUL content`.
final class LooseObjects {

    /// The longest head is `commit` and a length of ten digits.
    private static final int HEAD = 32;

    private final GitFiles files;
    private final Path folder;
    private final ObjectFormat format;
    private final GitLimits limits;

    LooseObjects(GitFiles files, Path folder, ObjectFormat format, GitLimits limits) {
        this.files = files;
        this.folder = folder;
        this.format = format;
        this.limits = limits;
    }

    /// The head of a loose object.
    ///
    /// @param length how many bytes it takes, with its NUL
    private record Head(ObjectType type, long size, int length) {}

    /// All ids, in order. Files with other names are passed over.
    List<ObjectId> ids() {
        var ids = new ArrayList<ObjectId>();
        for (String two : files.names(folder, limits.looseObjects())) {
            if (two.length() != 2 || !ObjectId.isHex(two)) continue;
            for (String rest : files.names(folder.resolve(two), limits.looseObjects())) {
                if (rest.length() != format.digits() - 2) continue;
                ObjectId id = ObjectId.parse(two + rest);
                if (id == null) continue;
                if (ids.size() == limits.looseObjects()) {
                    throw GitFormatException.tooLarge("there are too many loose objects");
                }
                ids.add(id);
            }
        }
        ids.sort(null);
        return ids;
    }

    boolean contains(ObjectId id) {
        return id.format() == format && files.isFile(path(id));
    }

    ObjectType type(ObjectId id, Inflation inflation) {
        return head(files.readStart(path(id), 4 * HEAD), inflation).type();
    }

    Stored.Found read(ObjectId id, Inflation inflation) {
        Head head = head(files.readStart(path(id), 4 * HEAD), inflation);
        if (head.size() > limits.objectBytes()) {
            throw GitFormatException.tooLarge(
                    "it has %d bytes, more than %d".formatted(head.size(), limits.objectBytes()));
        }
        int size = (int) head.size() + head.length();
        byte[] stream = files.read(path(id), (int) Math.min(Integer.MAX_VALUE - 8, 2L * size + (1 << 16)));
        inflation.checkClaim(stream.length, size);
        var bytes = new byte[size];
        inflation.inflate(ByteBuffer.wrap(stream), bytes, 0, size, true);
        return new Stored.Found(head.type(), Arrays.copyOfRange(bytes, head.length(), size));
    }

    private static Head head(byte[] start, Inflation inflation) {
        var bytes = new byte[HEAD];
        int length = inflation.head(ByteBuffer.wrap(start), bytes);
        int end = 0;
        while (end < length && bytes[end] != 0) end++;
        if (end == length) throw GitFormatException.damaged("a loose object has no head");
        String[] words = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).split(" ", -1);
        ObjectType type = ObjectType.ofWord(words[0]);
        if (type == null || words.length != 2 || words[1].isEmpty() || words[1].length() > 15) {
            throw GitFormatException.damaged("a loose object has a bad head");
        }
        long size = 0;
        for (char digit : words[1].toCharArray()) {
            if (digit < '0' || digit > '9') throw GitFormatException.damaged("a loose object has a bad length");
            size = 10 * size + digit - '0';
        }
        return new Head(type, size, end + 1);
    }

    private Path path(ObjectId id) {
        String digits = id.toString();
        return folder.resolve(digits.substring(0, 2)).resolve(digits.substring(2));
    }
}
