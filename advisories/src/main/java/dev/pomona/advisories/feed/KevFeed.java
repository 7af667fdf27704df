// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import dev.pomona.formats.FormatException;
import dev.pomona.formats.kev.KevCatalogue;
import dev.pomona.formats.kev.KevReader;
import dev.pomona.model.advisory.Kev;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// CISA's catalogue of known exploited vulnerabilities.
final class KevFeed implements AdvisoryFeed {

    private final Origin origin;
    private final String path;

    KevFeed(Origin origin, String path) {
        this.origin = origin;
        this.path = path;
    }

    @Override
    public String name() {
        return "kev";
    }

    @Override
    public String origin() {
        return path.isEmpty() ? origin.address() : origin.address() + "/" + path;
    }

    @Override
    public FeedResult fetch(Held held, Transfer transfer) throws FeedException {
        return switch (origin.fetch(path, Limits.CATALOGUE, held.validators().get(path), transfer)) {
            case Fetched.NotModified() -> new FeedResult.Unchanged();
            case Fetched.Missing() -> new FeedResult.Absent("there is no file at " + origin());
            case Fetched.Body body -> {
                try (body) {
                    yield read(body);
                }
            }
        };
    }

    private FeedResult read(Fetched.Body body) throws FeedException {
        KevCatalogue catalogue;
        try {
            catalogue = KevReader.read(Files.readAllBytes(body.file()));
        } catch (FormatException e) {
            throw new FeedException("%s: %s".formatted(origin(), e.getMessage()), e);
        } catch (IOException e) {
            throw new FeedException("%s: %s".formatted(origin(), Reason.of(e)), e);
        }
        if (catalogue.entries().isEmpty()) throw new FeedException("%s: the catalogue is empty".formatted(origin()));
        Instant released = catalogue.released();
        Instant newest = released == null ? newest(catalogue.entries()) : released;
        var content = new FeedContent.Exploited(catalogue.entries());
        return new FeedResult.Fresh(content, newest, Map.of(path, body.validator()), List.of());
    }

    private static Instant newest(List<Kev> entries) {
        LocalDate day = entries.stream()
                .map(Kev::dateAdded)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
