// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.host;

import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The small files below a root in which a system says what it is.
final class HostFiles {

    private static final int LARGEST = 4 << 20;

    private final Path root;

    HostFiles(Path root) {
        this.root = root;
    }

    /// Empty when it is not there or can't be read.
    Optional<String> text(String path) {
        Path file = root.resolve(path);
        if (!Files.isRegularFile(file)) return Optional.empty();
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8).strip());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Empty too when it is no JSON.
    Optional<Node> json(String path) {
        try {
            return text(path).map(Json::read);
        } catch (SyntaxException _) {
            return Optional.empty();
        }
    }

    /// Names and values as in os-release(5): `NAME=value` or `NAME="value"`, or with a colon; empty when it is not
    /// there.
    Map<String, String> values(String path, char between) {
        var values = new TreeMap<String, String>();
        for (String line : text(path).orElse("").split("\n", -1)) {
            int at = line.indexOf(between);
            if (at <= 0 || line.startsWith("#")) continue;
            String value = line.substring(at + 1).strip();
            boolean isQuoted = value.length() > 1
                    && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                    && value.charAt(value.length() - 1) == value.charAt(0);
            values.put(line.substring(0, at).strip(), isQuoted ? value.substring(1, value.length() - 1) : value);
        }
        return values;
    }
}
