// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.ignore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The patterns of one ignore file, which hold for the folder it stands in and below.
public final class IgnoreFile {

    /// What an ignore file says about a path.
    public enum Answer {
        IGNORED,
        KEPT,
        NOTHING
    }

    private final int folder;
    private final byte[] above;
    private final List<IgnorePattern> patterns;

    private IgnoreFile(int folder, byte[] above, List<IgnorePattern> patterns) {
        this.folder = folder;
        this.above = above;
        this.patterns = patterns;
    }

    /// Reads the lines of a file; malformed patterns match nothing, as with Git.
    ///
    /// @param folder the path of the folder in which the patterns hold, relative to what is asked for later;
    ///     empty for the root
    public static IgnoreFile parse(String folder, String content) {
        int length = folder.isEmpty() ? 0 : folder.getBytes(StandardCharsets.UTF_8).length + 1;
        return new IgnoreFile(length, new byte[0], patterns(content));
    }

    /// Reads a file that stands above the root of what is asked for later.
    ///
    /// @param root the root's path relative to the folder of the file
    public static IgnoreFile above(String root, String content) {
        return new IgnoreFile(0, (root + "/").getBytes(StandardCharsets.UTF_8), patterns(content));
    }

    private static List<IgnorePattern> patterns(String content) {
        String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
        var patterns = new ArrayList<IgnorePattern>();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            boolean windows = end > start && text.charAt(end - 1) == '\r';
            var pattern = IgnorePattern.parse(text.substring(start, windows ? end - 1 : end));
            if (pattern != null) patterns.add(pattern);
            start = end + 1;
        }
        return List.copyOf(patterns.reversed());
    }

    /// Patterns given one by one.
    public static IgnoreFile of(List<String> patterns) {
        return parse("", String.join("\n", patterns));
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /// What the last pattern that matches says.
    ///
    /// @param path below this file's folder, relative to the root, in UTF-8
    public Answer answer(byte[] path, boolean isFolder) {
        return answerBelow(relative(path), isFolder);
    }

    /// What this file says about the root itself or a folder above it; only for a file that stands above.
    boolean ignoresRoot() {
        for (int i = 0; i < above.length; i++) {
            if (above[i] == '/' && answerBelow(Arrays.copyOf(above, i), true) == Answer.IGNORED) return true;
        }
        return false;
    }

    private byte[] relative(byte[] path) {
        if (above.length == 0) return folder == 0 ? path : Arrays.copyOfRange(path, folder, path.length);
        byte[] joined = Arrays.copyOf(above, above.length + path.length);
        System.arraycopy(path, 0, joined, above.length, path.length);
        return joined;
    }

    private Answer answerBelow(byte[] below, boolean isFolder) {
        int name = below.length;
        while (name > 0 && below[name - 1] != '/') name--;
        for (IgnorePattern pattern : patterns) {
            if (pattern.matches(below, name, isFolder)) {
                return pattern.isNegated() ? Answer.KEPT : Answer.IGNORED;
            }
        }
        return Answer.NOTHING;
    }
}
