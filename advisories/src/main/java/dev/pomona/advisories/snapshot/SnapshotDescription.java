// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import dev.pomona.model.component.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Which segments make up a snapshot. The same data give the same bytes: members and sources are sorted, and
/// nothing of when or whence is in it.
///
/// @param sources sorted by name, each name once
record SnapshotDescription(List<Source> sources) {

    /// @param name such as `osv/npm`
    /// @param segment what the segment's records digest to, in hex
    /// @param changes what has changed since the segment was written; `null` when nothing has
    /// @param newest the date of the newest record; `null` when the records carry none
    /// @param records how many there are, changes included
    record Source(
            String name,
            String segment,
            @Nullable Changes changes,
            @Nullable Instant newest,
            int records) {

        Source(String name, String segment, @Nullable Instant newest, int records) {
            this(name, segment, null, newest, records);
        }

        /// The segments that it consists of.
        List<String> segments() {
            return changes == null ? List.of(segment) : List.of(segment, changes.segment());
        }

        /// A name for just these data: equal for equal segments with equal changes.
        String version() {
            if (changes == null) return segment;
            String all = segment + ' ' + changes.segment() + ' ' + String.join(" ", changes.removed());
            return segment + '+' + digest(all.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// @param segment with the records that came or changed, digested as above
    /// @param removed ids of the records that have gone, sorted
    record Changes(String segment, List<String> removed) {
        Changes {
            removed = List.copyOf(removed);
        }
    }

    /// Descriptions without changes have the first, so that older programs read them.
    private static final int SCHEMA = 1;

    private static final int WITH_CHANGES = 2;

    private static final JsonFactory JSON = new JsonFactory();
    private static final String HEX_DIGEST = "[0-9a-f]{64}";

    SnapshotDescription {
        sources = sources.stream().sorted(Comparator.comparing(Source::name)).toList();
    }

    static boolean isDigest(String text) {
        return text.matches(HEX_DIGEST);
    }

    /// SHA-256 of [#toJson()], in hex.
    String id() {
        return digest(toJson());
    }

    static String digest(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Digest.of(Digest.Algorithm.SHA256, hash).hex();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    byte[] toJson() {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            boolean isPlain = sources.stream().allMatch(source -> source.changes() == null);
            json.writeNumberProperty("schema", isPlain ? SCHEMA : WITH_CHANGES);
            json.writeArrayPropertyStart("sources");
            for (Source source : sources) {
                json.writeStartObject();
                if (source.changes() != null) write(source.changes(), json);
                json.writeStringProperty("name", source.name());
                if (source.newest() != null)
                    json.writeStringProperty("newest", source.newest().toString());
                json.writeNumberProperty("records", source.records());
                json.writeStringProperty("segment", source.segment());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(Changes changes, JsonGenerator json) {
        json.writeObjectPropertyStart("changes");
        json.writeArrayPropertyStart("removed");
        changes.removed().forEach(json::writeString);
        json.writeEndArray();
        json.writeStringProperty("segment", changes.segment());
        json.writeEndObject();
    }

    /// @throws SnapshotException when the bytes are no description that this version reads
    static SnapshotDescription parse(byte[] bytes) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            int schema = 0;
            var sources = new ArrayList<Source>();
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("schema")) {
                    schema = json.getIntValue();
                } else if (name.equals("sources") && value == JsonToken.START_ARRAY) {
                    while (json.nextToken() == JsonToken.START_OBJECT) sources.add(source(json));
                } else {
                    json.skipChildren();
                }
            }
            if (schema != SCHEMA && schema != WITH_CHANGES) {
                throw new SnapshotException("written by another version of the program (schema %d)".formatted(schema));
            }
            return new SnapshotDescription(sources);
        } catch (JacksonException | DateTimeException e) {
            throw new SnapshotException("not a snapshot description", e);
        }
    }

    private static Source source(JsonParser json) {
        String name = "";
        String segment = "";
        Changes changes = null;
        Instant newest = null;
        int records = 0;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "name" -> name = json.getString();
                case "segment" -> segment = json.getString();
                case "changes" -> changes = changes(json);
                case "newest" -> newest = Instant.parse(json.getString());
                case "records" -> records = json.getIntValue();
                default -> json.skipChildren();
            }
        }
        if (name.isEmpty() || !isDigest(segment)) throw new SnapshotException("a source without name or segment");
        return new Source(name, segment, changes, newest, records);
    }

    private static Changes changes(JsonParser json) {
        String segment = "";
        var removed = new ArrayList<String>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String member = json.currentName();
            JsonToken value = json.nextToken();
            if (member.equals("segment")) {
                segment = json.getString();
            } else if (member.equals("removed") && value == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.VALUE_STRING) removed.add(json.getString());
            } else {
                json.skipChildren();
            }
        }
        if (!isDigest(segment)) throw new SnapshotException("changes without a segment");
        return new Changes(segment, removed);
    }
}
