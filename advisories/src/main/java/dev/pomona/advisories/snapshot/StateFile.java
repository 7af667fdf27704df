// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import dev.pomona.advisories.feed.Validator;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The text form of all [SourceState]s. Nothing depends on it but age and speed: a damaged one counts as
/// empty, and the next update then reads everything anew.
final class StateFile {

    private static final JsonFactory JSON = new JsonFactory();

    private StateFile() {}

    static byte[] write(List<SourceState> states) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartArray();
            states.stream()
                    .sorted(Comparator.comparing(SourceState::name).thenComparing(SourceState::data))
                    .forEach(state -> write(state, json));
            json.writeEndArray();
        }
        return bytes.toByteArray();
    }

    private static void write(SourceState state, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", state.name());
        json.writeStringProperty("segment", state.data());
        json.writeStringProperty("origin", state.origin());
        json.writeStringProperty("confirmed", state.confirmed().toString());
        json.writeArrayPropertyStart("files");
        new TreeMap<>(state.validators()).forEach((path, validator) -> {
            json.writeStartObject();
            json.writeStringProperty("path", path);
            if (validator.etag() != null) json.writeStringProperty("etag", validator.etag());
            if (validator.lastModified() != null) {
                json.writeStringProperty("last-modified", validator.lastModified());
            }
            json.writeStringProperty("digest", validator.digest());
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeEndObject();
    }

    static List<SourceState> read(byte[] bytes) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            var states = new ArrayList<SourceState>();
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) states.add(state(json));
            return List.copyOf(states);
        } catch (JacksonException | DateTimeException e) {
            return List.of();
        }
    }

    private static SourceState state(JsonParser json) {
        var texts = new TreeMap<String, String>();
        Map<String, Validator> validators = new TreeMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String member = json.currentName();
            switch (json.nextToken()) {
                case VALUE_STRING -> texts.put(member, json.getString());
                case START_ARRAY -> {
                    while (json.nextToken() == JsonToken.START_OBJECT) file(json, validators);
                }
                default -> json.skipChildren();
            }
        }
        return new SourceState(
                texts.getOrDefault("name", ""),
                texts.getOrDefault("segment", ""),
                texts.getOrDefault("origin", ""),
                Instant.parse(texts.getOrDefault("confirmed", "")),
                validators);
    }

    private static void file(JsonParser json, Map<String, Validator> validators) {
        var texts = new TreeMap<String, @Nullable String>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String member = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_STRING) texts.put(member, json.getString());
            else json.skipChildren();
        }
        String path = texts.get("path");
        String digest = texts.get("digest");
        if (path == null || digest == null) return;
        validators.put(path, new Validator(texts.get("etag"), texts.get("last-modified"), digest));
    }
}
