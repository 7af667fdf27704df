// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.walk;

import dev.pomona.engine.content.Digests;
import dev.pomona.engine.content.Rows;

/// The digest of a folder's names: each child is hashed by itself, the hashes are sorted and hashed together.
/// So the order in which a file system lists names does not show, and only hashes are held, not names.
final class TreeDigest {

    private static final int WIDTH = 32;

    private final Rows children = new Rows(WIDTH);

    void addFile(String name, long size) {
        var digest = Digests.sha256();
        Digests.add(digest, "file");
        Digests.add(digest, name);
        Digests.add(digest, size);
        children.add(digest.digest());
    }

    void addLink(String name, String target) {
        var digest = Digests.sha256();
        Digests.add(digest, "link");
        Digests.add(digest, name);
        Digests.add(digest, target);
        children.add(digest.digest());
    }

    void addFolder(String name, byte[] folder) {
        var digest = Digests.sha256();
        Digests.add(digest, "folder");
        Digests.add(digest, name);
        digest.update(folder);
        children.add(digest.digest());
    }

    byte[] digest() {
        children.sort();
        var digest = Digests.sha256();
        children.addTo(digest);
        return digest.digest();
    }
}
