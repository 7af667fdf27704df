// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A mirror of a few made-up records, to be laid out wherever a test wants it.
public final class SmallBucket {

    private final Map<String, Map<String, String>> modified = new TreeMap<>();

    /// Adds a record or changes its date.
    public SmallBucket with(String ecosystem, String id, String date) {
        modified.computeIfAbsent(ecosystem, _ -> new TreeMap<>()).put(id, date);
        return this;
    }

    public SmallBucket without(String ecosystem, String id) {
        modified.getOrDefault(ecosystem, new TreeMap<>()).remove(id);
        return this;
    }

    public static String kev(String cve) {
        return """
                {"title": "made up", "dateReleased": "2026-01-05T12:00:00.5Z", "vulnerabilities": [
                  {"cveID": "%s", "dateAdded": "2026-01-02", "dueDate": "2026-02-02",
                   "knownRansomwareCampaignUse": "Known"}]}
                """.formatted(cve);
    }

    public static String epss(String cve) {
        return """
                #model_version:v9,score_date:2026-01-06T00:00:00+0000
                cve,epss,percentile
                %s,0.5,0.75
                """.formatted(cve);
    }

    public static byte[] record(String ecosystem, String id, String date) {
        return """
                {"id": "%s", "modified": "%s", "summary": "as of %s", "affected": [
                  {"package": {"ecosystem": "%s", "name": "pear"},
                   "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2"}]}]}]}
                """.formatted(id, date, date, ecosystem).getBytes(StandardCharsets.UTF_8);
    }

    /// Every file of the bucket, by path: archives and lists, and the single records when asked for.
    public void files(boolean singleRecords, BiConsumer<String, byte[]> file) {
        file.accept("ecosystems.txt", utf8(String.join("\n", modified.keySet()) + "\n"));
        modified.forEach((ecosystem, records) -> {
            file.accept(ecosystem + "/all.zip", archive(ecosystem));
            file.accept(ecosystem + "/modified_id.csv", utf8(list(records)));
            if (singleRecords) {
                records.forEach((id, date) -> file.accept(ecosystem + "/" + id + ".json", record(ecosystem, id, date)));
            }
        });
    }

    /// As a mirror: the bucket below `osv/`, KEV and EPSS beside it.
    public void mirrorFiles(BiConsumer<String, byte[]> file) {
        files(false, (path, content) -> file.accept("osv/" + path, content));
        file.accept("kev/known_exploited_vulnerabilities.json", utf8(kev("CVE-2026-1")));
        file.accept("epss/epss_scores-current.csv", utf8(epss("CVE-2026-1")));
    }

    public byte[] archive(String ecosystem) {
        var zipped = new TreeMap<String, byte[]>();
        modified.get(ecosystem).forEach((id, date) -> zipped.put(id + ".json", record(ecosystem, id, date)));
        return zip(zipped);
    }

    public static byte[] zip(Map<String, byte[]> files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// Writes a file and the folders above it.
    public static BiConsumer<String, byte[]> to(Path folder) {
        return (path, content) -> {
            try {
                Path file = folder.resolve(path);
                Files.createDirectories(file.getParent());
                Files.write(file, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static String list(Map<String, String> records) {
        var list = new StringBuilder();
        records.entrySet().stream()
                .sorted(Map.Entry.<String, String>comparingByValue().reversed())
                .forEach(entry -> list.append(entry.getValue())
                        .append(',')
                        .append(entry.getKey())
                        .append('\n'));
        return list.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
