// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.advisories.snapshot.SourceReport;
import dev.pomona.advisories.snapshot.UpdateReport;
import dev.pomona.server.audit.Audit;
import dev.pomona.store.advisory.SourcesBehind;
import dev.pomona.store.advisory.SourcesBehind.Behind;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Notices when a source of advisory data goes back to what it had before: a mirror that was set back, or an answer
/// that somebody kept to have flaws forgotten. Everybody is judged by the newer data, which stays; that it may be
/// outdated soon is said in metrics and health, and in the trail of every organisation when it begins and ends.
public final class SourceWatch {

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private volatile List<String> failing = List.of();

    public SourceWatch(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /// Those that are behind, by name.
    public List<Behind> behind() {
        return database.as(Purpose.METRICS, tx -> new SourcesBehind(tx).all());
    }

    /// Those that this node could not have when it last asked, in words; sorted by name.
    public List<String> failing() {
        return failing;
    }

    /// Takes down what a pull says. Of several nodes one writes it into the trails.
    public void note(UpdateReport report) {
        failing = report.failures().stream()
                .map(source -> "%s could not be had: %s".formatted(source.name(), source.reason()))
                .toList();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var begun = new ArrayList<SourceReport>();
        var ended = new ArrayList<SourceReport>();
        database.runAs(Purpose.FEED, tx -> {
            var behind = new SourcesBehind(tx);
            for (SourceReport source : report.sources()) {
                switch (source.status()) {
                    case OLDER -> {
                        if (behind.begin(source.name(), source.reason(), now)) begun.add(source);
                    }
                    case UPDATED, UNCHANGED -> {
                        if (behind.end(source.name())) ended.add(source);
                    }
                    // it says nothing of what it has
                    case ABSENT, SKIPPED, FAILED -> {}
                }
            }
        });
        if (begun.isEmpty() && ended.isEmpty()) return;
        for (TenantId tenant : database.as(Purpose.FEED, tx -> new TenantStore(tx).all())) {
            database.runInTenant(tenant, tx -> {
                for (SourceReport one : begun) {
                    String subject = "source " + one.name();
                    audit.add(tx, "pomona", "source-behind", subject, json -> json.field("reason", one.reason()), now);
                }
                for (SourceReport one : ended) {
                    audit.add(tx, "pomona", "source-in-step", "source " + one.name(), _ -> {}, now);
                }
            });
        }
    }
}
