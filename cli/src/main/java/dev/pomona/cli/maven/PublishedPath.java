// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import java.util.List;
import java.util.Optional;

/// The path of a file in a repository of Maven's default layout. It is built from what a scanned file
/// says, so it is checked before it becomes part of a file name or an address.
record PublishedPath(String text) {

    private static final int LONGEST = 1_000;
    private static final String PLAIN = "._-+~@$!,=()[]{}^&'";
    private static final String METADATA = "maven-metadata.xml";

    /// Empty when nothing can be published there: it is absolute or an address, it has empty, `.` or
    /// `..` parts, or characters that mean something to a file system, a URL or a terminal.
    static Optional<PublishedPath> parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) return Optional.empty();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && c != '/' && PLAIN.indexOf(c) < 0) return Optional.empty();
        }
        for (String part : text.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) return Optional.empty();
        }
        return Optional.of(new PublishedPath(text));
    }

    /// Whether it is the list of the versions that there are of something.
    boolean isMetadata() {
        return name().equals(METADATA);
    }

    /// Whether it is below a snapshot version.
    boolean isSnapshot() {
        return folder().endsWith("-SNAPSHOT");
    }

    /// Whether another answer may be right tomorrow.
    boolean isMutable() {
        return isMetadata() || isSnapshot();
    }

    /// Whether it is a checksum itself.
    boolean isChecksum() {
        return List.of(".sha1", ".md5", ".sha256", ".sha512", ".asc").stream().anyMatch(text::endsWith);
    }

    String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /// Without `/` at the end; empty for a file at the top.
    String folder() {
        return text.substring(0, Math.max(0, text.lastIndexOf('/')));
    }

    /// Another file of the same folder.
    PublishedPath sibling(String name) {
        return new PublishedPath(folder().isEmpty() ? name : folder() + "/" + name);
    }

    /// The list of the folder's versions, or for a snapshot of its builds.
    PublishedPath metadata() {
        return sibling(METADATA);
    }
}
