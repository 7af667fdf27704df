// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import dev.pomona.advisories.match.ComponentMatcher;
import dev.pomona.advisories.match.MatchResult;
import dev.pomona.advisories.snapshot.Snapshot;
import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.cli.advisories.AdvisoryData;
import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.command.Version;
import dev.pomona.cli.policy.PolicyFiles;
import dev.pomona.cli.policy.PolicySettings;
import dev.pomona.cli.remote.RemoteSettings;
import dev.pomona.cli.remote.VerdictReplay;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.formats.FormatException;
import dev.pomona.formats.json.JsonReportWriter;
import dev.pomona.formats.report.JsonReportReader;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Report;
import dev.pomona.model.report.VerdictInputs;
import dev.pomona.policy.Decider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// `pomona replay`: is the verdict still what its inputs give?
public final class ReplayCommand implements Command {

    @Override
    public String description() {
        return """
                Recomputes the verdict of a report written with '-o json=FILE' from the inventory in it, the snapshot of
                advisory data it names and the policy, as of its time, and compares the two byte for byte. Exits with 0
                when they are equal, with 1 when they differ, and with 2 when one of the inputs is not here any more:
                it says which.

                A number is that of a verdict of the server ('pomona gate' prints it): the server computes it once more from
                the document, data, policy and circumstances that it rests on.""";
    }

    @Override
    public String arguments() {
        return "REPORT|ID";
    }

    @Override
    public Arity arity() {
        return Arity.ONE;
    }

    @Override
    public List<Setting> settings() {
        return List.of(PolicySettings.POLICY, RemoteSettings.SERVER, PolicySettings.WAIVERS);
    }

    @Override
    public ExitCode run(Invocation invocation) {
        String named = invocation.arguments().getFirst();
        if (named.matches("\\d{1,18}") && !Files.exists(invocation.target())) {
            return VerdictReplay.run(named, invocation);
        }
        byte[] stored = read(invocation);
        Report report;
        try {
            report = JsonReportReader.read(stored);
        } catch (FormatException e) {
            throw new UsageException("this is no report: %s".formatted(e.getMessage()), e);
        }
        byte[] recomputed = write(recompute(report, invocation));
        if (Arrays.equals(stored, recomputed)) {
            invocation
                    .terminal()
                    .out()
                    .printf(
                            "the same verdict, byte for byte: %s%n",
                            report.decision().verdict());
            return ExitCode.PASSES;
        }
        invocation.terminal().out().println(firstDifference(stored, recomputed));
        return ExitCode.POLICY_VIOLATED;
    }

    private static byte[] read(Invocation invocation) {
        Path file = invocation.target();
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UsageException("'%s' can't be read".formatted(file), e);
        }
    }

    private static Report recompute(Report report, Invocation invocation) {
        if (!report.inputs().engine().equals(Version.current())) {
            throw new UsageException("the report was made by version %s, and this is %s"
                    .formatted(report.inputs().engine(), Version.current()));
        }
        var policyFiles = new PolicyFiles(invocation.folder(), invocation.settings());
        if (!policyFiles.digest().equals(report.inputs().policy())) {
            throw new UsageException("policy and waivers here are not those of the report; check out the commit they"
                    + " were in, or name them with --policy and --waivers");
        }
        policyFiles = policyFiles.namedAs(report.decision());
        MatchResult matched = match(report, invocation);
        var findings = new ArrayList<Finding>(matched.findings());
        report.findings().stream()
                .filter(finding -> switch (finding.detail()) {
                    case Detail.VulnerableComponent _ -> false;
                    case Detail.Secret _ -> true;
                })
                .forEach(findings::add);
        findings.sort(Finding.ORDER);
        Decision decision = new Decider(
                        policyFiles.policy(),
                        policyFiles.waivers(),
                        report.inputs().asOf())
                .decide(report.artifact(), report.manifests(), findings, report.completeness());
        return new Report(
                report.artifact(), report.inputs(), report.manifests(), findings, report.completeness(), decision);
    }

    private static MatchResult match(Report report, Invocation invocation) {
        if (report.inputs().advisories().equals(VerdictInputs.NO_ADVISORIES)) {
            return new MatchResult(List.of(), List.of(), List.of());
        }
        try {
            Snapshot snapshot = new AdvisoryData(invocation)
                    .store()
                    .byId(report.inputs().advisories())
                    .orElseThrow(
                            () -> new UsageException("the snapshot of advisory data %s is not in the cache any more"
                                    .formatted(report.inputs().advisories())));
            return ComponentMatcher.of(snapshot.index()).match(report.manifests());
        } catch (SnapshotException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static byte[] write(Report report) {
        var out = new ByteArrayOutputStream();
        try {
            JsonReportWriter.write(report, out);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does not fail", e);
        }
        return out.toByteArray();
    }

    private static String firstDifference(byte[] stored, byte[] recomputed) {
        int at = Arrays.mismatch(stored, recomputed);
        long line = 1;
        for (int i = 0; i < at; i++) {
            if (stored[i] == '\n') line++;
        }
        return "another verdict: the recomputed report differs from line %d on".formatted(line);
    }
}
