// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.rule;

import dev.pomona.scanners.secrets.regex.Regex;
import dev.pomona.scanners.secrets.regex.RegexException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A pattern of paths: `*` and `?` stay within a name, `**` crosses folders, `[…]` is one of several characters,
/// `{a,b}` one of several texts. Without a slash it is about the file's name, wherever the file is. Letters match in
/// either case.
public final class PathGlob {

    private static final String SPECIAL = ".+()|^$\\";

    private final Regex regex;

    private PathGlob(Regex regex) {
        this.regex = regex;
    }

    /// @throws IllegalArgumentException when it is malformed; the message says how
    public static PathGlob of(String glob) {
        String whole = glob.contains("/") ? glob : "**/" + glob;
        try {
            return new PathGlob(Regex.compileIgnoringCase(pattern(whole, glob)));
        } catch (RegexException e) {
            throw new IllegalArgumentException("the glob '%s' can't be used: %s".formatted(glob, e.getMessage()), e);
        }
    }

    static PathGlob read(DataInput in) throws IOException {
        return new PathGlob(Regex.read(in));
    }

    void write(DataOutput out) throws IOException {
        regex.write(out);
    }

    private static String pattern(String glob, String shown) {
        var pattern = new StringBuilder("(?s)");
        int braces = 0;
        for (int at = 0; at < glob.length(); at++) {
            char c = glob.charAt(at);
            switch (c) {
                case '*' -> at = stars(glob, at, pattern);
                case '?' -> pattern.append("[^/]");
                case '[' -> at = set(glob, at, shown, pattern);
                case '{' -> {
                    braces++;
                    pattern.append("(?:");
                }
                case '}' -> {
                    if (--braces < 0)
                        throw new IllegalArgumentException(
                                "the glob '%s' closes a brace that it did not open".formatted(shown));
                    pattern.append(')');
                }
                case ',' -> pattern.append(braces > 0 ? "|" : ",");
                default -> {
                    if (SPECIAL.indexOf(c) >= 0) pattern.append('\\');
                    pattern.append(c);
                }
            }
        }
        if (braces > 0) throw new IllegalArgumentException("the glob '%s' does not close a brace".formatted(shown));
        return pattern.toString();
    }

    private static int stars(String glob, int at, StringBuilder pattern) {
        int end = at;
        while (end < glob.length() && glob.charAt(end) == '*') end++;
        boolean opens = at == 0 || glob.charAt(at - 1) == '/';
        boolean closes = end < glob.length() && glob.charAt(end) == '/';
        if (end - at > 1 && opens && closes) {
            pattern.append("(?:.*/)?");
            return end;
        }
        pattern.append(end - at > 1 ? ".*" : "[^/]*");
        return end - 1;
    }

    private static int set(String glob, int at, String shown, StringBuilder pattern) {
        int end = glob.indexOf(']', at + 2);
        if (end < 0) throw new IllegalArgumentException("the glob '%s' does not close a bracket".formatted(shown));
        String set = glob.substring(at + 1, end);
        pattern.append(set.startsWith("!") ? "[^/" : "[")
                .append((set.startsWith("!") ? set.substring(1) : set)
                        .replace("\\", "\\\\")
                        .replace("[", "\\["))
                .append(']');
        return end;
    }

    public boolean matches(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        return regex.matcher().matches(bytes, 0, bytes.length);
    }
}
