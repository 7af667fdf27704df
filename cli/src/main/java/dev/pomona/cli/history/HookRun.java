// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.policy.PolicySettings;
import dev.pomona.cli.scan.Judgement;
import dev.pomona.cli.scan.Outputs;
import dev.pomona.cli.scan.ScanSettings;
import dev.pomona.cli.secrets.SecretSettings;
import dev.pomona.cli.secrets.SecretSetup;
import dev.pomona.cli.settings.Setting;
import dev.pomona.git.Repository;
import dev.pomona.git.store.ReadingEndedException;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.Report;
import dev.pomona.scanners.secrets.mark.Allowances;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What hooks have in common: contents are collected, searched and judged, and Git is told to go on or not.
final class HookRun {

    private final Invocation invocation;
    private final String what;
    private final String way;

    /// @param what is refused, such as `commit`
    /// @param way to take a secret out of it
    HookRun(Invocation invocation, String what, String way) {
        this.invocation = invocation;
        this.what = what;
        this.way = way;
    }

    /// Finds the contents that a hook is about.
    @FunctionalInterface
    interface Collecting {
        List<PathScan.Item> of(Repository repository);
    }

    static List<Setting> settings() {
        var settings = new ArrayList<>(List.of(
                ScanSettings.AS_OF,
                ScanSettings.MAX_ARCHIVE_DEPTH,
                ScanSettings.MAX_FILE_SIZE,
                ScanSettings.OUTPUT,
                ScanSettings.TIMEOUT,
                PolicySettings.POLICY,
                PolicySettings.WAIVERS,
                Repositories.MAX_OBJECT_SIZE));
        settings.addAll(SecretSettings.DETECTION);
        settings.sort(Comparator.comparing(Setting::name));
        return settings;
    }

    /// @param home the folder whose policy, waivers and ignore files hold
    ExitCode run(Path home, Collecting collecting) {
        Outputs outputs = Outputs.ofFiles(invocation.settings().list(ScanSettings.OUTPUT), invocation.folder());
        var judgement = new Judgement(invocation, home);
        SecretSetup setup = SecretSetup.of(invocation);
        Allowances allowances = SecretSetup.allowances(home);
        var gaps = new HistoryGaps();
        var deadline = Deadline.of(invocation);
        try (Repository repository = Repositories.ofHook(invocation, gaps, deadline::isOver)) {
            List<PathScan.Item> items = items(repository, collecting, gaps);
            var scan = new PathScan(invocation, setup.detector(allowances), deadline);
            Report report = judgement.judge(scan.run(Repositories.name(home), repository, items, gaps));
            outputs.write(report, invocation.terminal());
            new HookReport(report, what.equals("push"), invocation.terminal()).print(what, way);
            return ExitCode.of(report.decision().verdict());
        }
    }

    private static List<PathScan.Item> items(Repository repository, Collecting collecting, HistoryGaps gaps) {
        try {
            return collecting.of(repository);
        } catch (ReadingEndedException _) {
            gaps.add(new Gap(Gap.Kind.TIMEOUT, ".git", "the time allowed ran out before all contents were known"));
            return List.of();
        }
    }
}
