// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.secrets.SecretSettings;
import dev.pomona.cli.secrets.SecretSetup;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.engine.EngineResult;
import dev.pomona.formats.json.JsonOut;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Region;
import dev.pomona.model.report.ScannerOutcome;
import dev.pomona.scanners.secrets.SecretScanner;
import dev.pomona.scanners.secrets.detect.Detection;
import dev.pomona.scanners.secrets.detect.Suppression;
import dev.pomona.scanners.secrets.mark.Allowances;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// `pomona secrets suppressed`: what matches a rule and is not reported.
public final class SuppressedCommand implements Command {

    private static final Setting FORMAT = Setting.value(
                    "format", "FORMAT", "table or json", "table", Setting.Reach.USER)
            .withLetter('f');

    private static final Comparator<Suppression> ORDER = Comparator.comparing(Suppression::at)
            .thenComparing(suppression -> suppression.rule().value())
            .thenComparing(Suppression::reason);

    @Override
    public String description() {
        return """
                Lists what matches a rule for secrets and is not reported, with the reason: a placeholder, a template, a
                hash, a value that its issuer would not have made. Of each file the first hundred are listed, and how
                many more there are. Nothing of the values is shown.""";
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
        var settings = new ArrayList<Setting>(ScanSettings.WALK);
        settings.add(SecretSettings.RULES);
        settings.add(SecretSettings.SECRET_DECODE_DEPTH);
        settings.add(FORMAT);
        settings.sort(Comparator.comparing(Setting::name));
        return settings;
    }

    @Override
    public ExitCode run(Invocation invocation) {
        String format = invocation.settings().text(FORMAT).orElse("table");
        if (!List.of("table", "json").contains(format)) {
            throw new UsageException("what is suppressed is written as table or json, but got '%s'".formatted(format));
        }
        SecretSetup setup = SecretSetup.of(invocation);
        setup.notes().forEach(note -> invocation.terminal().note(note));
        Queue<Detection> seen = new ConcurrentLinkedQueue<>();
        var scanner = SecretScanner.watched(setup.detector(Allowances.none()), detection -> {
            if (detection.suppressed() > 0) seen.add(detection);
        });
        EngineResult result = new InventoryScan(invocation, scanner).run(invocation.target());
        List<Suppression> listed = seen.stream()
                .flatMap(detection -> detection.suppressions().stream())
                .sorted(ORDER)
                .toList();
        long all = seen.stream().mapToLong(Detection::suppressed).sum();
        PrintStream out = invocation.terminal().out();
        if (format.equals("json")) json(listed, all, out);
        else table(listed, all, seen.size(), out);
        boolean isComplete = result.gaps().isEmpty()
                && result.outcomes().stream()
                        .allMatch(outcome -> outcome.status() instanceof ScannerOutcome.Status.Completed);
        return isComplete ? ExitCode.PASSES : ExitCode.INCOMPLETE;
    }

    private static void table(List<Suppression> listed, long all, int files, PrintStream out) {
        for (Suppression suppression : listed) {
            out.println(Escape.line(
                    "%s  %s  %s".formatted(suppression.at(), suppression.rule().value(), suppression.reason())));
        }
        String more = all > listed.size() ? "; %d more are not listed".formatted(all - listed.size()) : "";
        out.printf("%d suppressed in %d files%s%n", all, files, more);
    }

    private static void json(List<Suppression> listed, long all, PrintStream out) {
        try {
            JsonOut.document(out, json -> {
                json.field("count", all).array("suppressed");
                for (Suppression suppression : listed) {
                    Location at = suppression.at();
                    json.object().field("rule", suppression.rule().value()).field("path", at.path());
                    Region region = at.region();
                    if (region != null) json.field("line", region.startLine()).field("column", region.startColumn());
                    json.field("reason", suppression.reason()).end();
                }
                json.end();
            });
        } catch (IOException e) {
            throw new UsageException("the list can't be written: %s".formatted(e.getMessage()), e);
        }
    }
}
