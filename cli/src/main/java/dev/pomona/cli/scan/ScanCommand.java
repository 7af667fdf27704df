// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import dev.pomona.cli.advisories.AdvisorySettings;
import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.policy.PolicySettings;
import dev.pomona.cli.secrets.SecretSettings;
import dev.pomona.cli.secrets.SecretSetup;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.verify.SecretQuestions;
import dev.pomona.engine.EngineResult;
import dev.pomona.model.report.Report;
import dev.pomona.scanners.secrets.SecretScanner;
import dev.pomona.scanners.secrets.mark.Allowances;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// `pomona scan`: the main job.
public final class ScanCommand implements Command {

    @Override
    public String description() {
        return """
                Finds the components of a folder or file and matches them with known vulnerabilities, finds secrets in
                its files, judges the result by the policy in .pomona/policy.yaml (or the built-in one), and says what
                it could not see.

                Nothing of the scanned project is run, and nothing about it leaves the machine. The only network use is
                fetching public advisory data when it is more than a day old; --offline stops that. With --online the
                Maven repositories of your own settings.xml and Maven Central are asked for models that are missing;
                with --verify the issuers of secrets are asked whether these are in force. With --push the report is sent
                to a control plane; --project, --artifact and the like say what it is about.""";
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
        settings.addAll(AdvisorySettings.ALL);
        settings.addAll(SecretSettings.DETECTION);
        settings.addAll(SecretSettings.VERIFICATION);
        settings.addAll(
                List.of(PolicySettings.POLICY, PolicySettings.WAIVERS, ScanSettings.FORMAT, ScanSettings.OUTPUT));
        settings.addAll(ReportPush.SETTINGS);
        settings.sort(Comparator.comparing(Setting::name));
        return settings;
    }

    @Override
    public ExitCode run(Invocation invocation) {
        Outputs outputs = Outputs.of(
                invocation.settings().text(ScanSettings.FORMAT).orElse(Outputs.TABLE),
                invocation.settings().list(ScanSettings.OUTPUT),
                invocation.folder());
        var push = ReportPush.of(invocation);
        var judgement = new Judgement(invocation, invocation.target());
        judgement.checkSnapshot();
        Report report = judgement.judge(inventory(invocation));
        outputs.write(report, invocation.terminal());
        // a report that did not arrive is not where others look for it
        if (push.isPresent() && !push.get().send(report)) return ExitCode.INCOMPLETE;
        return ExitCode.of(report.decision().verdict());
    }

    private static EngineResult inventory(Invocation invocation) {
        SecretSetup setup = SecretSetup.of(invocation);
        setup.notes().forEach(note -> invocation.terminal().note(note));
        var questions = SecretQuestions.of(invocation);
        Allowances allowances = SecretSetup.allowances(invocation.target());
        allowances.problems().forEach(problem -> invocation.terminal().warn(problem));
        var secrets = new SecretScanner(setup.detector(allowances), questions);
        var scan = new InventoryScan(invocation, Scanners.all(secrets));
        if (!questions.isAsking()) return scan.run(invocation.target());
        EngineResult result = scan.withoutCache().run(invocation.target());
        questions.ask();
        return result.withFindings(questions.answered(result.findings()));
    }
}
