// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import java.util.ArrayList;
import java.util.List;

/// Keeps one of several sightings of the same secret: the most specific. The same sightings give the same, whatever
/// their
/// order.
final class Overlaps {

    private Overlaps() {}

    /// What is left, by place.
    static List<Sighting> resolve(List<Sighting> sightings) {
        if (sightings.size() < 2) return sightings;
        List<Sighting> byPlace = sightings.stream().sorted(Sighting.PLACE).toList();
        var kept = new ArrayList<Sighting>();
        int groupStart = 0;
        long reach = byPlace.getFirst().sourceEnd();
        for (int i = 1; i <= byPlace.size(); i++) {
            // sightings that do not touch in the file can't overlap, so each group is resolved by itself
            if (i < byPlace.size() && byPlace.get(i).sourceStart() < reach) {
                reach = Math.max(reach, byPlace.get(i).sourceEnd());
                continue;
            }
            resolveGroup(byPlace.subList(groupStart, i), kept);
            groupStart = i;
            if (i < byPlace.size()) reach = byPlace.get(i).sourceEnd();
        }
        return kept.stream().sorted(Sighting.PLACE).toList();
    }

    private static void resolveGroup(List<Sighting> group, List<Sighting> kept) {
        int before = kept.size();
        for (Sighting sighting : group.stream().sorted(Sighting.SPECIFIC).toList()) {
            boolean isSeen = kept.subList(before, kept.size()).stream().anyMatch(sighting::overlaps);
            if (!isSeen) kept.add(sighting);
        }
    }
}
