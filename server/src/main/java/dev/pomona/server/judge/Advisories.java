// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.advisories.match.ComponentMatch;
import dev.pomona.advisories.match.ComponentMatcher;
import dev.pomona.advisories.snapshot.Snapshot;
import dev.pomona.formats.json.MatchWriter;
import dev.pomona.model.component.Purl;
import dev.pomona.store.inventory.InventoryStore.Known;
import dev.pomona.store.judgement.MatchStore.StoredMatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// One snapshot of advisory data, as the control plane asks it. Thread-safe.
public final class Advisories {

    private final Snapshot snapshot;
    private final ComponentMatcher matcher;

    public Advisories(Snapshot snapshot) {
        this(snapshot, ComponentMatcher.of(snapshot.index()));
    }

    private Advisories(Snapshot snapshot, ComponentMatcher matcher) {
        this.snapshot = snapshot;
        this.matcher = matcher;
    }

    /// The same data as its sources confirmed it later.
    Advisories confirmed(Snapshot again) {
        return new Advisories(again, matcher);
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    /// Everything that holds for these component versions. One without a version is unresolved and
    /// has none.
    public List<StoredMatch> judge(Collection<Known> components) {
        var matches = new ArrayList<StoredMatch>();
        for (Known component : components) {
            Purl purl = Purl.parse(component.purl());
            if (purl.version() == null) continue;
            for (ComponentMatch match : matcher.query(purl)) matches.add(stored(component.id(), match));
        }
        return matches;
    }

    private static StoredMatch stored(long component, ComponentMatch match) {
        var vulnerability = match.vulnerability();
        var epss = vulnerability.epss();
        return new StoredMatch(
                component,
                vulnerability.id(),
                vulnerability.aliases(),
                vulnerability.summary().isBlank() ? vulnerability.id() : vulnerability.summary(),
                vulnerability.severity().rank(),
                vulnerability.score(),
                epss == null ? null : epss.probability(),
                vulnerability.kev() != null,
                vulnerability.malware(),
                match.upgrade().fixed(),
                match.upgrade().clean(),
                vulnerability.published(),
                MatchWriter.write(vulnerability, match.claims(), match.upgrade()));
    }
}
