// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import dev.pomona.advisories.feed.AdvisoryFeed;
import dev.pomona.advisories.feed.FeedContent;
import dev.pomona.advisories.feed.FeedException;
import dev.pomona.advisories.feed.FeedResult;
import dev.pomona.advisories.feed.Held;
import dev.pomona.advisories.feed.Transfer;
import dev.pomona.advisories.feed.Validator;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private final Layers layers;
    private final Instant now;
    private final Transfer transfer = new Transfer();

    /// @param source what the current snapshot holds of this feed
    /// @param state what is remembered of just that, from just this feed's origin
    FeedUpdate(
            StoreFolder folder,
            AdvisoryFeed feed,
            Optional<SnapshotDescription.Source> source,
            Optional<SourceState> state,
            Layers layers,
            Instant now) {
        this.folder = folder;
        this.feed = feed;
        this.source = source;
        this.state = state;
        this.layers = layers;
        this.now = now;
    }

    Outcome run() {
        try {
            Optional<SourceData> held = state.isEmpty() ? Optional.empty() : held();
            try {
                return outcome(held);
            } catch (CorruptSegmentException e) {
                // as if nothing were held: then everything is fetched anew, and that mends it
                return outcome(Optional.empty());
            }
        } catch (FeedException e) {
            return kept(Status.FAILED, e.reason());
        }
    }

    private Outcome outcome(Optional<SourceData> held) throws FeedException {
        return switch (feed.fetch(asked(held), transfer)) {
            case FeedResult.Unchanged() -> unchanged();
            case FeedResult.Absent(String reason) -> kept(Status.ABSENT, reason);
            case FeedResult.Older(Instant newest) -> older(newest);
            case FeedResult.Fresh fresh -> fresh(fresh);
            case FeedResult.Changed changed -> changed(changed, held.orElseThrow());
        };
    }

    /// Empty when nothing is held, or it can't be opened.
    private Optional<SourceData> held() {
        if (source.isEmpty()) return Optional.empty();
        try {
            return Optional.of(SourceData.open(source.get(), folder::segment));
        } catch (IOException | CorruptSegmentException e) {
            return Optional.empty();
        }
    }

    private Held asked(Optional<SourceData> held) {
        if (held.isEmpty() || state.isEmpty()) return Held.NOTHING;
        return new Held(state.get().validators(), newest(), held.get()::dates);
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
    private boolean isOlder(Instant found, FeedContent content) {
        Instant held = newest();
        if (held == null || !found.isBefore(held)) return false;
        if (!(content instanceof FeedContent.Advisories(var advisories))) return true;
        Map<String, @Nullable Instant> dates = heldDates();
        return advisories.stream().anyMatch(advisory -> {
            Instant before = dates.get(advisory.id());
            Instant modified = advisory.modified();
            return before != null && modified != null && modified.isBefore(before);
        });
    }

    private Map<String, @Nullable Instant> heldDates() {
        try {
            return held().map(SourceData::dates).orElse(Map.of());
        } catch (CorruptSegmentException e) {
            return Map.of();
        }
    }

    private Outcome fresh(FeedResult.Fresh fresh) {
        Segment segment = write(fresh.content());
        Instant newest = fresh.newest() == null ? segment.newest() : fresh.newest();
        if (newest != null && isOlder(newest, fresh.content())) return older(newest);
        var found =
                new SnapshotDescription.Source(feed.name(), segment.content().hex(), newest, segment.size());
        return found(found, fresh.rejected(), fresh.validators());
    }

    /// Beside what is held, or all of it anew where that costs little or there is too much beside it by now.
    private Outcome changed(FeedResult.Changed changed, SourceData held) {
        SnapshotDescription.Source before = source.orElseThrow();
        Instant newest = changed.newest();
        if (newest != null && isOlder(newest, new FeedContent.Advisories(changed.changed()))) return older(newest);
        if (changed.changed().isEmpty() && changed.removed().isEmpty()) {
            return found(before, changed.rejected(), changed.validators());
        }
        var records = new TreeMap<String, Advisory>();
        held.changed().forEach(advisory -> records.put(advisory.id(), advisory));
        changed.removed().forEach(records::remove);
        changed.changed().forEach(advisory -> records.put(advisory.id(), advisory));
        var gone = new TreeSet<>(held.touched());
        gone.addAll(changed.removed());
        gone.removeAll(records.keySet());
        gone.removeIf(id -> !((AdvisorySegment) held.base()).has(id));
        boolean isLayer = held.base().size() >= layers.from() && records.size() + gone.size() <= layers.most();
        if (!isLayer) return fresh(whole(changed, held));
        Segment layer = write(new FeedContent.Advisories(List.copyOf(records.values())));
        var found = new SnapshotDescription.Source(
                feed.name(),
                before.segment(),
                new SnapshotDescription.Changes(layer.content().hex(), List.copyOf(gone)),
                newest,
                held.size(records.keySet(), gone));
        return found(found, changed.rejected(), changed.validators());
    }

    private static FeedResult.Fresh whole(FeedResult.Changed changed, SourceData held) {
        var records = new TreeMap<String, Advisory>();
        held.advisories().forEach(advisory -> records.put(advisory.id(), advisory));
        changed.removed().forEach(records::remove);
        changed.changed().forEach(advisory -> records.put(advisory.id(), advisory));
        var content = new FeedContent.Advisories(List.copyOf(records.values()));
        return new FeedResult.Fresh(content, changed.newest(), changed.validators(), changed.rejected());
    }

    private Outcome found(SnapshotDescription.Source found, List<String> rejected, Map<String, Validator> validators) {
        boolean same = source.isPresent() && source.get().equals(found);
        var report = report(same ? Status.UNCHANGED : Status.UPDATED, "", rejected, Optional.of(found));
        var remembered = new SourceState(feed.name(), found.version(), feed.origin(), now, validators);
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
        // what can be opened may be damaged behind its tables
        if (Files.exists(place) && Files.mismatch(draft, place) < 0) return Segment.open(place);
        folder.move(draft, place);
        return written;
    }
}
