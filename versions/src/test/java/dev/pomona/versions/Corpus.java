// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Public conformance data, where a checkout of it stands beside the sources. Nothing here needs it to be
/// there.
final class Corpus {

    private Corpus() {}

    /// The folder of that name, looked for from the working directory upwards.
    static Optional<Path> folder(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve("shared/corpora").resolve(name);
            if (Files.isDirectory(folder)) return Optional.of(folder);
        }
        System.out.println("no corpus " + name + " here, so it is not checked");
        return Optional.empty();
    }

    static List<Path> files(Path folder, String suffix) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The cases under `tests`.
    static List<Map<String, Object>> cases(Path file) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), Files.readAllBytes(file))) {
            parser.nextToken();
            var cases = new ArrayList<Map<String, Object>>();
            for (Object each : list(map(value(parser)).get("tests"))) cases.add(map(each));
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var map = new LinkedHashMap<String, Object>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                var list = new ArrayList<Object>();
                while (parser.nextToken() != JsonToken.END_ARRAY) list.add(value(parser));
                yield list;
            }
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getString();
        };
    }
}
