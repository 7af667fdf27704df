// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import dev.pomona.advisories.feed.AdvisoryFeed;
import dev.pomona.advisories.feed.FeedContent;
import dev.pomona.advisories.feed.FeedException;
import dev.pomona.advisories.feed.FeedResult;
import dev.pomona.advisories.feed.Held;
import dev.pomona.advisories.feed.Transfer;
import dev.pomona.advisories.index.AdvisorySegment;
import dev.pomona.advisories.index.CorruptSegmentException;
import dev.pomona.advisories.index.Segment;
import dev.pomona.advisories.index.SegmentWriter;
import dev.pomona.advisories.snapshot.SourceReport.Status;
import dev.pomona.model.advisory.Advisory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The update of one feed, as far as its segment; making it part of a snapshot is up to the [Updater].
final class FeedUpdate {

    /// @param source what the next snapshot is to hold; empty to leave what it has
    /// @param state what to remember; empty to leave what is known
    record Outcome(SourceReport report, Optional<SnapshotDescription.Source> source, Optional<SourceState> state) {}

    private static final Duration CLOCKS_APART = Duration.ofDays(1);

    private final StoreFolder folder;
    private final AdvisoryFeed feed;
    private final Optional<SnapshotDescription.Source> source;
    private final Optional<SourceState> state;
    private final Instant now;
    private final Transfer transfer = new Transfer();

    /// @param source what the current snapshot holds of this feed
    /// @param state what is remembered of just that, from just this feed's origin
    FeedUpdate(
            StoreFolder folder,
            AdvisoryFeed feed,
            Optional<SnapshotDescription.Source> source,
            Optional<SourceState> state,
            Instant now) {
        this.folder = folder;
        this.feed = feed;
        this.source = source;
        this.state = state;
        this.now = now;
    }

    Outcome run() {
        try {
            return switch (feed.fetch(held(), transfer)) {
                case FeedResult.Unchanged() -> unchanged();
                case FeedResult.Absent(String reason) -> kept(Status.ABSENT, reason);
                case FeedResult.Older(Instant newest) -> older(newest);
                case FeedResult.Fresh fresh -> fresh(fresh);
            };
        } catch (FeedException e) {
            return kept(Status.FAILED, e.reason());
        }
    }

    private Held held() {
        Optional<Segment> segment = state.flatMap(known -> openable(folder.segment(known.segment())));
        if (segment.isEmpty()) return Held.NOTHING;
        return new Held(
                state.orElseThrow().validators(),
                newest(),
                () -> segment.get() instanceof AdvisorySegment advisories ? read(advisories) : List.of());
    }

    private static List<Advisory> read(AdvisorySegment segment) {
        try {
            return segment.advisories().toList();
        } catch (CorruptSegmentException e) {
            // As if nothing were held: then everything is fetched anew, and that mends it.
            return List.of();
        }
    }

    private static Optional<Segment> openable(Path file) {
        try {
            return Optional.of(Segment.open(file));
        } catch (IOException | CorruptSegmentException e) {
            return Optional.empty();
        }
    }

    private Outcome unchanged() {
        var report = report(Status.UNCHANGED, "", List.of(), source);
        return new Outcome(report, Optional.empty(), state.map(known -> known.confirmedAt(now)));
    }

    private Outcome kept(Status status, String reason) {
        return new Outcome(report(status, reason, List.of(), source), Optional.empty(), Optional.empty());
    }

    private Outcome older(Instant newest) {
        String held = source.map(SnapshotDescription.Source::newest)
                .map(Instant::toString)
                .orElse("no date");
        return kept(Status.OLDER, "it has data of %s, and here is that of %s".formatted(newest, held));
    }

    /// The date of what is there. A date to come is a mistake of the source's: it would keep out all that follows.
    private @Nullable Instant newest() {
        Instant newest = source.isEmpty() ? null : source.get().newest();
        return newest == null || newest.isAfter(now.plus(CLOCKS_APART)) ? null : newest;
    }

    /// Whether what was found is from before what is there. That the newest advisories are gone is no proof: they may
    /// have been taken back. That others are as they were before is.
    private boolean isOlder(Instant found, Segment segment) {
        Instant held = newest();
        if (held == null || !found.isBefore(held)) return false;
        if (!(segment instanceof AdvisorySegment advisories)) return true;
        Map<String, Instant> dates = new HashMap<>();
        if (openable(folder.segment(source.orElseThrow().segment())).orElse(null) instanceof AdvisorySegment before) {
            for (Advisory advisory : read(before)) {
                if (advisory.modified() != null) dates.put(advisory.id(), advisory.modified());
            }
        }
        return read(advisories).stream().anyMatch(advisory -> {
            Instant before = dates.get(advisory.id());
            Instant modified = advisory.modified();
            return before != null && modified != null && modified.isBefore(before);
        });
    }

    private Outcome fresh(FeedResult.Fresh fresh) {
        Segment segment = write(fresh.content());
        String digest = segment.content().hex();
        Instant newest = fresh.newest() == null ? segment.newest() : fresh.newest();
        var found = new SnapshotDescription.Source(feed.name(), digest, newest, segment.size());
        boolean same = source.isPresent() && source.get().equals(found);
        if (newest != null && isOlder(newest, segment)) return older(newest);
        var report = report(same ? Status.UNCHANGED : Status.UPDATED, "", fresh.rejected(), Optional.of(found));
        var remembered = new SourceState(feed.name(), digest, feed.origin(), now, fresh.validators());
        return new Outcome(report, Optional.of(found), Optional.of(remembered));
    }

    private SourceReport report(
            Status status, String reason, List<String> rejected, Optional<SnapshotDescription.Source> data) {
        int records = data.map(SnapshotDescription.Source::records).orElse(0);
        @Nullable Instant newest = data.isPresent() ? data.get().newest() : null;
        return new SourceReport(
                feed.name(), status, reason, transfer.retries(), rejected, records, transfer.bytes(), newest);
    }

    /// Under its own name, which is known only when it is written.
    private Segment write(FeedContent content) {
        try {
            Path draft = Files.createTempFile(folder.scratch(), "segment-", ".part");
            try {
                return place(content, draft);
            } finally {
                StoreFolder.discard(draft);
            }
        } catch (IOException e) {
            throw StoreFolder.failed("could not write a segment below", folder.segments(), e);
        }
    }

    private Segment place(FeedContent content, Path draft) throws IOException {
        switch (content) {
            case FeedContent.Advisories(var records) -> SegmentWriter.writeAdvisories(draft, records);
            case FeedContent.Exploited(var entries) -> SegmentWriter.writeKev(draft, entries);
            case FeedContent.Scores(var byCve) -> SegmentWriter.writeEpss(draft, byCve);
        }
        Segment written = Segment.open(draft);
        Path place = folder.segment(written.content().hex());
        Optional<Segment> there = openable(place);
        if (there.isPresent()) return there.get();
        folder.move(draft, place);
        return written;
    }
}
