// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import dev.pomona.formats.FormatException;
import dev.pomona.formats.epss.EpssReader;
import dev.pomona.formats.epss.EpssScores;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// FIRST's scores, plain or packed with gzip, whatever the file is called.
final class EpssFeed implements AdvisoryFeed {

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final Origin origin;
    private final List<String> paths;

    /// @param paths where the file may be; the first that is there counts
    EpssFeed(Origin origin, List<String> paths) {
        this.origin = origin;
        this.paths = paths;
    }

    @Override
    public String name() {
        return "epss";
    }

    @Override
    public String origin() {
        String path = paths.getFirst();
        return path.isEmpty() ? origin.address() : origin.address() + "/" + path;
    }

    @Override
    public FeedResult fetch(Held held, Transfer transfer) throws FeedException {
        for (String path : paths) {
            switch (origin.fetch(path, Limits.SCORES, held.validators().get(path), transfer)) {
                case Fetched.Missing() -> {}
                case Fetched.NotModified() -> {
                    return new FeedResult.Unchanged();
                }
                case Fetched.Body body -> {
                    try (body) {
                        return read(body, path);
                    }
                }
            }
        }
        return new FeedResult.Absent("there is no file at " + origin());
    }

    private FeedResult read(Fetched.Body body, String path) throws FeedException {
        EpssScores scores;
        try (InputStream in = unpacked(body.file())) {
            scores = EpssReader.read(in);
        } catch (FormatException e) {
            throw new FeedException("%s: %s".formatted(origin(), e.getMessage()), e);
        } catch (IOException e) {
            throw new FeedException("%s: %s".formatted(origin(), Reason.of(e)), e);
        }
        if (scores.byCve().isEmpty()) throw new FeedException("%s: the file has no scores".formatted(origin()));
        var content = new FeedContent.Scores(scores.byCve());
        return new FeedResult.Fresh(content, scores.scored(), Map.of(path, body.validator()), List.of());
    }

    private static InputStream unpacked(Path file) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        boolean packed = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
        in.reset();
        return new BoundedStream(packed ? new GZIPInputStream(in, 1 << 16) : in, Limits.SCORES);
    }
}
