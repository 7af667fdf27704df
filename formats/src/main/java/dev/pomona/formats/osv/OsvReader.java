// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.osv;

import dev.pomona.formats.FormatException;
import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.advisory.Affected;
import dev.pomona.model.advisory.Reference;
import dev.pomona.model.advisory.SeverityRating;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/// Reads one OSV record.
///
/// Strict about what decides a match (id, affected packages, ranges, withdrawal) and lenient about the rest:
/// unknown fields are passed over, `schema_version` need not be there, an unreadable publication date counts as
/// none, and so does the year 1 that the Go database writes for "not yet known".
///
/// - `upstream` joins `related`; the field `database_specific.severity` (or, in notices of Red Hat's family,
///   the first word of the summary) becomes a [SeverityRating.Notation#WORD].
/// - An entry without package whose ranges name a repository becomes a package of the ecosystem `GIT`, named by
///   the repository's address.
/// - [Advisory#source] comes from the id's prefix, see [OsvSource].
public final class OsvReader {

    private final JsonCursor json;

    private String id = "";
    private @Nullable String convertedFrom;
    private final Set<String> aliases = new LinkedHashSet<>();
    private final Set<String> related = new LinkedHashSet<>();
    private @Nullable Instant published;
    private @Nullable Instant modified;
    private @Nullable Instant withdrawn;
    private String summary = "";
    private String details = "";
    private final List<SeverityRating> severities = new ArrayList<>();
    private @Nullable String severityWord;
    private final Set<Integer> weaknesses = new LinkedHashSet<>();
    private final List<Affected> affected = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();

    private OsvReader(JsonCursor json) {
        this.json = json;
    }

    /// Reads a record that fills the array.
    ///
    /// @throws FormatException as [#read(byte[], int, int)]
    public static Advisory read(byte[] json) {
        return read(json, 0, json.length);
    }

    /// Reads a record from part of an array.
    ///
    /// @throws FormatException when the bytes are no JSON object, when there is anything but white space behind
    ///     it, when it has no id, or when something that decides a match cannot be understood
    public static Advisory read(byte[] json, int offset, int length) {
        try (JsonParser parser = JsonCursor.FACTORY.createParser(JsonCursor.CONTEXT, json, offset, length)) {
            return new OsvReader(new JsonCursor(parser)).readRecord();
        } catch (JacksonException e) {
            throw new FormatException("not an OSV record: " + JsonCursor.describe(e), e);
        }
    }

    private Advisory readRecord() {
        json.beginDocument();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "id" -> id = json.text();
                case "aliases" -> json.texts(aliases);
                case "related", "upstream" -> json.texts(related);
                case "published" -> published = OsvDates.lenient(json.optionalText());
                case "modified" -> modified = OsvDates.lenient(json.optionalText());
                case "withdrawn" -> withdrawn = readWithdrawn();
                case "summary" -> summary = json.textOr("").strip();
                case "details" -> details = json.textOr("");
                case "severity" -> OsvSeverities.read(json, severities);
                case "affected" -> json.forEachObject(this::readAffected);
                case "references" -> json.forEachObject(this::readReference);
                case "database_specific" -> json.ifObject(this::readDatabaseSpecific);
                default -> json.skip();
            }
        }
        json.endDocument();
        if (id.isBlank()) throw new FormatException("not an OSV record: it has no id");
        return advisory();
    }

    private Advisory advisory() {
        String source = OsvSource.of(id, convertedFrom);
        String word = severityWord == null ? OsvSeverities.wordInFront(source, summary) : severityWord;
        if (word != null) severities.add(new SeverityRating(SeverityRating.Notation.WORD, word));
        aliases.remove(id);
        return new Advisory(
                id,
                source,
                List.copyOf(aliases),
                List.copyOf(related),
                published,
                modified,
                withdrawn,
                summary,
                details,
                severities,
                List.copyOf(weaknesses),
                affected,
                references);
    }

    private @Nullable Instant readWithdrawn() {
        String text = json.optionalText();
        if (text == null || text.isBlank()) return null;
        Instant when = OsvDates.strict(text);
        if (when == null) throw json.error("a date was expected as 'withdrawn', but got '%s'".formatted(text));
        return when;
    }

    private void readAffected() {
        affected.addAll(new OsvAffected(json, weaknesses).read());
    }

    private void readReference() {
        String kind = "web";
        String url = "";
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "type" -> kind = json.textOr("web").toLowerCase(Locale.ROOT);
                case "url" -> url = json.textOr("");
                default -> json.skip();
            }
        }
        if (!url.isEmpty()) references.add(new Reference(kind, url));
    }

    private void readDatabaseSpecific() {
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "cwe_ids", "cwes" -> OsvWeaknesses.read(json, weaknesses);
                case "severity" -> severityWord = json.scalarOrSkip();
                case "source" -> convertedFrom = json.scalarOrSkip();
                default -> json.skip();
            }
        }
    }
}
