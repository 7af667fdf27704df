// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A bucket's `modified_id.csv`: which records there are and when each was last changed.
final class ModifiedList {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:+-]{0,200}");

    // Some databases leave the date out, and the bucket then writes the first day of the calendar.
    private static final Instant NO_DATE = Instant.parse("1970-01-01T00:00:00Z");

    // Lists and records round fractions of a second differently.
    private static final Duration SAME = Duration.ofSeconds(1);

    private static final int MAX_LINE = 400;

    private final Map<String, Instant> modified;

    private ModifiedList(Map<String, Instant> modified) {
        this.modified = modified;
    }

    /// @param shown where the list came from, for messages
    /// @throws FeedException when a line is not `date,id`: a list that is wrong in one place is not trusted
    static ModifiedList read(Path file, String shown) throws FeedException {
        var modified = new HashMap<String, Instant>();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = line(reader); line != null; line = line(reader)) {
                number++;
                if (line.isBlank()) continue;
                int comma = line.indexOf(',');
                String id = line.substring(comma + 1).strip();
                if (comma < 0 || !ID.matcher(id).matches()) throw unreadable(shown, number);
                try {
                    modified.put(id, Instant.parse(line.substring(0, comma).strip()));
                } catch (DateTimeParseException e) {
                    throw unreadable(shown, number);
                }
            }
        } catch (MalformedInputException e) {
            throw new FeedException("%s is not UTF-8".formatted(shown), e);
        } catch (IOException e) {
            throw new FeedException("%s could not be read: %s".formatted(shown, Reason.of(e)), e);
        }
        if (modified.isEmpty()) throw new FeedException("%s is empty".formatted(shown));
        return new ModifiedList(modified);
    }

    /// The next line, or as much of it as any real one has: what is longer fails to be read as one.
    private static @Nullable String line(BufferedReader reader) throws IOException {
        int c = reader.read();
        if (c < 0) return null;
        var line = new StringBuilder();
        for (; c >= 0 && c != '\n' && line.length() < MAX_LINE; c = reader.read()) line.append((char) c);
        return line.toString();
    }

    private static FeedException unreadable(String shown, int line) {
        return new FeedException("%s: line %d is not 'date,id'".formatted(shown, line));
    }

    /// The ids that are not held, or held in an older state; sorted.
    ///
    /// @param held when each record that is held was last changed, by id
    List<String> changedSince(Map<String, @Nullable Instant> held) {
        var changed = new ArrayList<String>();
        modified.forEach((id, when) -> {
            if (!held.containsKey(id) || isNewer(when, held.get(id))) changed.add(id);
        });
        changed.sort(null);
        return changed;
    }

    /// The ids that are held and no longer listed; sorted.
    List<String> goneSince(Map<String, @Nullable Instant> held) {
        return held.keySet().stream()
                .filter(id -> !modified.containsKey(id))
                .sorted()
                .toList();
    }

    /// The newest date.
    Instant newest() {
        return modified.values().stream().max(Comparator.naturalOrder()).orElse(NO_DATE);
    }

    /// Whether it knows some record that is held in an older state only.
    boolean hasOlder(Map<String, @Nullable Instant> held) {
        return modified.entrySet().stream().anyMatch(entry -> {
            Instant when = held.get(entry.getKey());
            return when != null && !entry.getValue().isBefore(NO_DATE) && isNewer(when, entry.getValue());
        });
    }

    private static boolean isNewer(Instant listed, @Nullable Instant held) {
        if (listed.isBefore(NO_DATE)) return false;
        return held == null || !listed.isBefore(held.plus(SAME));
    }
}
