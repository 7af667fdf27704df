// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.backup;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.store.backup.Contents;
import dev.pomona.store.sql.Migrations;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an archive says of itself: its first entry.
///
/// @param program the version that wrote it
/// @param keyId the server's key; `null` when no server ever ran
/// @param settings that were in effect and are not secret, for people to read
/// @param snapshot the id of the advisory data that was current; `null` when it is among the rows, or there was none
public record Manifest(
        String program,
        Instant madeAt,
        @Nullable String keyId,
        Map<String, String> settings,
        @Nullable String snapshot,
        Contents contents) {

    static final String NAME = "manifest.json";

    /// Of the archive's layout. A program reads its own and older ones.
    private static final long FORMAT = 1;

    public Manifest {
        settings = new TreeMap<>(settings);
    }

    byte[] write() {
        return (JsonOut.line(json -> {
                            json.field("format", FORMAT)
                                    .field("program", program)
                                    .text("madeAt", madeAt)
                                    .field("postgres", contents.postgres())
                                    .field("keyId", keyId)
                                    .field("snapshot", snapshot)
                                    .field("changeNumber", contents.changeNumber());
                            json.object("settings");
                            settings.forEach(json::field);
                            json.end().array("steps");
                            for (Migrations.Step step : contents.steps()) {
                                json.object()
                                        .field("name", step.name())
                                        .field("digest", step.digest())
                                        .end();
                            }
                            json.end().array("tables");
                            for (Contents.Table table : contents.tables()) {
                                json.object()
                                        .field("name", table.name())
                                        .texts("columns", table.columns())
                                        .end();
                            }
                            json.end().array("sequences");
                            for (Contents.Sequence sequence : contents.sequences()) {
                                json.object()
                                        .field("table", sequence.table())
                                        .field("column", sequence.column())
                                        .field("last", sequence.last())
                                        .field("isCalled", sequence.isCalled())
                                        .end();
                            }
                            json.end();
                        })
                        + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /// @throws BackupException when it is none, or of a newer program
    static Manifest read(byte[] bytes) {
        try {
            Node json = Json.read(new String(bytes, StandardCharsets.UTF_8));
            long format = Long.parseLong(required(json, "format"));
            if (format != FORMAT) {
                throw new BackupException(
                        "the archive is of a newer program (format %d); restore it with that one".formatted(format));
            }
            var settings = new TreeMap<String, String>();
            json.entries("settings")
                    .forEach(entry -> settings.put(
                            entry.key(), String.valueOf(entry.value().text())));
            return new Manifest(
                    required(json, "program"),
                    Instant.parse(required(json, "madeAt")),
                    json.text("keyId"),
                    settings,
                    json.text("snapshot"),
                    contents(json));
        } catch (SyntaxException | NumberFormatException | DateTimeException e) {
            throw new BackupException("the archive does not say what it holds", e);
        }
    }

    private static Contents contents(Node json) {
        List<Migrations.Step> steps = json.items("steps").stream()
                .map(step -> new Migrations.Step(required(step, "name"), required(step, "digest")))
                .toList();
        List<Contents.Table> tables = json.items("tables").stream()
                .map(table -> new Contents.Table(
                        required(table, "name"),
                        table.items("columns").stream()
                                .map(column -> String.valueOf(column.text()))
                                .toList()))
                .toList();
        List<Contents.Sequence> sequences = json.items("sequences").stream()
                .map(sequence -> new Contents.Sequence(
                        required(sequence, "table"),
                        required(sequence, "column"),
                        Long.parseLong(required(sequence, "last")),
                        sequence.isTrue("isCalled")))
                .toList();
        return new Contents(
                required(json, "postgres"), steps, tables, sequences, Long.parseLong(required(json, "changeNumber")));
    }

    private static String required(Node json, String name) {
        String text = json.text(name);
        if (text == null)
            throw new BackupException("the archive does not say what it holds: '%s' is missing".formatted(name));
        return text;
    }
}
