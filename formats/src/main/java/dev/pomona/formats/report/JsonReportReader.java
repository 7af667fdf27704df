// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.report;

import dev.pomona.formats.FormatException;
import dev.pomona.formats.json.JsonReportWriter;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Completeness;
import dev.pomona.model.report.Report;
import dev.pomona.model.report.VerdictInputs;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// Reads what `dev.pomona.formats.json.JsonReportWriter` writes: the report it gives equals the one written.
///
/// Fields it does not know are passed over, so that reports of a later program with the same version number can
/// be read.
public final class JsonReportReader {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(64 << 20)
                    .maxNameLength(4096)
                    .build())
            .build();

    private JsonReportReader() {}

    /// @throws FormatException when the bytes are no report of a known version
    public static Report read(byte[] report) {
        try {
            return read(new ByteArrayInputStream(report));
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
    }

    /// Takes what a report holds many of, as it comes.
    public interface Visitor {

        /// @param manifest the path of its manifest
        void component(String manifest, Component component);

        void finding(Finding finding);
    }

    /// As long as the rest may be that is held in memory, in bytes.
    private static final long LONGEST_PART = 16 << 20;

    /// Reads a report of any length: components and findings are given away as they come, and are not in the report
    /// that comes back, nor are manifests. Edges are passed over.
    ///
    /// @throws FormatException when it is no report of a known version, or a part of it is too long; some may have
    ///     been given then
    /// @throws IOException when the stream can't be read
    public static Report walk(InputStream in, Visitor visitor) throws IOException {
        return reading(in, cursor -> {
            cursor.limitParts(LONGEST_PART);
            return report(cursor, new Lists() {
                @Override
                public List<Manifest> manifests() {
                    cursor.each(() -> ManifestReading.walk(cursor, visitor::component));
                    return List.of();
                }

                @Override
                public List<Finding> findings() {
                    cursor.each(() -> visitor.finding(FindingReading.finding(cursor)));
                    return List.of();
                }
            });
        });
    }

    /// How what there are many of is read.
    private interface Lists {

        List<Manifest> manifests();

        List<Finding> findings();
    }

    /// Reads to the end of the stream and leaves it open.
    ///
    /// @throws FormatException when the bytes are no report of a known version
    /// @throws IOException when the stream can't be read
    public static Report read(InputStream in) throws IOException {
        return reading(
                in,
                cursor -> report(cursor, new Lists() {
                    @Override
                    public List<Manifest> manifests() {
                        return cursor.list(() -> ManifestReading.manifest(cursor));
                    }

                    @Override
                    public List<Finding> findings() {
                        return cursor.list(() -> FindingReading.finding(cursor));
                    }
                }));
    }

    /// Reads one object to the end of the text.
    static <T> T reading(String text, Function<Cursor, T> reader) {
        try {
            return reading(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), reader);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
    }

    /// A parser made for a stream closes it, and the stream is the caller's.
    private static <T> T reading(InputStream in, Function<Cursor, T> reader) throws IOException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), new Unclosed(in))) {
            var cursor = new Cursor(parser);
            cursor.beginDocument();
            T read = reader.apply(cursor);
            cursor.endDocument();
            return read;
        } catch (JacksonIOException e) {
            if (e.getCause() instanceof CharConversionException) {
                throw new FormatException("not a report: no UTF-8", e);
            }
            throw e.getCause();
        } catch (JacksonException e) {
            throw new FormatException("not a report: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new FormatException("not a report: " + e.getMessage(), e); // what a record refuses
        }
    }

    private static final class Unclosed extends FilterInputStream {

        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return in.read(bytes, offset, length);
        }

        @Override
        public void close() {}
    }

    private static Report report(Cursor cursor, Lists lists) {
        String schema = null;
        int version = 0;
        String artifact = null;
        VerdictInputs inputs = null;
        Decision decision = null;
        Completeness completeness = null;
        List<Finding> findings = null;
        List<Manifest> manifests = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            cursor.part();
            switch (field) {
                case "schema" -> schema = cursor.text();
                case "version" -> version = cursor.integer();
                case "artifact" -> artifact = cursor.text();
                case "inputs" -> inputs = inputs(cursor);
                case "decision" -> decision = DecisionReading.decision(cursor);
                case "completeness" -> completeness = CompletenessReading.completeness(cursor);
                case "findings" -> findings = lists.findings();
                case "manifests" -> manifests = lists.manifests();
                default -> cursor.skip();
            }
        }
        if (version != JsonReportWriter.VERSION || !JsonReportWriter.SCHEMA.equals(schema)) {
            throw cursor.error(
                    "schema %s, version %d was expected".formatted(JsonReportWriter.SCHEMA, JsonReportWriter.VERSION));
        }
        return new Report(
                cursor.required(artifact, "artifact"),
                cursor.required(inputs, "inputs"),
                cursor.required(manifests, "manifests"),
                cursor.required(findings, "findings"),
                cursor.required(completeness, "completeness"),
                cursor.required(decision, "decision"));
    }

    private static VerdictInputs inputs(Cursor cursor) {
        Digest input = null;
        String advisories = null;
        Digest rules = null;
        Digest policy = null;
        String engine = null;
        Instant asOf = null;
        cursor.enter();
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "input" -> input = ManifestReading.digest(cursor);
                case "advisories" -> advisories = cursor.text();
                case "rules" -> rules = ManifestReading.digest(cursor);
                case "policy" -> policy = ManifestReading.digest(cursor);
                case "engine" -> engine = cursor.text();
                case "asOf" -> asOf = Instant.parse(cursor.text());
                default -> cursor.skip();
            }
        }
        return new VerdictInputs(
                cursor.required(input, "input"),
                cursor.required(advisories, "advisories"),
                cursor.required(rules, "rules"),
                cursor.required(policy, "policy"),
                cursor.required(engine, "engine"),
                cursor.required(asOf, "asOf"));
    }
}
