// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.finding;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.component.Location;
import java.util.Comparator;
import java.util.List;

/// What a rule or a match reports. Immutable; it says what was seen and never what was decided about it.
///
/// @param message one sentence: what is wrong, here
/// @param locations where, most telling first; at least one
/// @param marks by which the files themselves allow it, in the order in which they were found; mostly empty
public record Finding(
        RuleId rule,
        Fingerprint fingerprint,
        Severity severity,
        Confidence confidence,
        String message,
        List<Location> locations,
        Detail detail,
        List<AllowMark> marks) {

    /// Worst first, then by rule, place and identity: the order of every report.
    public static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .reversed()
            .thenComparing(finding -> finding.locations().getFirst())
            .thenComparing(Finding::rule)
            .thenComparing(Finding::message)
            .thenComparing(Finding::fingerprint);

    public Finding {
        locations = List.copyOf(locations);
        marks = List.copyOf(marks);
        if (locations.isEmpty()) {
            throw new IllegalArgumentException("a finding of %s has no location".formatted(rule));
        }
    }

    /// A finding that nothing in the files allows.
    public Finding(
            RuleId rule,
            Fingerprint fingerprint,
            Severity severity,
            Confidence confidence,
            String message,
            List<Location> locations,
            Detail detail) {
        this(rule, fingerprint, severity, confidence, message, locations, detail, List.of());
    }

    /// The same with another detail.
    public Finding with(Detail other) {
        return new Finding(rule, fingerprint, severity, confidence, message, locations, other, marks);
    }
}
