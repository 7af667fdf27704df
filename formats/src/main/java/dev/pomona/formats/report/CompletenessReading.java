// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.report;

import dev.pomona.model.report.Completeness;
import dev.pomona.model.report.DataSource;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.ScannerOutcome;
import dev.pomona.model.report.ScannerOutcome.Status;
import java.time.Instant;
import java.util.List;

/// What was seen and what was not.
final class CompletenessReading {

    private CompletenessReading() {}

    static Completeness completeness(Cursor cursor) {
        cursor.enter();
        Long filesSeen = null;
        Long bytesSeen = null;
        List<ScannerOutcome> scanners = null;
        List<Gap> gaps = null;
        List<DataSource> data = null;
        List<String> dataGaps = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "filesSeen" -> filesSeen = cursor.longInteger();
                case "bytesSeen" -> bytesSeen = cursor.longInteger();
                case "scanners" -> scanners = cursor.list(() -> outcome(cursor));
                case "gaps" -> gaps = gaps(cursor);
                case "data" -> data = cursor.list(() -> source(cursor));
                case "dataGaps" -> dataGaps = cursor.texts();
                default -> cursor.skip();
            }
        }
        return new Completeness(
                cursor.required(filesSeen, "filesSeen"),
                cursor.required(bytesSeen, "bytesSeen"),
                cursor.required(scanners, "scanners"),
                cursor.required(gaps, "gaps"),
                cursor.required(data, "data"),
                cursor.required(dataGaps, "dataGaps"));
    }

    private static ScannerOutcome outcome(Cursor cursor) {
        cursor.enter();
        String scanner = null;
        String status = null;
        String reason = null;
        List<Gap> gaps = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "scanner" -> scanner = cursor.text();
                case "status" -> status = cursor.text();
                case "reason" -> reason = cursor.text();
                case "gaps" -> gaps = gaps(cursor);
                default -> cursor.skip();
            }
        }
        Status end = switch (cursor.required(status, "status")) {
            case "completed" -> new Status.Completed();
            case "partial" -> new Status.Partial(cursor.required(gaps, "gaps"));
            case "failed" -> new Status.Failed(cursor.required(reason, "reason"));
            case "skipped" -> new Status.Skipped(cursor.required(reason, "reason"));
            default -> throw cursor.error("no status is called '%s'".formatted(status));
        };
        return new ScannerOutcome(cursor.required(scanner, "scanner"), end);
    }

    private static List<Gap> gaps(Cursor cursor) {
        return cursor.list(() -> gap(cursor));
    }

    private static Gap gap(Cursor cursor) {
        cursor.enter();
        Gap.Kind kind = null;
        String path = null;
        String message = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "kind" -> kind = cursor.word(Gap.Kind.class);
                case "path" -> path = cursor.text();
                case "message" -> message = cursor.text();
                default -> cursor.skip();
            }
        }
        return new Gap(
                cursor.required(kind, "kind"), cursor.required(path, "path"), cursor.required(message, "message"));
    }

    private static DataSource source(Cursor cursor) {
        cursor.enter();
        String name = null;
        Instant newest = null;
        Instant fetched = null;
        Integer records = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "name" -> name = cursor.text();
                case "newest" -> newest = Instant.parse(cursor.text());
                case "fetched" -> fetched = Instant.parse(cursor.text());
                case "records" -> records = cursor.integer();
                default -> cursor.skip();
            }
        }
        return new DataSource(cursor.required(name, "name"), newest, fetched, cursor.required(records, "records"));
    }
}
