// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli;

import dev.pomona.cli.advisories.ExplainCommand;
import dev.pomona.cli.advisories.PruneCommand;
import dev.pomona.cli.advisories.QueryCommand;
import dev.pomona.cli.advisories.StatusCommand;
import dev.pomona.cli.advisories.UpdateCommand;
import dev.pomona.cli.agent.AgentCommand;
import dev.pomona.cli.command.CommandEntry;
import dev.pomona.cli.config.ConfigShowCommand;
import dev.pomona.cli.control.Asks;
import dev.pomona.cli.control.ChangesCommand;
import dev.pomona.cli.control.WhoCommand;
import dev.pomona.cli.history.HistoryCommand;
import dev.pomona.cli.history.HookCommand;
import dev.pomona.cli.history.PreReceiveCommand;
import dev.pomona.cli.history.StagedCommand;
import dev.pomona.cli.policy.PolicyCheckCommand;
import dev.pomona.cli.policy.PolicyPushCommand;
import dev.pomona.cli.policy.PolicyShowCommand;
import dev.pomona.cli.policy.PolicyTestCommand;
import dev.pomona.cli.remote.AuditVerifyCommand;
import dev.pomona.cli.remote.DeployEndCommand;
import dev.pomona.cli.remote.DeployRecordCommand;
import dev.pomona.cli.remote.GateCommand;
import dev.pomona.cli.remote.PushCommand;
import dev.pomona.cli.remote.VexExportCommand;
import dev.pomona.cli.scan.ReplayCommand;
import dev.pomona.cli.scan.SbomCommand;
import dev.pomona.cli.scan.ScanCommand;
import dev.pomona.cli.scan.ScannersCommand;
import dev.pomona.cli.scan.SuppressedCommand;
import dev.pomona.cli.secrets.ExplainRuleCommand;
import dev.pomona.cli.secrets.RulesCommand;
import dev.pomona.cli.serve.BackupCommand;
import dev.pomona.cli.serve.RestoreCommand;
import dev.pomona.cli.serve.ServeCommand;
import dev.pomona.cli.serve.ServerKeyCommand;
import dev.pomona.cli.serve.TenantCommand;
import dev.pomona.cli.settings.GlobalSettings;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.versions.VersionOrderCommand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Every command.
public final class Commands {

    private static final List<CommandEntry> OWN = List.of(
            new CommandEntry("advisories explain", "shows what every source says about an id", ExplainCommand::new),
            new CommandEntry("advisories prune", "removes old snapshots from the cache", PruneCommand::new),
            new CommandEntry("advisories status", "shows the advisory data at hand and its age", StatusCommand::new),
            new CommandEntry("advisories update", "brings advisory data up to date", UpdateCommand::new),
            new CommandEntry("agent", "tells the server what runs on this host", AgentCommand::new),
            new CommandEntry(
                    "audit verify", "looks for entries of the trail that were changed", AuditVerifyCommand::new),
            new CommandEntry("backup", "writes everything that a server keeps into one file", BackupCommand::new),
            new CommandEntry("changes", "lists what happened, in order, and follows it", ChangesCommand::new),
            new CommandEntry(
                    "config show",
                    "shows every setting in effect and where it came from",
                    () -> new ConfigShowCommand(Commands::settings)),
            new CommandEntry(
                    "deploy end", "tells the server that something does not run any more", DeployEndCommand::new),
            new CommandEntry("deploy record", "tells the server what runs where", DeployRecordCommand::new),
            new CommandEntry("gate", "asks whether an artifact may run in an environment", GateCommand::new),
            new CommandEntry(
                    "policy check", "checks policy and waivers, and points at every mistake", PolicyCheckCommand::new),
            new CommandEntry("policy push", "makes a file the policy of the server", PolicyPushCommand::new),
            new CommandEntry("policy show", "prints the policy in effect", PolicyShowCommand::new),
            new CommandEntry("policy test", "runs the policy's own table of cases", PolicyTestCommand::new),
            new CommandEntry("push", "brings a report, bill of materials or VEX to the server", PushCommand::new),
            new CommandEntry("query", "tells which known vulnerabilities hold for purls", QueryCommand::new),
            new CommandEntry("replay", "recomputes a stored verdict and compares", ReplayCommand::new),
            new CommandEntry("restore", "puts what 'backup' wrote where a server finds it", RestoreCommand::new),
            new CommandEntry("sbom", "writes the bill of materials of a folder", SbomCommand::new),
            new CommandEntry(
                    "scan", "finds secrets and what is wrong with the components of a folder", ScanCommand::new),
            new CommandEntry("scanners", "lists the scanners and what they look at", ScannersCommand::new),
            new CommandEntry("secrets explain", "tells what one rule for secrets looks for", ExplainRuleCommand::new),
            new CommandEntry("secrets history", "finds secrets in all that a repository ever had", HistoryCommand::new),
            new CommandEntry("secrets hook", "writes a git hook that refuses secrets", HookCommand::new),
            new CommandEntry("secrets pre-receive", "refuses pushes with secrets, as a hook", PreReceiveCommand::new),
            new CommandEntry("secrets rules", "lists the secrets that are looked for", RulesCommand::new),
            new CommandEntry("secrets staged", "refuses commits with secrets, as a hook", StagedCommand::new),
            new CommandEntry(
                    "secrets suppressed", "lists what matches and is no secret, and why", SuppressedCommand::new),
            new CommandEntry("serve", "runs the control plane", ServeCommand::new),
            new CommandEntry("server-key rotate", "changes the server's key for another", ServerKeyCommand::new),
            new CommandEntry("tenant add", "makes an organisation whose data no other sees", TenantCommand.Add::new),
            new CommandEntry("tenant delete", "deletes an organisation for good", TenantCommand.Delete::new),
            new CommandEntry("tenant invite", "lets another administrator in", TenantCommand.Invite::new),
            new CommandEntry("tenant list", "lists the organisations of a server", TenantCommand.Listing::new),
            new CommandEntry(
                    "version-order", "compares pairs of versions as an ecosystem does", VersionOrderCommand::new),
            new CommandEntry(
                    "vex export", "prints what is known of an artifact's flaws, as VEX", VexExportCommand::new),
            new CommandEntry("who", "asks who runs a component", WhoCommand::new));

    /// Sorted by name.
    public static final List<CommandEntry> ALL = Stream.concat(OWN.stream(), Asks.all().stream())
            .sorted(Comparator.comparing(CommandEntry::name))
            .toList();

    private Commands() {}

    /// The command whose name the words start with; the longest name wins.
    public static Optional<CommandEntry> find(List<String> words) {
        return ALL.stream()
                .filter(entry -> {
                    List<String> name = List.of(entry.name().split(" ", -1));
                    return words.size() >= name.size()
                            && words.subList(0, name.size()).equals(name);
                })
                .max(Comparator.comparingInt(entry -> entry.name().length()));
    }

    /// The commands that begin with a word and are longer; sorted, empty when there are none.
    public static List<CommandEntry> group(String word) {
        return ALL.stream().filter(entry -> entry.name().startsWith(word + " ")).toList();
    }

    /// The settings of all commands, each once, sorted by name.
    public static List<Setting> settings() {
        Map<String, Setting> byName = new LinkedHashMap<>();
        GlobalSettings.ALL.forEach(setting -> byName.put(setting.name(), setting));
        for (CommandEntry entry : ALL) {
            // several commands may have one of the same name: shown is the first
            entry.command().get().settings().forEach(setting -> byName.putIfAbsent(setting.name(), setting));
        }
        var settings = new ArrayList<>(byName.values());
        settings.sort(Comparator.comparing(Setting::name));
        return settings;
    }
}
