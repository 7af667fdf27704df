// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import dev.pomona.advisories.index.AdvisoryIndex;
import dev.pomona.advisories.index.Segment;
import dev.pomona.advisories.index.SegmentWriter;
import dev.pomona.model.advisory.Advisory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;

/// Project folders, advisory databases and expected reports that another project published; they lie beside the
/// repository on machines that have them.
final class MatchingCorpus implements AutoCloseable {

    private final Path folder;
    private final ZipFile zip;

    /// @param options of the run that gave the expected report
    /// @param fields the expected rows under their names
    record Case(String name, String scanner, String input, Map<?, ?> options, Map<?, ?> fields) {

        boolean expects(String field) {
            return fields.containsKey(field);
        }

        List<?> expected(String field) {
            return CorpusDatabase.list(fields.get(field));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private MatchingCorpus(Path folder) throws IOException {
        this.folder = folder;
        this.zip = new ZipFile(folder.resolve("trivy-matching.zip").toFile());
    }

    /// Looks beside the working directory and each folder above it; prints plainly when it is not there.
    static Optional<MatchingCorpus> find() throws IOException {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared").resolve("corpora").resolve("matching");
            if (Files.isDirectory(candidate)) return Optional.of(new MatchingCorpus(candidate));
        }
        System.out.println("the matching corpus is not there: nothing to check against");
        return Optional.empty();
    }

    List<Case> cases() throws IOException {
        var cases = new ArrayList<Case>();
        for (String line : Files.readAllLines(folder.resolve("cases.jsonl"))) {
            var fields = (Map<?, ?>) CorpusDatabase.yaml(line);
            cases.add(new Case(
                    String.valueOf(fields.get("case")),
                    String.valueOf(fields.get("scanner")),
                    String.valueOf(fields.get("input")),
                    (Map<?, ?>) fields.get("options"),
                    fields));
        }
        return cases;
    }

    /// An index of the corpus' advisories alone.
    AdvisoryIndex index(Path scratch) throws IOException {
        var advisories = new ArrayList<Advisory>();
        for (var entry : zip.stream().toList()) {
            if (entry.getName().startsWith("fixtures/db/"))
                advisories.addAll(CorpusDatabase.read(text(entry.getName())));
        }
        Path segment = scratch.resolve("segment");
        SegmentWriter.writeAdvisories(segment, advisories);
        return AdvisoryIndex.of(List.of(Segment.open(segment)));
    }

    /// Writes what is below a folder of the corpus to one of ours.
    void extract(String input, Path to) throws IOException {
        for (var entry : zip.stream().toList()) {
            if (entry.isDirectory() || !entry.getName().startsWith(input + "/")) continue;
            Path file =
                    to.resolve(entry.getName().substring(input.length() + 1)).normalize();
            if (!file.startsWith(to)) throw new IOException("leads out of its folder: " + entry.getName());
            Files.createDirectories(file.getParent());
            Files.write(file, bytes(entry.getName()));
        }
    }

    byte[] bytes(String name) throws IOException {
        try (var in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }

    private String text(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
