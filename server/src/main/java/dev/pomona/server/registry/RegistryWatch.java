// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.registry;

import dev.pomona.server.change.Change;
import dev.pomona.server.change.Topic;
import dev.pomona.server.ingest.Ingest;
import dev.pomona.server.ingest.Upload;
import dev.pomona.server.registry.ImageRegistry.Attached;
import dev.pomona.server.registry.ImageRegistry.Image;
import dev.pomona.server.registry.ImageRegistry.Tagged;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Spool;
import dev.pomona.server.web.Spooled;
import dev.pomona.store.estate.Artifact.BaseImage;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.estate.FreshnessStore;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.inventory.DocumentStore;
import dev.pomona.store.registry.RegistryStore;
import dev.pomona.store.registry.RegistryStore.Repository;
import dev.pomona.store.registry.TagStore;
import dev.pomona.store.registry.TagStore.Tag;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks at repositories that are watched. An image that is new becomes an artifact, with when it was built; a bill of
/// materials that is attached to it is taken as if it had been pushed.
///
/// Any number of nodes may do so: one repository is taken in hand by one node for a time, and whatever is done twice,
/// since a node was too slow or died, comes to the same. What could not be read is kept as the repository's problem,
/// told once, and tried again; what could be read counts.
public final class RegistryWatch {

    static final Duration INTERVAL = Duration.ofMinutes(5);

    /// So long nobody else looks at the repository.
    private static final Duration LEASE = Duration.ofMinutes(30);

    private final Database database;
    private final RegistryAccess access;
    private final Ingest ingest;
    private final Spool spool;
    private final long maxDocument;
    private final Clock clock;

    /// @param maxDocument the longest bill of materials that is taken, in bytes
    public RegistryWatch(
            Database database, RegistryAccess access, Ingest ingest, Spool spool, long maxDocument, Clock clock) {
        this.database = database;
        this.access = access;
        this.ingest = ingest;
        this.spool = spool;
        this.maxDocument = maxDocument;
        this.clock = clock;
    }

    /// Looks at one repository that is due.
    ///
    /// @return whether there was one
    public boolean run(TenantId tenant) {
        Instant now = now();
        Optional<Repository> taken = database.inTenant(tenant, tx -> new RegistryStore(tx).take(now, now.plus(LEASE)));
        taken.ifPresent(repository -> new Look(tenant, repository).run());
        return taken.isPresent();
    }

    /// One look at one repository.
    private final class Look {

        private final TenantId tenant;
        private final Repository repository;
        private final List<String> problems = new ArrayList<>();

        Look(TenantId tenant, Repository repository) {
            this.tenant = tenant;
            this.repository = repository;
        }

        void run() {
            try {
                String organisation = database.inTenant(tenant, tx -> new TenantStore(tx).own())
                        .key();
                ImageRegistry registry = access.open(organisation, repository.address());
                // what could not be read the last time is read again, whether or not anything has changed
                String since = repository.problem() == null ? repository.mark() : "";
                var listing = registry.list(repository.name(), since);
                if (!listing.isUnchanged()) all(registry, listing.tags());
                if (problems.isEmpty()) read(listing.mark());
                else unreadable(words(listing.tags().size()));
            } catch (RegistryException e) {
                unreadable(String.valueOf(e.getMessage()));
            }
        }

        private String words(int tags) {
            return problems.size() == 1
                    ? problems.getFirst()
                    : "%d of %d tags, the first: %s".formatted(problems.size(), tags, problems.getFirst());
        }

        private void all(ImageRegistry registry, List<Tagged> tags) {
            Map<String, Tag> known = database.inTenant(tenant, tx -> new TagStore(tx, repository.id()).all());
            for (Tagged tagged : tags) {
                Tag before = known.get(tagged.tag());
                if (before != null && !before.digest().equals(tagged.digest())) before = null;
                if (before != null && before.document() != null) continue;
                try {
                    one(registry, tagged, before);
                } catch (RegistryException | ProblemException e) {
                    problems.add("%s: %s".formatted(tagged.tag(), e.getMessage()));
                }
            }
            List<String> there = tags.stream().map(Tagged::tag).toList();
            database.runInTenant(tenant, tx -> new TagStore(tx, repository.id()).leaveOnly(there));
        }

        /// @param before what is known of the same digest under this tag; `null` for none
        private void one(ImageRegistry registry, Tagged tagged, @Nullable Tag before) throws RegistryException {
            Image image = registry.image(repository.name(), tagged.digest());
            var digests = new ArrayList<String>();
            digests.add(image.digest());
            digests.addAll(image.parts());
            if (before == null) for (String digest : digests) see(digest, tagged.tag(), image);
            String document = null;
            for (String digest : digests) {
                String taken = bill(registry, digest, tagged.tag(), image);
                if (taken != null && document == null) document = taken;
            }
            Instant since = before == null ? now() : before.since();
            var tag = new Tag(tagged.tag(), tagged.digest(), image.builtAt(), since, document);
            database.runInTenant(tenant, tx -> new TagStore(tx, repository.id()).keep(tag));
        }

        private void see(String digest, String tag, Image image) {
            Instant now = now();
            database.runInTenant(tenant, tx -> {
                var sight = new ArtifactStore(tx)
                        .see(
                                new ArtifactStore.Seen(
                                        repository.project(),
                                        "image",
                                        repository.name(),
                                        tag,
                                        digest,
                                        image.builtAt(),
                                        base(image, new FreshnessStore(tx))),
                                null,
                                now);
                if (!sight.isNew()) return;
                Change.tell(
                        tx,
                        Topic.ARTIFACT,
                        digest,
                        "arrived",
                        json -> json.field("project", repository.project())
                                .field("kind", "image")
                                .field("name", repository.name())
                                .field("version", tag)
                                .text("builtAt", image.builtAt())
                                .field("registry", repository.registry()),
                        now);
            });
            Instant built = image.builtAt();
            if (built == null) return;
            // whatever was made from it is as old as it is
            database.runInTenant(tenant, tx -> new FreshnessStore(tx).built(digest, built));
        }

        /// @return the digest of the bill of materials that was taken; `null` when there is none
        private @Nullable String bill(ImageRegistry registry, String digest, String tag, Image image)
                throws RegistryException {
            for (Attached attached : registry.attached(repository.name(), digest)) {
                if (attached.size() > maxDocument) {
                    throw new RegistryException(
                            "a bill of materials of %d bytes is too long".formatted(attached.size()));
                }
                try (InputStream in = registry.open(repository.name(), attached);
                        Spooled content = spool.receive(in, false, maxDocument)) {
                    String actual = "sha256:" + HexFormat.of().formatHex(content.digest());
                    if (!actual.equals(attached.digest())) {
                        throw new RegistryException("%s is not what its digest says".formatted(attached.digest()));
                    }
                    Optional<BaseImage> base =
                            database.inTenant(tenant, tx -> Optional.ofNullable(base(image, new FreshnessStore(tx))));
                    var upload = new Upload(
                            content,
                            repository.project(),
                            repository.name(),
                            tag,
                            digest,
                            "image",
                            image.builtAt(),
                            base.orElse(null),
                            "registry:" + repository.registry());
                    switch (ingest.take(tenant, upload)) {
                        case Ingest.Result.Taken _, Ingest.Result.Pending _ -> {
                            return DocumentStore.text(content.digest());
                        }
                        case Ingest.Result.Refused(var reason) ->
                            problems.add("%s: the attached bill of materials: %s".formatted(tag, reason));
                    }
                } catch (IOException e) {
                    throw new RegistryException("%s can't be read".formatted(attached.digest()), e);
                }
            }
            return null;
        }

        private void read(String mark) {
            Instant now = now();
            database.runInTenant(tenant, tx -> {
                boolean isOver = new RegistryStore(tx).read(repository, mark, now, now.plus(INTERVAL));
                if (isOver) tell(tx, "readable", "", now);
            });
        }

        private void unreadable(String problem) {
            Instant now = now();
            String shown = problem.length() > 500 ? problem.substring(0, 500) : problem;
            database.runInTenant(tenant, tx -> {
                boolean isNews = new RegistryStore(tx).unreadable(repository, shown, now, now.plus(INTERVAL));
                if (isNews) tell(tx, "unreadable", shown, now);
            });
        }

        private void tell(Tx tx, String event, String problem, Instant now) {
            Change.tell(
                    tx,
                    Topic.REGISTRY,
                    repository.registry() + "/" + repository.name(),
                    event,
                    json -> {
                        if (!problem.isEmpty()) json.field("problem", problem);
                    },
                    now);
        }
    }

    private static @Nullable BaseImage base(Image image, FreshnessStore freshness) {
        if (image.baseName() == null) return null;
        String digest = image.baseDigest();
        return new BaseImage(
                image.baseName(),
                digest,
                digest == null ? null : freshness.builtAt(digest).orElse(null));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
