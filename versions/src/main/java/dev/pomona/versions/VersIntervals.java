// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import dev.pomona.versions.VersConstraint.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the sorted constraints of a `vers:` range mean.
///
/// @param points single versions that are in
/// @param holes single versions that are out, whatever else holds
record VersIntervals(List<Version> points, List<Version> holes, List<Interval> intervals)
        implements Predicate<Version> {

    record Bound(Operator operator, Version version) {

        boolean admits(Version candidate) {
            return operator.holds(candidate.compareTo(version));
        }
    }

    record Interval(@Nullable Bound lower, @Nullable Bound upper) {

        boolean contains(Version candidate) {
            return (lower == null || lower.admits(candidate)) && (upper == null || upper.admits(candidate));
        }
    }

    VersIntervals {
        points = List.copyOf(points);
        holes = List.copyOf(holes);
        intervals = List.copyOf(intervals);
    }

    static VersIntervals of(List<VersConstraint> sorted, VersionScheme scheme) {
        var points = new ArrayList<Version>();
        var holes = new ArrayList<Version>();
        var bounds = new ArrayList<Bound>();
        for (VersConstraint constraint : sorted) {
            Version version = scheme.parse(constraint.version());
            switch (constraint.operator()) {
                case EQUAL -> points.add(version);
                case NOT_EQUAL -> holes.add(version);
                case LESS, AT_MOST, AT_LEAST, GREATER -> bounds.add(new Bound(constraint.operator(), version));
            }
        }
        var intervals = intervals(simplified(bounds));
        boolean onlyHoles = points.isEmpty() && intervals.isEmpty() && !holes.isEmpty();
        return new VersIntervals(points, holes, onlyHoles ? List.of(new Interval(null, null)) : intervals);
    }

    @Override
    public boolean test(Version version) {
        if (holes.contains(version)) return false;
        if (points.contains(version)) return true;
        for (Interval interval : intervals) {
            if (interval.contains(version)) return true;
        }
        return false;
    }

    private static List<Bound> simplified(List<Bound> bounds) {
        var kept = new ArrayList<Bound>();
        for (Bound bound : bounds) {
            Bound last = kept.isEmpty() ? null : kept.getLast();
            if (last != null && last.operator().isUpper() && bound.operator().isUpper()) kept.removeLast();
            if (last == null || !last.operator().isLower() || !bound.operator().isLower()) kept.add(bound);
        }
        return kept;
    }

    private static List<Interval> intervals(List<Bound> bounds) {
        var intervals = new ArrayList<Interval>();
        Bound lower = null;
        for (Bound bound : bounds) {
            if (bound.operator().isLower()) {
                lower = bound;
            } else {
                intervals.add(new Interval(lower, bound));
                lower = null;
            }
        }
        if (lower != null) intervals.add(new Interval(lower, null));
        return intervals;
    }

    /// The rules of VERS on neighbours.
    static void checkCanonical(List<VersConstraint> sorted, VersionScheme scheme, String text) {
        Version previous = null;
        Operator last = Operator.NOT_EQUAL;
        Operator lastBound = Operator.NOT_EQUAL;
        for (VersConstraint constraint : sorted) {
            Operator operator = constraint.operator();
            Version version = scheme.parse(constraint.version());
            boolean twice = version.equals(previous);
            boolean sameSide =
                    (lastBound.isLower() && operator.isLower()) || (lastBound.isUpper() && operator.isUpper());
            boolean pointBelowUpper = last == Operator.EQUAL && operator.isUpper();
            if (twice || sameSide || pointBelowUpper) {
                throw new InvalidVersionException("the range '%s' says '%s' in vain"
                        .formatted(Text.printable(text), Text.printable(constraint.toString())));
            }
            previous = version;
            if (operator != Operator.NOT_EQUAL) last = operator;
            if (operator.isLower() || operator.isUpper()) lastBound = operator;
        }
    }
}
