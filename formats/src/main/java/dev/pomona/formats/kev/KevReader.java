// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.kev;

import dev.pomona.formats.FormatException;
import dev.pomona.model.advisory.Kev;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads the catalogue as CISA publishes it (JSON schema of the "Known Exploited Vulnerabilities Catalog").
///
/// Unknown members are passed over. An entry without an id or without a date is an error of the whole file:
/// half a catalogue read as a whole one would hide what is being exploited.
public final class KevReader {

    private static final JsonFactory JSON = new JsonFactory();

    private KevReader() {}

    /// @throws FormatException when the bytes are not a catalogue
    public static KevCatalogue read(byte[] json) throws FormatException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            return catalogue(parser);
        } catch (JacksonException e) {
            throw new FormatException("not a KEV catalogue: " + e.getOriginalMessage(), e);
        }
    }

    private static KevCatalogue catalogue(JsonParser parser) throws FormatException {
        expect(parser.nextToken() == JsonToken.START_OBJECT, "the file is not a JSON object");
        Instant released = null;
        List<Kev> entries = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "dateReleased" -> released = value == JsonToken.VALUE_STRING ? instant(parser.getString()) : null;
                case "vulnerabilities" -> {
                    expect(value == JsonToken.START_ARRAY, "'vulnerabilities' is not a list");
                    entries = entries(parser);
                }
                default -> parser.skipChildren();
            }
        }
        expect(parser.nextToken() == null, "there is something behind its end");
        if (entries == null) throw new FormatException("not a KEV catalogue: it has no 'vulnerabilities'");
        return new KevCatalogue(released, entries);
    }

    private static List<Kev> entries(JsonParser parser) throws FormatException {
        var byCve = new TreeMap<String, Kev>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken() == JsonToken.START_OBJECT, "an entry is not an object");
            Kev entry = entry(parser);
            byCve.putIfAbsent(entry.cve(), entry);
        }
        return List.copyOf(byCve.values());
    }

    private static Kev entry(JsonParser parser) throws FormatException {
        String cve = null;
        String added = null;
        String due = null;
        boolean ransomware = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                parser.skipChildren();
                continue;
            }
            switch (name) {
                case "cveID" -> cve = parser.getString().strip();
                case "dateAdded" -> added = parser.getString();
                case "dueDate" -> due = parser.getString();
                case "knownRansomwareCampaignUse" -> ransomware = "Known".equalsIgnoreCase(parser.getString());
                default -> {}
            }
        }
        if (cve == null || cve.isEmpty()) throw new FormatException("not a KEV catalogue: an entry has no 'cveID'");
        LocalDate dateAdded = date(added);
        if (dateAdded == null) throw new FormatException("not a KEV catalogue: %s has no date".formatted(cve));
        return new Kev(cve, dateAdded, date(due), ransomware);
    }

    private static void expect(boolean holds, String otherwise) throws FormatException {
        if (!holds) throw new FormatException("not a KEV catalogue: " + otherwise);
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static @Nullable Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
