// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.object;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The four kinds of objects. [#code] is the number that packs use.
public enum ObjectType {
    COMMIT(1),
    TREE(2),
    BLOB(3),
    TAG(4);

    private final int code;

    ObjectType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /// The word that Git uses for it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// `null` when the number means no object: 6 and 7 are deltas.
    public static @Nullable ObjectType ofCode(int code) {
        return switch (code) {
            case 1 -> COMMIT;
            case 2 -> TREE;
            case 3 -> BLOB;
            case 4 -> TAG;
            default -> null;
        };
    }

    /// `null` when no kind of object has this name.
    public static @Nullable ObjectType ofWord(String word) {
        return switch (word) {
            case "commit" -> COMMIT;
            case "tree" -> TREE;
            case "blob" -> BLOB;
            case "tag" -> TAG;
            default -> null;
        };
    }
}
