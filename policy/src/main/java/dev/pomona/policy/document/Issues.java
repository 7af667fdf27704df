// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy.document;

import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Collects the mistakes of one document while it is read, with the checks that its readers share.
final class Issues {

    private final String file;
    private final SortedSet<Issue> found = new TreeSet<>();

    Issues(String file) {
        this.file = file;
    }

    void add(Node at, String message) {
        add(at.line(), at.column(), message);
    }

    void add(int line, int column, String message) {
        found.add(new Issue(file, Math.max(1, line), Math.max(1, column), message));
    }

    SortedSet<Issue> found() {
        return found;
    }

    /// The text under a key that must be there and not blank; `null` after a mistake was noted.
    @Nullable
    String required(Node parent, String key) {
        String text = parent.text(key);
        if (text != null && !text.isBlank()) return text.strip();
        Node value = parent.find(key);
        add(
                value == null ? parent : value,
                value == null ? "'%s' is missing".formatted(key) : "'%s' is empty".formatted(key));
        return null;
    }

    /// Notes every key that is not among the known ones: a misspelt key would otherwise be silently without effect.
    void onlyKeys(Node mapping, Set<String> known) {
        for (Mapping.Entry entry : mapping.entries()) {
            if (!known.contains(entry.key())) {
                add(
                        entry.line(),
                        entry.column(),
                        "unknown key '%s'; known are %s"
                                .formatted(entry.key(), String.join(", ", new TreeSet<>(known))));
            }
        }
    }

    /// Notes a missing or unknown `version` of the document's format.
    void version1(Node document) {
        if (!"1".equals(document.text("version"))) {
            Node at = document.find("version");
            add(at == null ? document : at, "'version: 1' is expected");
        }
    }
}
