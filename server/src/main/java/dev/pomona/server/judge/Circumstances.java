// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.formats.FormatException;
import dev.pomona.formats.json.JsonOut;
import dev.pomona.model.decision.Waiver;
import dev.pomona.policy.Surroundings;
import dev.pomona.policy.Surroundings.Age;
import dev.pomona.policy.Surroundings.Check;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a verdict is a function of besides the document, the advisories and the policy: kept with
/// it, so that it can be recomputed when everything else has changed.
///
/// @param waivers given here: acceptances, triage and believed statements
/// @param repository waivers that the repository has, which count as far as the policy lets them
/// @param report the digest of the document that says what scanners found, where that is another
///     than the newest; `null` otherwise
/// @param sightings where findings were found in production, by fingerprint
/// @param confirmed when each source of advisory data was last confirmed, by name
public record Circumstances(
        Surroundings surroundings,
        List<Waiver> waivers,
        List<Waiver> repository,
        @Nullable String report,
        List<Sighting> sightings,
        Map<String, Instant> confirmed) {

    /// That the same flaw is open, in the same component, in something else that runs in production.
    ///
    /// @param fingerprint of the finding here
    /// @param artifact the name of what runs there
    /// @param since when it was found there
    public record Sighting(String fingerprint, String artifact, String environment, Instant since) {}

    public Circumstances {
        waivers = List.copyOf(waivers);
        repository = List.copyOf(repository);
        sightings = List.copyOf(sightings);
        confirmed = new TreeMap<>(confirmed);
    }

    /// One line; the same circumstances give the same text.
    public String write() {
        return JsonOut.line(json -> {
            json.inlineObject("environment")
                    .field("key", surroundings.environment())
                    .field("production", surroundings.isProduction())
                    .field("exposed", surroundings.isExposed())
                    .end();
            age("image", surroundings.image(), json);
            age("uptime", surroundings.uptime(), json);
            json.array("checks");
            for (Check check : surroundings.checks()) {
                json.inlineObject()
                        .field("name", check.name())
                        .field("state", check.state())
                        .end();
            }
            json.end().array("waivers");
            for (Waiver waiver : waivers) WaiverText.write(waiver, json);
            json.end().field("report", report).inlineObject("confirmed");
            confirmed.forEach(json::text);
            json.end();
            if (!repository.isEmpty()) {
                json.array("repositoryWaivers");
                for (Waiver waiver : repository) WaiverText.write(waiver, json);
                json.end();
            }
            if (sightings.isEmpty()) return;
            json.array("sightings");
            for (Sighting sighting : sightings) {
                json.inlineObject()
                        .field("fingerprint", sighting.fingerprint())
                        .field("artifact", sighting.artifact())
                        .field("environment", sighting.environment())
                        .text("since", sighting.since())
                        .end();
            }
            json.end();
        });
    }

    private static void age(String name, Age age, JsonOut json) {
        json.inlineObject(name);
        if (age.age() != null) json.field("seconds", age.age().toSeconds());
        if (age.limit() != null) json.field("limit", age.limit().toSeconds());
        json.end();
    }

    /// @throws FormatException when the text is something else
    public static Circumstances read(String text) {
        try {
            Node json = Json.read(text);
            var checks = new ArrayList<Check>();
            for (Node check : json.items("checks")) {
                checks.add(new Check(
                        required(check, "name"),
                        Check.State.valueOf(required(check, "state").toUpperCase(Locale.ROOT))));
            }
            var confirmed = new TreeMap<String, Instant>();
            Node times = json.find("confirmed");
            if (times != null) {
                times.entries()
                        .forEach(entry -> confirmed.put(
                                entry.key(),
                                Instant.parse(String.valueOf(entry.value().text()))));
            }
            var sightings = json.items("sightings").stream()
                    .map(Circumstances::sighting)
                    .toList();
            return new Circumstances(
                    new Surroundings(
                            required(json, "environment", "key"),
                            required(json, "environment", "production").equals("true"),
                            required(json, "environment", "exposed").equals("true"),
                            age(json.find("image")),
                            age(json.find("uptime")),
                            checks,
                            fingerprints(sightings)),
                    WaiverText.all(json.items("waivers")),
                    WaiverText.all(json.items("repositoryWaivers")),
                    json.text("report"),
                    sightings,
                    confirmed);
        } catch (SyntaxException | DateTimeException | IllegalArgumentException e) {
            throw new FormatException("not the circumstances of a verdict", e);
        }
    }

    static Set<String> fingerprints(List<Sighting> sightings) {
        return sightings.stream().map(Sighting::fingerprint).collect(Collectors.toSet());
    }

    private static Sighting sighting(Node node) {
        return new Sighting(
                required(node, "fingerprint"),
                required(node, "artifact"),
                required(node, "environment"),
                Instant.parse(required(node, "since")));
    }

    private static Age age(@Nullable Node node) {
        return node == null ? Age.UNKNOWN : new Age(seconds(node.text("seconds")), seconds(node.text("limit")));
    }

    private static @Nullable Duration seconds(@Nullable String text) {
        return text == null ? null : Duration.ofSeconds(Long.parseLong(text));
    }

    private static String required(Node node, String first, String... more) {
        Node found = node.find(first, more);
        String text = found == null ? null : found.text();
        if (text == null) throw new IllegalArgumentException("no '%s'".formatted(first));
        return text;
    }
}
