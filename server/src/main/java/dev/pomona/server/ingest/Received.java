// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ingest;

import dev.pomona.advisories.match.ComponentMatcher;
import dev.pomona.formats.FormatException;
import dev.pomona.formats.json.CompletenessWriter;
import dev.pomona.formats.json.FindingWriter;
import dev.pomona.formats.report.JsonReportReader;
import dev.pomona.formats.sbom.Sbom;
import dev.pomona.formats.sbom.SbomReader;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Relation;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Completeness;
import dev.pomona.model.report.Report;
import dev.pomona.model.report.ScannerOutcome;
import dev.pomona.server.judge.JudgedArtifact;
import dev.pomona.store.inventory.DocumentStore.Kind;
import dev.pomona.store.inventory.Occurrence;
import dev.pomona.store.judgement.FindingStore.Reported;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a document says, whatever its format.
///
/// @param rules the digest of the scanners and rules that made it; `none` for foreign documents
/// @param completeness as JSON
/// @param reported what scanners found that depends on the artifact alone; `null` when the document
///     can't say
public record Received(
        Kind kind,
        List<Occurrence> occurrences,
        String rules,
        String completeness,
        @Nullable List<Reported> reported) {

    /// @throws FormatException when it is none of the formats, or is damaged
    public static Received read(byte[] content) {
        // both readers stop at the first thing that is not theirs
        if (isReport(content)) return report(JsonReportReader.read(content));
        Sbom sbom = SbomReader.read("bill of materials", content);
        var outcome = new ScannerOutcome(
                "sbom",
                sbom.gaps().isEmpty()
                        ? new ScannerOutcome.Status.Completed()
                        : new ScannerOutcome.Status.Partial(sbom.gaps()));
        var completeness = new Completeness(1, content.length, List.of(outcome), List.of(), List.of(), List.of());
        Kind kind = sbom.manifest().kind().startsWith("spdx") ? Kind.SPDX : Kind.CYCLONEDX;
        return new Received(
                kind, occurrences(List.of(sbom.manifest())), "none", CompletenessWriter.write(completeness), null);
    }

    /// The ecosystems of its components, see [JudgedArtifact#ecosystems].
    public List<String> ecosystems() {
        return JudgedArtifact.ecosystems(
                occurrences.stream().map(Occurrence::purl).toList());
    }

    /// As long as a name may be to stand in an index.
    private static final int LONGEST = 2000;

    private static void check(Occurrence occurrence) {
        int length = occurrence.purl().toString().length();
        if (length > LONGEST) {
            throw new FormatException("a purl has at most %d characters, not %d".formatted(LONGEST, length));
        }
    }

    private static boolean isReport(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, 200), StandardCharsets.UTF_8);
        return start.contains("pomona.dev/schemas/report/");
    }

    private static Received report(Report report) {
        var reported = new ArrayList<Reported>();
        for (Finding finding : report.findings()) {
            String kind = switch (finding.detail()) {
                case Detail.VulnerableComponent _ -> "";
                case Detail.Secret _ -> "SECRET";
            };
            if (!kind.isEmpty()) reported.add(reported(kind, finding));
        }
        return new Received(
                Kind.REPORT,
                occurrences(report.manifests()),
                report.inputs().rules().toString(),
                CompletenessWriter.write(report.completeness()),
                reported);
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

    private static List<Occurrence> occurrences(List<Manifest> manifests) {
        var occurrences = new ArrayList<Occurrence>();
        for (Manifest manifest : manifests) {
            for (Component component : manifest.components()) {
                Location location = component.locations().getFirst();
                occurrences.add(new Occurrence(
                        component.purl(),
                        component.scope().name(),
                        component.relation() == Relation.DIRECT,
                        manifest.path(),
                        location.line() == 0 ? null : location.line(),
                        component.requirement(),
                        component.licenses(),
                        ComponentMatcher.names(component.purl()).stream()
                                .map(Object::toString)
                                .toList()));
            }
        }
        occurrences.forEach(Received::check);
        return occurrences;
    }
}
