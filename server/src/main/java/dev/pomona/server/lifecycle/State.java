// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.lifecycle;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// How far people are with a finding. That it is there at all is not theirs to decide: it opens and
/// closes with the evidence.
public enum State {
    /// Nobody has looked at it.
    OPEN,
    IN_TRIAGE,
    /// It is as it seems, and to be dealt with.
    CONFIRMED,
    /// The finding is wrong.
    FALSE_ALARM,
    /// The flaw is there and does no harm here; a justification of VEX says why.
    NOT_AFFECTED,
    /// A business owner carries the risk for a while; entered and left with the acceptance alone.
    ACCEPTED,
    /// Somebody says that it is dealt with; it opens again when a later build still has it.
    RESOLVED;

    private static final Map<State, Set<State>> NEXT = new EnumMap<>(Map.of(
            OPEN, EnumSet.of(IN_TRIAGE, CONFIRMED, FALSE_ALARM, NOT_AFFECTED),
            IN_TRIAGE, EnumSet.of(OPEN, CONFIRMED, FALSE_ALARM, NOT_AFFECTED),
            CONFIRMED, EnumSet.of(IN_TRIAGE, FALSE_ALARM, NOT_AFFECTED, RESOLVED),
            FALSE_ALARM, EnumSet.of(OPEN, IN_TRIAGE, CONFIRMED),
            NOT_AFFECTED, EnumSet.of(OPEN, IN_TRIAGE, CONFIRMED),
            ACCEPTED, EnumSet.noneOf(State.class),
            RESOLVED, EnumSet.of(OPEN, IN_TRIAGE, CONFIRMED)));

    /// As the API spells it.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Whether a person may go from this state to another.
    public boolean mayBecome(State other) {
        return NEXT.getOrDefault(this, Set.of()).contains(other);
    }

    /// Whether whoever enters it must say why.
    public boolean needsReason() {
        return switch (this) {
            case FALSE_ALARM, NOT_AFFECTED, RESOLVED -> true;
            case OPEN, IN_TRIAGE, CONFIRMED, ACCEPTED -> false;
        };
    }

    /// Whether a finding in it counts against the artifact.
    public boolean isCleared() {
        return this == FALSE_ALARM || this == NOT_AFFECTED;
    }
}
