// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.osv;

import dev.pomona.model.advisory.Affected;
import dev.pomona.model.advisory.PackageName;
import dev.pomona.model.advisory.SeverityRating;
import dev.pomona.model.advisory.SeverityRating.Notation;
import dev.pomona.model.advisory.VersionRange;
import dev.pomona.model.advisory.VersionRange.Event;
import dev.pomona.model.advisory.VersionRange.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one entry of `affected`.
final class OsvAffected {

    /// The ecosystem given to entries that name a repository and no package, as in the OSV bucket.
    private static final String GIT = "GIT";

    private final JsonCursor json;
    private final Collection<Integer> weaknesses;

    private String ecosystem = "";
    private String name = "";
    private final List<VersionRange> ranges = new ArrayList<>();
    private final Map<String, List<VersionRange>> rangesByRepository = new LinkedHashMap<>();
    private final List<String> versions = new ArrayList<>();
    private final List<SeverityRating> severities = new ArrayList<>();
    private final Set<String> symbols = new LinkedHashSet<>();

    /// @param weaknesses takes the CWE numbers that sources put into single entries
    OsvAffected(JsonCursor json, Collection<Integer> weaknesses) {
        this.json = json;
        this.weaknesses = weaknesses;
    }

    /// One element for an entry with a package, one for each repository of an entry without, none when it has
    /// neither.
    List<Affected> read() {
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "package" -> json.ifObject(this::readPackage);
                case "severity" -> OsvSeverities.read(json, severities);
                case "ranges" -> json.forEachObject(this::readRange);
                case "versions" -> json.texts(versions);
                case "ecosystem_specific" -> json.ifObject(this::readEcosystemSpecific);
                case "database_specific" -> json.ifObject(this::readDatabaseSpecific);
                default -> json.skip();
            }
        }
        if (!name.isEmpty() && !ecosystem.isEmpty()) {
            return List.of(affected(new PackageName(ecosystem, name), ranges));
        }
        return rangesByRepository.entrySet().stream()
                .map(entry -> affected(new PackageName(GIT, entry.getKey()), entry.getValue()))
                .toList();
    }

    private Affected affected(PackageName packageName, List<VersionRange> itsRanges) {
        return new Affected(packageName, itsRanges, versions, severities, List.copyOf(symbols));
    }

    private void readPackage() {
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "ecosystem" -> ecosystem = json.textOr("");
                case "name" -> name = json.textOr("");
                default -> json.skip();
            }
        }
    }

    private void readRange() {
        String type = "";
        String repository = "";
        var events = new ArrayList<Event>();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "type" -> type = json.textOr("");
                case "repo" -> repository = json.textOr("");
                case "events" -> json.forEachObject(() -> readEvents(events));
                default -> json.skip();
            }
        }
        Kind kind = switch (type) {
            case "SEMVER" -> Kind.SEMVER;
            case "ECOSYSTEM" -> Kind.ECOSYSTEM;
            case "GIT" -> Kind.GIT;
            default -> throw json.error("a range type was expected, but got '%s'".formatted(type));
        };
        var range = new VersionRange(kind, events);
        ranges.add(range);
        if (!repository.isEmpty()) {
            rangesByRepository
                    .computeIfAbsent(repository, _ -> new ArrayList<>())
                    .add(range);
        }
    }

    private void readEvents(List<Event> into) {
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "introduced" -> into.add(new Event.Introduced(json.text()));
                case "fixed" -> into.add(new Event.Fixed(json.text()));
                case "last_affected" -> into.add(new Event.LastAffected(json.text()));
                case "limit" -> into.add(new Event.Limit(json.text()));
                default -> json.skip();
            }
        }
    }

    private void readEcosystemSpecific() {
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "imports" -> json.ifArray(this::readImport);
                case "affected_functions" -> json.ifArray(this::readSymbol);
                case "affects" -> json.ifObject(this::readAffects);
                case "urgency", "severity" -> addWord(json.scalarOrSkip());
                default -> json.skip();
            }
        }
    }

    /// Go: `{"path": …, "symbols": […]}`; without symbols the whole package counts. Elsewhere a plain name.
    private void readImport() {
        if (!json.isObject()) {
            readSymbol();
            return;
        }
        String path = "";
        var names = new ArrayList<String>();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "path" -> path = json.textOr("");
                case "symbols" -> json.texts(names);
                default -> json.skip();
            }
        }
        if (names.isEmpty() && !path.isEmpty()) symbols.add(path);
        for (String symbol : names) symbols.add(path + "." + symbol);
    }

    private void readAffects() {
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            if (field.equals("functions")) json.ifArray(this::readSymbol);
            else json.skip();
        }
    }

    private void readSymbol() {
        String symbol = json.scalarOrSkip();
        if (symbol != null) symbols.add(symbol);
    }

    private void readDatabaseSpecific() {
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "cwes", "cwe_ids" -> OsvWeaknesses.read(json, weaknesses);
                case "informational" -> addWord(json.scalarOrSkip());
                default -> json.skip();
            }
        }
    }

    private void addWord(@Nullable String word) {
        if (word != null && !word.isBlank()) severities.add(new SeverityRating(Notation.WORD, word));
    }
}
