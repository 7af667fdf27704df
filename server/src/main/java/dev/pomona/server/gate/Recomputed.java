// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.gate;

import dev.pomona.model.component.Purl;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.server.ingest.Received;
import dev.pomona.server.judge.Advisories;
import dev.pomona.store.inventory.InventoryStore.Held;
import dev.pomona.store.inventory.InventoryStore.Known;
import dev.pomona.store.inventory.Occurrence;
import dev.pomona.store.judgement.FindingStore.Open;
import dev.pomona.store.judgement.FindingStore.Triage;
import dev.pomona.store.judgement.FindingSync.Reported;
import dev.pomona.store.judgement.MatchStore.StoredMatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the database makes of a document and a snapshot, made without the database.
final class Recomputed {

    /// The database compares texts by their bytes.
    private static final Comparator<String> BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private static final Comparator<Occurrence> FIRST = Comparator.comparing(Occurrence::manifest, BYTES)
            .thenComparing(Occurrence::line, Comparator.nullsLast(Comparator.naturalOrder()));

    private record Flaw(Held held, StoredMatch match) {}

    private Recomputed() {}

    /// Each purl once, where it is named first.
    static List<Held> components(List<Occurrence> occurrences) {
        Map<String, Occurrence> byPurl = new TreeMap<>();
        for (Occurrence occurrence : occurrences) {
            byPurl.merge(occurrence.purl().toString(), occurrence, Recomputed::first);
        }
        return byPurl.values().stream()
                .map(each -> new Held(
                        each.purl().toString(),
                        each.scope(),
                        each.isDirect(),
                        each.manifest(),
                        each.line(),
                        each.requirement(),
                        List.copyOf(each.licenses())))
                .sorted(Comparator.comparing(Held::manifest, BYTES).thenComparing(Held::purl, BYTES))
                .toList();
    }

    /// The one that is named first; it is direct when either is.
    private static Occurrence first(Occurrence known, Occurrence other) {
        Occurrence first = FIRST.compare(other, known) < 0 ? other : known;
        boolean isDirect = known.isDirect() || other.isDirect();
        if (first.isDirect() == isDirect) return first;
        return new Occurrence(
                first.purl(),
                first.scope(),
                isDirect,
                first.manifest(),
                first.line(),
                first.requirement(),
                first.licenses(),
                first.names());
    }

    /// Everything that is open in it.
    static List<Open> open(List<Held> components, Received received, Advisories advisories) {
        var known = new ArrayList<Known>();
        for (int i = 0; i < components.size(); i++)
            known.add(new Known(i, components.get(i).purl()));
        Map<String, Flaw> flaws = new TreeMap<>();
        for (StoredMatch match : advisories.judge(known)) {
            var flaw = new Flaw(components.get((int) match.component()), match);
            flaws.merge(fingerprint(flaw), flaw, (one, other) -> worse(one, other));
        }
        var open = new ArrayList<Open>();
        flaws.forEach((fingerprint, flaw) -> open.add(new Open(
                open.size(),
                fingerprint,
                null,
                flaw.match().detail(),
                flaw.held().purl(),
                flaw.held().scope(),
                flaw.held().isDirect(),
                flaw.held().manifest(),
                flaw.held().line(),
                flaw.held().requirement(),
                flaw.held().licenses(),
                Triage.OPEN)));
        List<Reported> reported = received.reported();
        if (reported == null) return open;
        Map<String, Reported> once = new TreeMap<>();
        reported.forEach(one -> once.putIfAbsent(one.fingerprint(), one));
        for (Reported one : once.values()) {
            open.add(new Open(
                    open.size(),
                    one.fingerprint(),
                    one.detail(),
                    null,
                    "",
                    "",
                    false,
                    "",
                    null,
                    null,
                    List.of(),
                    Triage.OPEN));
        }
        return open;
    }

    private static Flaw worse(Flaw one, Flaw other) {
        int bySeverity = Integer.compare(other.match().severity(), one.match().severity());
        int order = bySeverity != 0
                ? bySeverity
                : BYTES.compare(one.held().purl(), other.held().purl());
        return order <= 0 ? one : other;
    }

    private static String fingerprint(Flaw flaw) {
        String coordinates = Purl.parse(flaw.held().purl()).withVersion(null).toString();
        return Fingerprint.of(List.of(
                        "component",
                        flaw.match().vulnerability(),
                        coordinates,
                        flaw.held().manifest()))
                .hex();
    }
}
