// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.epss;

import dev.pomona.formats.FormatException;
import dev.pomona.model.advisory.Epss;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads FIRST's score file: a comment line with model and date, a heading `cve,epss,percentile`, then one line
/// for each CVE. Files from before 2021 lack the comment and are read as well.
public final class EpssReader {

    /// The most scores a file may hold; the real one has under half a million.
    public static final int MAX_SCORES = 4_000_000;

    private static final int MAX_LINE = 1_000;
    private static final String DATE_KEY = "score_date:";

    private EpssReader() {}

    /// Reads to the end and leaves the stream open.
    ///
    /// @param csv already unpacked
    /// @throws FormatException when the text is not a score file; one bad line spoils the whole
    /// @throws IOException when the stream itself fails
    public static EpssScores read(InputStream csv) throws FormatException, IOException {
        var lines = new Lines(new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8), 1 << 16));
        Instant scored = null;
        String line = lines.next();
        while (line != null && (line.isBlank() || line.startsWith("#"))) {
            if (line.startsWith("#")) scored = date(line);
            line = lines.next();
        }
        if (line == null || !line.startsWith("cve,epss")) {
            throw new FormatException("not an EPSS file: no heading 'cve,epss,percentile'");
        }
        return new EpssScores(scored, scores(lines));
    }

    private static SortedMap<String, Epss> scores(Lines lines) throws FormatException, IOException {
        var scores = new TreeMap<String, Epss>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.isBlank()) continue;
            int first = line.indexOf(',');
            int second = line.indexOf(',', first + 1);
            if (first <= 0 || second < 0) throw lines.unreadable();
            int end = line.indexOf(',', second + 1);
            double probability = share(line.substring(first + 1, second), lines);
            double percentile = share(line.substring(second + 1, end < 0 ? line.length() : end), lines);
            scores.put(line.substring(0, first).strip(), new Epss(probability, percentile));
            if (scores.size() > MAX_SCORES) {
                throw new FormatException("not an EPSS file: more than %d scores".formatted(MAX_SCORES));
            }
        }
        return scores;
    }

    private static double share(String text, Lines lines) throws FormatException {
        try {
            double share = Double.parseDouble(text.strip());
            if (share >= 0 && share <= 1) return share;
        } catch (NumberFormatException e) {
            // said below, with the line's number
        }
        throw lines.unreadable();
    }

    private static @Nullable Instant date(String comment) {
        int at = comment.indexOf(DATE_KEY);
        if (at < 0) return null;
        String text = comment.substring(at + DATE_KEY.length()).strip();
        int comma = text.indexOf(',');
        if (comma >= 0) text = text.substring(0, comma);
        try {
            if (text.length() == 10)
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            // FIRST writes the zone without a colon, which the ISO form does not know.
            return OffsetDateTime.parse(text.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
                    .toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /// Lines of bounded length with their numbers.
    private static final class Lines {

        private final BufferedReader reader;
        private final StringBuilder line = new StringBuilder();
        private int number;

        Lines(BufferedReader reader) {
            this.reader = reader;
        }

        @Nullable
        String next() throws FormatException, IOException {
            line.setLength(0);
            number++;
            int c = reader.read();
            if (c < 0) return null;
            for (; c >= 0 && c != '\n'; c = reader.read()) {
                if (line.length() == MAX_LINE) throw unreadable();
                if (c != '\r') line.append((char) c);
            }
            return line.toString();
        }

        FormatException unreadable() {
            return new FormatException("not an EPSS file: line %d is not 'cve,epss,percentile'".formatted(number));
        }
    }
}
