// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.command.Version;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.engine.EngineResult;
import dev.pomona.model.component.Digest;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.report.Completeness;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.Report;
import dev.pomona.model.report.ScannerOutcome;
import dev.pomona.model.report.VerdictInputs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// `pomona sbom`: the bill of materials, judged by nobody.
public final class SbomCommand implements Command {

    private static final Set<String> FORMATS = Set.of("cyclonedx", "cyclonedx-1.7", "spdx", "json");

    private static final Setting FORMAT = Setting.value(
                    "format",
                    "FORMAT",
                    "cyclonedx (1.6), cyclonedx-1.7, spdx (2.3) or json",
                    "cyclonedx",
                    Setting.Reach.USER)
            .withLetter('f');

    private static final int MOST_TOLD = 20;

    @Override
    public String description() {
        return """
                Writes the bill of materials of a folder or file to standard output, or with -o to files. No advisory
                data is used and no policy judges. What could not be seen is told on standard error and stands in the
                document, and the exit code is 3 then.""";
    }

    @Override
    public String arguments() {
        return "[PATH]";
    }

    @Override
    public Arity arity() {
        return Arity.OPTIONAL;
    }

    @Override
    public boolean worksOnFolder() {
        return true;
    }

    @Override
    public List<Setting> settings() {
        var settings = new ArrayList<>(ScanSettings.INVENTORY);
        settings.add(FORMAT);
        settings.add(ScanSettings.OUTPUT);
        settings.sort(Comparator.comparing(Setting::name));
        return settings;
    }

    @Override
    public ExitCode run(Invocation invocation) {
        List<String> files = invocation.settings().list(ScanSettings.OUTPUT);
        String format = invocation.settings().text(FORMAT).orElse("cyclonedx");
        for (String output : files) checkFormat(output.substring(0, Math.max(0, output.indexOf('='))));
        checkFormat(format);
        Outputs outputs = files.isEmpty()
                ? Outputs.of(format, files, invocation.folder())
                : Outputs.ofFiles(files, invocation.folder());
        EngineResult inventory = new InventoryScan(invocation, Scanners.ofPackages()).run(invocation.target());
        Report report = report(inventory, invocation);
        outputs.write(report, invocation.terminal());
        tellGaps(report, invocation.terminal());
        return report.completeness().isComplete() ? ExitCode.PASSES : ExitCode.INCOMPLETE;
    }

    private static void tellGaps(Report report, Terminal terminal) {
        List<Gap> gaps = report.completeness().allGaps();
        for (Gap gap : gaps.subList(0, Math.min(MOST_TOLD, gaps.size()))) {
            terminal.warn("%s: %s".formatted(gap.path(), gap.message()));
        }
        if (gaps.size() > MOST_TOLD) {
            terminal.warn("and %d more; the format json has all of them".formatted(gaps.size() - MOST_TOLD));
        }
        for (ScannerOutcome outcome : report.completeness().outcomes()) {
            if (outcome.status() instanceof ScannerOutcome.Status.Failed(var reason)) {
                terminal.warn("scanner %s failed: %s".formatted(outcome.scanner(), reason));
            }
        }
    }

    private static void checkFormat(String format) {
        if (!FORMATS.contains(format)) {
            throw new UsageException("sbom writes %s, but got '%s'"
                    .formatted(String.join(", ", FORMATS.stream().sorted().toList()), format));
        }
    }

    private static Report report(EngineResult inventory, Invocation invocation) {
        var inputs = new VerdictInputs(
                inventory.input(),
                VerdictInputs.NO_ADVISORIES,
                inventory.rules(),
                new Digest(Digest.Algorithm.SHA256, "0".repeat(64)),
                Version.current(),
                AsOf.of(invocation));
        var completeness = new Completeness(
                inventory.filesSeen(),
                inventory.bytesSeen(),
                inventory.outcomes(),
                inventory.gaps(),
                List.of(),
                List.of());
        var nobody = new Decision("none", Decision.Verdict.PASS, List.of(), List.of());
        return new Report(
                inventory.artifact(), inputs, inventory.manifests(), inventory.findings(), completeness, nobody);
    }
}
