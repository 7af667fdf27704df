// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.advisory.Affected;
import dev.pomona.model.advisory.PackageName;
import dev.pomona.model.advisory.Reference;
import dev.pomona.model.advisory.SeverityRating;
import dev.pomona.model.advisory.VersionRange;
import dev.pomona.model.advisory.VersionRange.Event;
import java.time.Instant;
import java.util.List;

/// An advisory as bytes and back. A change here is a new [SegmentFile#VERSION].
final class AdvisoryCodec {

    private static final List<SeverityRating.Notation> NOTATIONS = List.of(SeverityRating.Notation.values());
    private static final List<VersionRange.Kind> RANGE_KINDS = List.of(VersionRange.Kind.values());

    private AdvisoryCodec() {}

    static void write(Advisory advisory, RecordOutput out) {
        out.text(advisory.id());
        out.text(advisory.source());
        out.list(advisory.aliases(), out::text);
        out.list(advisory.related(), out::text);
        out.instant(advisory.published());
        out.instant(advisory.modified());
        out.instant(advisory.withdrawn());
        out.text(advisory.summary());
        out.text(advisory.details());
        out.list(advisory.severities(), rating -> write(rating, out));
        out.list(advisory.weaknesses(), weakness -> out.number(weakness));
        out.list(advisory.affected(), affected -> write(affected, out));
        out.list(advisory.references(), reference -> {
            out.text(reference.kind());
            out.text(reference.url());
        });
    }

    private static void write(SeverityRating rating, RecordOutput out) {
        out.byteValue(NOTATIONS.indexOf(rating.notation()));
        out.text(rating.value());
    }

    private static void write(Affected affected, RecordOutput out) {
        out.text(affected.packageName().ecosystem());
        out.text(affected.packageName().name());
        out.list(affected.ranges(), range -> {
            out.byteValue(RANGE_KINDS.indexOf(range.kind()));
            out.list(range.events(), event -> write(event, out));
        });
        out.list(affected.versions(), out::text);
        out.list(affected.severities(), rating -> write(rating, out));
        out.list(affected.symbols(), out::text);
    }

    private static void write(Event event, RecordOutput out) {
        out.byteValue(
                switch (event) {
                    case Event.Introduced _ -> 0;
                    case Event.Fixed _ -> 1;
                    case Event.LastAffected _ -> 2;
                    case Event.Limit _ -> 3;
                });
        out.text(event.version());
    }

    static Advisory read(RecordInput in) {
        return new Advisory(
                in.text(),
                in.text(),
                in.list(in::text),
                in.list(in::text),
                in.instant(),
                in.instant(),
                in.instant(),
                in.text(),
                in.text(),
                in.list(() -> rating(in)),
                in.list(in::smallNumber),
                in.list(() -> affected(in)),
                in.list(() -> new Reference(in.text(), in.text())));
    }

    /// Only the front of a record: for following aliases, which touches many records and needs little of each.
    static AdvisoryNames readNames(RecordInput in) {
        String id = in.text();
        String source = in.text();
        List<String> aliases = in.list(in::text);
        List<String> related = in.list(in::text);
        in.instant();
        Instant modified = in.instant();
        return new AdvisoryNames(id, source, aliases, related, modified, in.instant() != null);
    }

    private static SeverityRating rating(RecordInput in) {
        return new SeverityRating(in.constant(NOTATIONS), in.text());
    }

    private static Affected affected(RecordInput in) {
        return new Affected(
                new PackageName(in.text(), in.text()),
                in.list(() -> new VersionRange(in.constant(RANGE_KINDS), in.list(() -> event(in)))),
                in.list(in::text),
                in.list(() -> rating(in)),
                in.list(in::text));
    }

    private static Event event(RecordInput in) {
        int kind = in.byteValue();
        String version = in.text();
        return switch (kind) {
            case 0 -> new Event.Introduced(version);
            case 1 -> new Event.Fixed(version);
            case 2 -> new Event.LastAffected(version);
            case 3 -> new Event.Limit(version);
            default -> throw new CorruptSegmentException("an unknown event: " + kind);
        };
    }
}
