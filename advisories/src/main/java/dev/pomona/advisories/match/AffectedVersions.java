// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import dev.pomona.model.advisory.Affected;
import dev.pomona.model.advisory.VersionRange;
import dev.pomona.model.advisory.VersionRange.Event;
import dev.pomona.versions.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a version is among those that an advisory's entry names (OSV schema, "Evaluation").
///
/// The listed versions and all ranges are a union. Ranges of commits say nothing about versions; the others
/// follow the order of the ecosystem. A preview of a fixed version comes before it, so it is affected.
final class AffectedVersions {

    sealed interface Verdict {
        /// @param reason the part that holds, readable
        record Holds(String reason) implements Verdict {}

        record HoldsNot() implements Verdict {}

        /// A version could not be read.
        record Unknown(Unreadable what) implements Verdict {}
    }

    /// Whose version it was that could not be read.
    enum Unreadable {
        COMPONENT,
        ADVISORY
    }

    private static final Verdict NOT = new Verdict.HoldsNot();

    private final VersionOrder order;

    AffectedVersions(VersionOrder order) {
        this.order = order;
    }

    Verdict judge(Affected affected, String version) {
        if (affected.ranges().isEmpty() && affected.versions().isEmpty()) return new Verdict.Holds("every version");
        if (affected.versions().contains(version)) return listed(version);
        Version here = order.read(version);
        Verdict verdict = NOT;
        for (VersionRange range : affected.ranges()) {
            Verdict next = judge(range, here);
            if (next instanceof Verdict.Holds) return next;
            if (next instanceof Verdict.Unknown) verdict = next;
        }
        if (here != null && affected.versions().stream().anyMatch(text -> here.equals(order.read(text)))) {
            return listed(version);
        }
        if (here == null && !affected.versions().isEmpty()) return new Verdict.Unknown(Unreadable.COMPONENT);
        return verdict;
    }

    private static Verdict listed(String version) {
        return new Verdict.Holds("listed version " + version);
    }

    private Verdict judge(VersionRange range, @Nullable Version here) {
        if (range.kind() == VersionRange.Kind.GIT) return NOT;
        if (isEverything(range)) return new Verdict.Holds("every version");
        if (here == null) return new Verdict.Unknown(Unreadable.COMPONENT);
        var points = new ArrayList<Point>();
        boolean isWithinLimits = true;
        boolean hasLimit = false;
        for (Event event : range.events()) {
            Point point = point(event);
            if (point == null) return new Verdict.Unknown(Unreadable.ADVISORY);
            if (event instanceof Event.Limit) {
                boolean isBelow = point.version() == null || here.compareTo(point.version()) < 0;
                isWithinLimits = hasLimit ? isWithinLimits || isBelow : isBelow;
                hasLimit = true;
            } else {
                points.add(point);
            }
        }
        points.sort(Point.ORDER);
        return isWithinLimits ? walk(points, here) : NOT;
    }

    private static boolean isEverything(VersionRange range) {
        return range.events().size() == 1
                && range.events().getFirst() instanceof Event.Introduced(var from)
                && from.equals("0");
    }

    /// An event and its version; `null` stands before every version (`Introduced("0")`) or, for a limit,
    /// behind.
    private record Point(Event event, @Nullable Version version) {

        /// What is affected last is still so in that version, thus it comes behind others of the same version.
        static final Comparator<Point> ORDER = Comparator.comparing(
                        Point::version, Comparator.nullsFirst(Comparator.<Version>naturalOrder()))
                .thenComparing(point -> point.event() instanceof Event.LastAffected);
    }

    private @Nullable Point point(Event event) {
        boolean isOpen = switch (event) {
            case Event.Introduced(var version) -> version.equals("0");
            case Event.Limit(var version) -> version.equals("*");
            case Event.Fixed _, Event.LastAffected _ -> false;
        };
        if (isOpen) return new Point(event, null);
        Version version = order.read(event.version());
        return version == null ? null : new Point(event, version);
    }

    /// Goes through the events up to the version; what the last of them said holds.
    private static Verdict walk(List<Point> points, Version here) {
        Event since = null;
        Event until = null;
        for (Point point : points) {
            int comparison = point.version() == null ? -1 : point.version().compareTo(here);
            switch (point.event()) {
                case Event.Introduced introduced -> {
                    if (comparison <= 0 && since == null) since = introduced;
                }
                case Event.Fixed fixed -> {
                    if (comparison <= 0) since = null;
                    else if (until == null) until = fixed;
                }
                case Event.LastAffected last -> {
                    if (comparison < 0) since = null;
                    else if (until == null) until = last;
                }
                case Event.Limit _ -> {}
            }
        }
        return since == null ? NOT : new Verdict.Holds(interval(since, until));
    }

    /// The entry in words, for where no version is at hand: `>=1.0, <1.3 or listed version 2.0`.
    static String describe(Affected affected) {
        var parts = new ArrayList<String>();
        for (VersionRange range : affected.ranges()) {
            if (range.kind() == VersionRange.Kind.GIT) continue;
            Event since = null;
            for (Event event : range.events()) {
                if (event instanceof Event.Introduced) {
                    if (since != null) parts.add(interval(since, null));
                    since = event;
                } else if (since != null && !(event instanceof Event.Limit)) {
                    parts.add(interval(since, event));
                    since = null;
                }
            }
            if (since != null) parts.add(interval(since, null));
        }
        if (parts.isEmpty() && !affected.versions().isEmpty()) {
            parts.add("listed version " + String.join(", ", affected.versions()));
        }
        return parts.isEmpty() ? "every version" : String.join(" or ", parts);
    }

    private static String interval(Event since, @Nullable Event until) {
        String from = since.version().equals("0") ? "" : ">=" + since.version();
        String to = switch (until) {
            case Event.Fixed(var version) -> "<" + version;
            case Event.LastAffected(var version) -> "<=" + version;
            case null, default -> "";
        };
        if (from.isEmpty() && to.isEmpty()) return "every version";
        return from.isEmpty() || to.isEmpty() ? from + to : from + ", " + to;
    }
}
