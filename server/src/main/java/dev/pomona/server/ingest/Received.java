// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ingest;

import dev.pomona.advisories.match.ComponentMatcher;
import dev.pomona.formats.FormatException;
import dev.pomona.formats.json.CompletenessWriter;
import dev.pomona.formats.json.FindingWriter;
import dev.pomona.formats.report.JsonReportReader;
import dev.pomona.formats.sbom.SbomWalk;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Relation;
import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.decision.Waiver;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Completeness;
import dev.pomona.model.report.Report;
import dev.pomona.model.report.ScannerOutcome;
import dev.pomona.policy.MarkWaivers;
import dev.pomona.server.judge.JudgedArtifact;
import dev.pomona.server.judge.WaiverText;
import dev.pomona.store.inventory.DocumentStore.Kind;
import dev.pomona.store.inventory.Occurrence;
import dev.pomona.store.judgement.FindingSync.Reported;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a document says besides its components, whatever its format.
///
/// @param rules the digest of the scanners and rules that made it; `none` for foreign documents
/// @param completeness as JSON
/// @param isComplete whether everything in the artifact was seen
/// @param ecosystems of its components, see [JudgedArtifact#ecosystems]
/// @param reported what scanners found that depends on the artifact alone; `null` when the document
///     can't say
/// @param waivers of the repository, as [WaiverText] has them, without marks in its files, which belong to findings;
///     `null` when the document can't say
/// @param madeAt when it was made, as it says itself; `null` when it does not
public record Received(
        Kind kind,
        String rules,
        String completeness,
        boolean isComplete,
        List<String> ecosystems,
        @Nullable List<Reported> reported,
        @Nullable String waivers,
        @Nullable Instant madeAt) {

    /// As many components as a document may have.
    public static final int MOST_COMPONENTS = 1_000_000;

    private static final int MOST_REPORTED = 100_000;
    /// Of all findings together.
    private static final long MOST_CHARACTERS = 64 << 20;
    private static final int MOST_WAIVERS = 1_000;
    /// Every verdict keeps them.
    private static final int LONGEST_WAIVERS = 200_000;

    /// Goes through a document of any length.
    ///
    /// @param size in bytes
    /// @param each takes the components as they come
    /// @throws FormatException when it is none of the formats, is damaged, or has too much of
    ///     something; some components may have been given then
    public static Received read(SbomWalk.Document document, long size, Consumer<Occurrence> each) {
        var counted = new Counted(each);
        try {
            if (isReport(document)) return report(document, counted);
            SbomWalk.Walked walked = SbomWalk.read(BILL, document, component -> counted.accept(BILL, component));
            var outcome = new ScannerOutcome(
                    "sbom",
                    walked.gaps().isEmpty()
                            ? new ScannerOutcome.Status.Completed()
                            : new ScannerOutcome.Status.Partial(walked.gaps()));
            var completeness = new Completeness(1, size, List.of(outcome), List.of(), List.of(), List.of());
            Kind kind = walked.kind().startsWith("spdx") ? Kind.SPDX : Kind.CYCLONEDX;
            return new Received(
                    kind,
                    "none",
                    CompletenessWriter.write(completeness),
                    isComplete(completeness),
                    counted.ecosystems(),
                    null,
                    null,
                    walked.madeAt());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String BILL = "bill of materials";

    /// Turns components into occurrences, and knows of them what is to be said of all.
    private static final class Counted implements BiConsumer<String, Component> {

        private final Consumer<Occurrence> each;
        private final Set<String> ecosystems = new TreeSet<>();
        private int count;

        Counted(Consumer<Occurrence> each) {
            this.each = each;
        }

        @Override
        public void accept(String manifest, Component component) {
            if (++count > MOST_COMPONENTS) {
                throw new FormatException("a document has at most %,d components".formatted(MOST_COMPONENTS));
            }
            Occurrence occurrence = occurrence(manifest, component);
            check(occurrence);
            ecosystems.addAll(JudgedArtifact.ecosystems(List.of(occurrence.purl())));
            each.accept(occurrence);
        }

        List<String> ecosystems() {
            return List.copyOf(ecosystems);
        }
    }

    /// As long as a name may be to stand in an index.
    private static final int LONGEST = 2000;

    private static void check(Occurrence occurrence) {
        int length = occurrence.purl().toString().length();
        if (length > LONGEST) {
            throw new FormatException("a purl has at most %d characters, not %d".formatted(LONGEST, length));
        }
    }

    /// What advisories there were where it was scanned does not matter here.
    private static boolean isComplete(Completeness seen) {
        return seen.gaps().isEmpty()
                && seen.outcomes().stream().allMatch(one -> one.status() instanceof ScannerOutcome.Status.Completed);
    }

    private static boolean isReport(SbomWalk.Document document) throws IOException {
        try (InputStream in = document.open()) {
            return new String(in.readNBytes(200), StandardCharsets.UTF_8).contains("pomona.dev/schemas/report/");
        }
    }

    /// Keeps the findings that depend on the artifact alone.
    private static final class Kept implements JsonReportReader.Visitor {

        private final Counted counted;
        private final List<Reported> reported = new ArrayList<>();
        private final Set<Waiver> marks = new HashSet<>();
        private long characters;

        Kept(Counted counted) {
            this.counted = counted;
        }

        @Override
        public void component(String manifest, Component component) {
            counted.accept(manifest, component);
        }

        @Override
        public void finding(Finding finding) {
            marks.addAll(MarkWaivers.of(List.of(finding)));
            String kind = switch (finding.detail()) {
                case Detail.VulnerableComponent _ -> "";
                case Detail.Secret _ -> "SECRET";
            };
            if (kind.isEmpty()) return;
            Reported one = reported(kind, finding);
            reported.add(one);
            characters += one.title().length() + one.detail().length();
            if (reported.size() > MOST_REPORTED) {
                throw new FormatException("a report has at most %,d findings".formatted(MOST_REPORTED));
            }
            if (characters > MOST_CHARACTERS) throw new FormatException("the findings of the report are too long");
        }
    }

    private static Received report(SbomWalk.Document document, Counted counted) throws IOException {
        var kept = new Kept(counted);
        Report report;
        try (InputStream in = document.open()) {
            report = JsonReportReader.walk(in, kept);
        }
        return new Received(
                Kind.REPORT,
                report.inputs().rules().toString(),
                CompletenessWriter.write(report.completeness()),
                isComplete(report.completeness()),
                counted.ecosystems(),
                kept.reported,
                waivers(report, kept.marks),
                report.inputs().asOf());
    }

    /// @param marks those that are marks in the files
    private static String waivers(Report report, Set<Waiver> marks) {
        List<Waiver> waivers = report.decision().waivers().stream()
                .map(AppliedWaiver::waiver)
                .filter(waiver -> !marks.contains(waiver))
                .toList();
        String text = WaiverText.write(waivers);
        if (waivers.size() > MOST_WAIVERS || text.length() > LONGEST_WAIVERS) {
            throw new FormatException(
                    "a report has at most %,d waivers, in %,d characters".formatted(MOST_WAIVERS, LONGEST_WAIVERS));
        }
        return text;
    }

    private static Reported reported(String kind, Finding finding) {
        return new Reported(
                kind,
                finding.rule().value(),
                finding.fingerprint().hex(),
                finding.severity().rank(),
                finding.message(),
                finding.locations().getFirst().toString(),
                FindingWriter.write(finding));
    }

    private static Occurrence occurrence(String manifest, Component component) {
        Location location = component.locations().getFirst();
        return new Occurrence(
                component.purl(),
                component.scope().name(),
                component.relation() == Relation.DIRECT,
                manifest,
                location.line() == 0 ? null : location.line(),
                component.requirement(),
                component.licenses(),
                ComponentMatcher.names(component.purl()).stream()
                        .map(Object::toString)
                        .toList());
    }
}
