// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One ecosystem of an OSV bucket.
///
/// Over a network its list of changes is asked for first. When few records changed, they are fetched one by
/// one and applied to what is held; otherwise, and always on disk, `all.zip` is read. The bucket writes list
/// and archive at different times: after reading the archive the list still decides what is missing from it.
final class OsvFeed implements AdvisoryFeed {

    /// From how many changed records on one archive is cheaper than a request for each.
    static final int MAX_SINGLE_RECORDS = 100;

    // A list that has suddenly lost much of what is held is more likely broken than right.
    private static final int SUSPICIOUS_LOSS = 20;
    private static final int SUSPICIOUS_LOSS_SHARE = 10;

    private final Origin origin;
    private final String folder;
    private final String ecosystem;

    /// @param prefix where the ecosystems' folders are below the origin: empty, or ending in `/`
    OsvFeed(Origin origin, String prefix, String ecosystem) {
        this.origin = origin;
        this.folder = prefix + ecosystem + "/";
        this.ecosystem = ecosystem;
    }

    @Override
    public String name() {
        return ONE_ECOSYSTEM + ecosystem;
    }

    @Override
    public String origin() {
        return origin.address() + "/" + folder;
    }

    @Override
    public FeedResult fetch(Held held, Transfer transfer) throws FeedException {
        if (!origin.isRemote()) return archive(held, transfer);
        String list = folder + "modified_id.csv";
        return switch (origin.fetch(list, Limits.LIST, held.validators().get(list), transfer)) {
            case Fetched.NotModified() -> new FeedResult.Unchanged();
            case Fetched.Missing() -> archive(held, transfer);
            case Fetched.Body body -> {
                try (body) {
                    var changes = ModifiedList.read(body.file(), origin.address() + "/" + list);
                    yield new Update(held, transfer, changes, list, body.validator()).run();
                }
            }
        };
    }

    private FeedResult archive(Held held, Transfer transfer) throws FeedException {
        var batch = new RecordBatch();
        var validators = new HashMap<String, Validator>();
        return switch (archive(held.validators().get(archivePath()), batch, validators, transfer)) {
            case Fetched.NotModified() -> new FeedResult.Unchanged();
            case Fetched.Missing() -> absent();
            case Fetched.Body _ -> fresh(batch, validators);
        };
    }

    private Fetched archive(
            @Nullable Validator known, RecordBatch batch, Map<String, Validator> validators, Transfer transfer)
            throws FeedException {
        Fetched fetched = origin.fetch(archivePath(), Limits.ARCHIVE, known, transfer);
        if (fetched instanceof Fetched.Body body) {
            try (body) {
                String shown = origin.address() + "/" + archivePath();
                OsvArchive.read(body.file(), shown, batch);
                batch.verify(shown);
                validators.put(archivePath(), body.validator());
            }
        }
        return fetched;
    }

    private String archivePath() {
        return folder + "all.zip";
    }

    private FeedResult absent() {
        return new FeedResult.Absent("%s has no advisories for %s".formatted(origin.address(), ecosystem));
    }

    private static FeedResult fresh(RecordBatch batch, Map<String, Validator> validators) {
        return new FeedResult.Fresh(batch.content(), batch.newest(), validators, batch.rejected());
    }

    /// Brings what is held to what a list of changes says.
    private final class Update {

        private final Held held;
        private final Transfer transfer;
        private final ModifiedList list;
        private final String listPath;
        private final Validator listValidator;
        private final Map<String, Validator> validators = new HashMap<>();

        Update(Held held, Transfer transfer, ModifiedList list, String listPath, Validator listValidator) {
            this.held = held;
            this.transfer = transfer;
            this.list = list;
            this.listPath = listPath;
            this.listValidator = listValidator;
        }

        FeedResult run() throws FeedException {
            if (!held.isEmpty()) {
                Map<String, @Nullable Instant> dates = held.dates().get();
                Instant newest = held.newest();
                if (newest != null && list.newest().isBefore(newest) && list.hasOlder(dates)) {
                    return new FeedResult.Older(list.newest());
                }
                List<String> gone = list.goneSince(dates);
                boolean credible = gone.size() <= SUSPICIOUS_LOSS + dates.size() / SUSPICIOUS_LOSS_SHARE;
                List<String> changed = list.changedSince(dates);
                var batch = new RecordBatch();
                if (credible && changed.size() <= MAX_SINGLE_RECORDS && readSingly(changed, batch)) {
                    Validator archive = held.validators().get(archivePath());
                    if (archive != null) validators.put(archivePath(), archive);
                    return changes(batch, gone, dates);
                }
            }
            var batch = new RecordBatch();
            return switch (archive(held.validators().get(archivePath()), batch, validators, transfer)) {
                case Fetched.NotModified() -> new FeedResult.Unchanged();
                case Fetched.Missing() -> absent();
                case Fetched.Body _ -> {
                    List<String> changed = list.changedSince(batch.dates());
                    if (changed.size() <= MAX_SINGLE_RECORDS) readSingly(changed, batch);
                    inStep(batch.dates());
                    yield fresh(batch, validators);
                }
            };
        }

        private FeedResult changes(RecordBatch batch, List<String> gone, Map<String, @Nullable Instant> before) {
            var dates = new HashMap<String, @Nullable Instant>(before);
            gone.forEach(dates::remove);
            dates.putAll(batch.dates());
            inStep(dates);
            Instant newest = RecordBatch.newest(dates.values());
            return new FeedResult.Changed(batch.content().records(), gone, newest, validators, batch.rejected());
        }

        /// Remembers the list as done with only when nothing on it is missing: otherwise the next update
        /// looks again.
        private void inStep(Map<String, @Nullable Instant> dates) {
            if (list.changedSince(dates).isEmpty()) validators.put(listPath, listValidator);
        }

        /// @return whether the bucket has single records at all
        private boolean readSingly(List<String> ids, RecordBatch batch) throws FeedException {
            boolean found = ids.isEmpty();
            for (String id : ids) {
                String path = folder + id + ".json";
                switch (origin.fetch(path, Limits.RECORD, null, transfer)) {
                    case Fetched.Missing() -> {
                        if (!found) return false;
                    }
                    case Fetched.NotModified() -> throw new IllegalStateException("nothing was known of " + path);
                    case Fetched.Body body -> {
                        found = true;
                        read(body, path, batch);
                    }
                }
            }
            return true;
        }

        private void read(Fetched.Body file, String path, RecordBatch batch) throws FeedException {
            try (file) {
                byte[] json = Files.readAllBytes(file.file());
                batch.read(path, json, json.length);
            } catch (IOException e) {
                throw new FeedException("%s could not be read: %s".formatted(path, Reason.of(e)), e);
            }
        }
    }
}
