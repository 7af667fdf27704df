// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

/// A folder of OSV records (`*.json` at any depth), or a zip of them: an organisation's own advisories, or a
/// checked out advisory database.
final class OsvFolderFeed implements AdvisoryFeed {

    private final String name;
    private final Path folder;

    OsvFolderFeed(String name, Path folder) {
        this.name = name;
        this.folder = folder;
    }

    @Override
    public String name() {
        return "folder/" + name;
    }

    @Override
    public String origin() {
        return folder.toString();
    }

    /// Always reads: a folder has nothing to ask whether it changed.
    @Override
    public FeedResult fetch(Held held, Transfer transfer) throws FeedException {
        var batch = new RecordBatch();
        if (Files.isRegularFile(folder)) {
            OsvArchive.read(folder, folder.toString(), batch);
        } else if (Files.isDirectory(folder)) {
            readFolder(batch, transfer);
        } else {
            return new FeedResult.Absent("%s is neither a folder nor a zip".formatted(folder));
        }
        batch.verify(folder.toString());
        return new FeedResult.Fresh(
                batch.content(), batch.newest(), Map.of(".", new Validator(null, null, "")), batch.rejected());
    }

    private void readFolder(RecordBatch batch, Transfer transfer) throws FeedException {
        try (Stream<Path> files =
                Files.find(folder, Limits.FOLDER_DEPTH, (path, facts) -> facts.isRegularFile() && isRecord(path))) {
            int count = 0;
            for (Iterator<Path> all = files.sorted().iterator(); all.hasNext(); ) {
                Path file = all.next();
                if (++count > Limits.RECORDS || Files.size(file) > Limits.RECORD) {
                    throw new FeedException("%s: too many or too large files, at %s".formatted(folder, file));
                }
                byte[] json = Files.readAllBytes(file);
                transfer.received(json.length);
                batch.read(folder.relativize(file).toString(), json, json.length);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new FeedException("%s could not be read: %s".formatted(folder, Reason.of(e)), e);
        }
    }

    private static boolean isRecord(Path path) {
        return path.toString().endsWith(".json");
    }
}
