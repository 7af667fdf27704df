// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.advisories;

import dev.pomona.advisories.feed.EcosystemChoice;
import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.advisories.feed.HttpSettings;
import dev.pomona.advisories.feed.Network;
import dev.pomona.advisories.feed.Sleeper;
import dev.pomona.advisories.snapshot.Snapshot;
import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.advisories.snapshot.SourceReport;
import dev.pomona.advisories.snapshot.UpdateReport;
import dev.pomona.advisories.snapshot.Updater;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.CacheFolder;
import dev.pomona.cli.settings.GlobalSettings;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.Settings;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.model.report.DataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// The advisory data that a command rests on: opened, and before a scan refreshed where it is too old.
public final class AdvisoryData {

    /// Before a scan somebody is waiting, and there is a result without fresh data too.
    private static final HttpSettings IN_PASSING = new HttpSettings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofMinutes(5),
            2,
            Duration.ofMillis(300),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5));

    /// What a result that rests on the starter pack alone must say.
    public static final String STARTER_ONLY =
            "only the starter pack of a few hundred vulnerabilities is here: most are not in it; "
                    + "'pomona advisories update' fetches the rest";

    private final Invocation invocation;
    private final Settings settings;
    private final SnapshotStore store;

    public AdvisoryData(Invocation invocation) {
        this.invocation = invocation;
        this.settings = invocation.settings();
        this.store = SnapshotStore.open(CacheFolder.of(settings, invocation.environment()));
    }

    /// Data and what is to be said about it.
    ///
    /// @param problems why it is not as fresh or whole as it should be, for the completeness statement; sorted
    public record Opened(Snapshot snapshot, List<String> problems) {}

    public SnapshotStore store() {
        return store;
    }

    /// The data as it is in the cache, or the snapshot that is pinned; the starter pack where there is none.
    ///
    /// @throws UsageException when the pinned snapshot is not there
    public Snapshot open() {
        Optional<String> pinned = settings.text(AdvisorySettings.SNAPSHOT);
        if (pinned.isEmpty()) return store.currentOrStarter();
        return store.byId(pinned.get())
                .orElseThrow(() ->
                        new UsageException("snapshot %s is not in the cache; 'pomona advisories status' lists what is"
                                .formatted(pinned.get())));
    }

    /// What an answer about components of some ecosystems rests on: their advisories, and what is about all.
    public static List<DataSource> about(Snapshot snapshot, Collection<String> ecosystems) {
        Set<String> names =
                ecosystems.stream().map(ecosystem -> "osv/" + base(ecosystem)).collect(Collectors.toSet());
        return snapshot.sources().stream()
                .filter(source -> !source.name().startsWith("osv/") || names.contains(source.name()))
                .toList();
    }

    /// The data for judging components of some ecosystems, refreshed first where it is older than `refresh-after`.
    /// When refreshing fails the data at hand is used, and the problems say so.
    public Opened openFresh(Collection<String> ecosystems) {
        if (settings.text(AdvisorySettings.SNAPSHOT).isPresent()) return new Opened(open(), List.of());
        Set<String> stale = stale(ecosystems);
        var problems = new TreeSet<String>();
        if (!stale.isEmpty() && !settings.isOn(GlobalSettings.OFFLINE)) problems.addAll(refresh(stale));
        return new Opened(store.currentOrStarter(), List.copyOf(problems));
    }

    /// What of the data about these ecosystems, and of what is about all, is missing or too old: ecosystems, and names
    /// of
    /// sources.
    private Set<String> stale(Collection<String> ecosystems) {
        Set<String> bases = ecosystems.stream().map(AdvisoryData::base).collect(Collectors.toCollection(TreeSet::new));
        Optional<Snapshot> current = usable();
        if (current.isEmpty()) return bases;
        Duration maxAge = settings.duration(AdvisorySettings.REFRESH_AFTER).orElse(Duration.ofHours(24));
        Instant now = invocation.clock().instant();
        List<String> stale = current.get().staleSources(now, maxAge);
        Set<String> held =
                current.get().sources().stream().map(DataSource::name).collect(Collectors.toSet());
        bases.removeIf(base -> held.contains("osv/" + base) && !stale.contains("osv/" + base));
        if (!ecosystems.isEmpty()) {
            sources().stream()
                    .map(FeedSource::label)
                    .filter(label -> !label.equals("osv") && (!held.contains(label) || stale.contains(label)))
                    .forEach(bases::add);
        }
        return bases;
    }

    private static String base(String ecosystem) {
        int colon = ecosystem.indexOf(':');
        return colon < 0 ? ecosystem : ecosystem.substring(0, colon);
    }

    private Optional<Snapshot> usable() {
        try {
            return store.current();
        } catch (SnapshotException _) {
            return Optional.empty(); // the refresh mends it, or fails and says why
        }
    }

    private List<String> refresh(Set<String> stale) {
        invocation
                .terminal()
                .note("refreshing advisories for %s (--offline stops this) …".formatted(String.join(", ", stale)));
        List<FeedSource> sources = sources();
        Set<String> ecosystems = new TreeSet<>(stale);
        sources.forEach(source -> ecosystems.remove(source.label()));
        try {
            UpdateReport report = update(EcosystemChoice.of(ecosystems), sources, IN_PASSING);
            report.sources().forEach(this::tell);
            return report.failures().stream()
                    .map(failure -> "%s could not be refreshed: %s".formatted(failure.name(), failure.reason()))
                    .toList();
        } catch (SnapshotException e) {
            return List.of("advisory data could not be refreshed: %s".formatted(e.getMessage()));
        }
    }

    /// What went on although the source was had in the end: attempts that were repeated, records that are missing.
    private void tell(SourceReport source) {
        if (source.status() == SourceReport.Status.OLDER) {
            invocation.terminal().warn("%s is behind: %s".formatted(source.name(), source.reason()));
        }
        source.retries().forEach(retry -> invocation.terminal().note("%s: %s".formatted(source.name(), retry)));
        if (!source.rejected().isEmpty()) {
            invocation
                    .terminal()
                    .warn("%s: %d records could not be read and are missing"
                            .formatted(source.name(), source.rejected().size()));
        }
    }

    /// Brings the store up to date.
    ///
    /// @throws SnapshotException as [Updater#update]
    public UpdateReport update(EcosystemChoice ecosystems, List<FeedSource> sources) {
        return update(ecosystems, sources, HttpSettings.DEFAULT);
    }

    private UpdateReport update(EcosystemChoice ecosystems, List<FeedSource> sources, HttpSettings patience) {
        var network = new Network(
                settings.isOn(GlobalSettings.OFFLINE),
                patience,
                Sleeper.ofThread(),
                RandomGenerator.getDefault(),
                invocation.clock());
        return new Updater(store, network).update(ecosystems, sources);
    }

    /// The sources in effect.
    public List<FeedSource> sources() {
        var sources = new ArrayList<FeedSource>();
        for (FeedSource source : FeedSource.publicData()) {
            Setting setting = switch (source) {
                case FeedSource.OsvBucket _ -> AdvisorySettings.OSV_SOURCE;
                case FeedSource.KevFile _ -> AdvisorySettings.KEV_SOURCE;
                case FeedSource.EpssFile _ -> AdvisorySettings.EPSS_SOURCE;
                case FeedSource.Mirror _, FeedSource.OsvFolder _ ->
                    throw new IllegalStateException("public data has no " + source.label());
            };
            String address = settings.text(setting).orElse("public");
            if (address.equals("none")) continue;
            sources.add(address.equals("public") ? source : at(source, address));
        }
        return sources;
    }

    private static FeedSource at(FeedSource source, String address) {
        return switch (source) {
            case FeedSource.OsvBucket _ -> new FeedSource.OsvBucket(address);
            case FeedSource.KevFile _ -> new FeedSource.KevFile(address);
            case FeedSource.EpssFile _ -> new FeedSource.EpssFile(address);
            case FeedSource.Mirror _, FeedSource.OsvFolder _ -> source;
        };
    }
}
