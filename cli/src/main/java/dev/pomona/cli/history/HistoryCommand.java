// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.policy.PolicySettings;
import dev.pomona.cli.scan.Judgement;
import dev.pomona.cli.scan.Outputs;
import dev.pomona.cli.scan.ScanSettings;
import dev.pomona.cli.secrets.SecretSettings;
import dev.pomona.cli.secrets.SecretSetup;
import dev.pomona.cli.settings.HeapLimit;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.verify.SecretQuestions;
import dev.pomona.engine.EngineResult;
import dev.pomona.model.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// `pomona secrets history`: what a repository ever had.
public final class HistoryCommand implements Command {

    @Override
    public String description() {
        return """
                Finds secrets in every content that a git repository has: of all branches, tags and stashes, of deleted
                files and branches, and of commits that nothing leads to any more. Each content is looked at once. A
                finding says in which commits the secret came and was last seen, and by whom. Judged by the policy as a
                scan is.

                With a RANGE, written as for 'git log' (main..topic, v1.0.., --all behind a --), only what its commits
                brought. Runs no git and nothing of the repository. What needs not be looked at again is remembered:
                the next run reads what is new.""";
    }

    @Override
    public String arguments() {
        return "[RANGE…] [PATH]";
    }

    @Override
    public Arity arity() {
        return Arity.ANY;
    }

    @Override
    public Optional<String> folder(List<String> arguments) {
        return arguments.isEmpty() ? Optional.empty() : Optional.of(arguments.getLast());
    }

    @Override
    public List<Setting> settings() {
        var settings = new ArrayList<>(List.of(
                ScanSettings.AS_OF,
                ScanSettings.FORMAT,
                ScanSettings.MAX_ARCHIVE_DEPTH,
                ScanSettings.MAX_FILE_SIZE,
                HeapLimit.MAX_MEMORY,
                ScanSettings.NO_CACHE,
                ScanSettings.OUTPUT,
                ScanSettings.THREADS,
                ScanSettings.TIMEOUT,
                PolicySettings.POLICY,
                PolicySettings.WAIVERS,
                Repositories.MAX_OBJECT_SIZE,
                Repositories.OUTSIDE));
        settings.addAll(SecretSettings.DETECTION);
        settings.addAll(SecretSettings.VERIFICATION);
        settings.sort(Comparator.comparing(Setting::name));
        return settings;
    }

    @Override
    public ExitCode run(Invocation invocation) {
        Outputs outputs = Outputs.of(
                invocation.settings().text(ScanSettings.FORMAT).orElse(Outputs.TABLE),
                invocation.settings().list(ScanSettings.OUTPUT),
                invocation.folder());
        List<String> words = invocation.arguments();
        boolean hasPath = !words.isEmpty() && isPath(words.getLast(), invocation.folder());
        Path at = hasPath ? invocation.folder().resolve(words.getLast()) : invocation.folder();
        if (hasPath && !Files.isDirectory(at)) {
            throw new UsageException("there is no folder '%s'".formatted(words.getLast()));
        }
        Path root = Repositories.find(at);
        var judgement = new Judgement(invocation, root);
        SecretSetup setup = SecretSetup.of(invocation);
        setup.notes().forEach(note -> invocation.terminal().note(note));
        var questions = SecretQuestions.of(invocation);
        EngineResult result = new HistoryScan(invocation, setup, questions)
                .run(root, hasPath ? words.subList(0, words.size() - 1) : words);
        result.warnings().forEach(warning -> invocation.terminal().warn(warning));
        Report report = judgement.judge(result);
        outputs.write(report, invocation.terminal());
        return ExitCode.of(report.decision().verdict());
    }

    /// A folder that is there, or what no revision can be called: names of Git neither begin with a slash or a dot nor
    /// end with a slash (git-check-ref-format).
    private static boolean isPath(String word, Path folder) {
        if (word.startsWith("/") || word.startsWith("./") || word.startsWith("../") || word.endsWith("/")) return true;
        return Files.isDirectory(folder.resolve(word));
    }
}
