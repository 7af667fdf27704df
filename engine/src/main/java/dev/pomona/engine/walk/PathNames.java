// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.walk;

import dev.pomona.engine.content.Names;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The names of paths as text, the same whatever locale the program runs in.
public final class PathNames {

    private static final char UNREADABLE = '\uFFFD';

    private PathNames() {}

    /// The last name of a path; empty for a root.
    public static String last(Path path) {
        Path name = path.getFileName();
        if (name == null) return "";
        String text = name.toString();
        return text.indexOf(UNREADABLE) < 0 ? text : Names.decode(lastBytes(path));
    }

    /// The path below a folder, with `/` between names; empty for the folder itself.
    static String relative(Path folder, Path path) {
        var text = new StringBuilder();
        for (int i = folder.getNameCount(); i < path.getNameCount(); i++) {
            if (!text.isEmpty()) text.append('/');
            text.append(last(path.getRoot().resolve(path.subpath(0, i + 1))));
        }
        return text.toString();
    }

    /// A whole path as it is written, with `/` between names; for what a link says.
    static String text(Path path) {
        var text = new StringBuilder(path.isAbsolute() ? "/" : "");
        for (int i = 0; i < path.getNameCount(); i++) {
            if (i > 0) text.append('/');
            text.append(last(path.subpath(0, i + 1)));
        }
        return text.toString();
    }

    /// A path's URI carries its bytes, which its text may have lost.
    private static byte[] lastBytes(Path path) {
        String raw = path.toUri().getRawPath();
        int end = raw.endsWith("/") ? raw.length() - 1 : raw.length();
        var bytes = new ByteArrayOutputStream();
        for (int i = raw.lastIndexOf('/', end - 1) + 1; i < end; i++) {
            if (raw.charAt(i) == '%') {
                bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(raw.charAt(i)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
