// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets;

import dev.pomona.scanners.secrets.detect.ForeignRules;
import dev.pomona.scanners.secrets.detect.RuleExamples;
import dev.pomona.scanners.secrets.gitleaks.Allowlist;
import dev.pomona.scanners.secrets.gitleaks.ForeignRule;
import dev.pomona.scanners.secrets.gitleaks.GitleaksException;
import dev.pomona.scanners.secrets.gitleaks.GitleaksReader;
import dev.pomona.scanners.secrets.gitleaks.GitleaksRules;
import dev.pomona.scanners.secrets.proof.StructuralChecks;
import dev.pomona.scanners.secrets.rule.RuleFile;
import dev.pomona.scanners.secrets.rule.RuleLinter;
import dev.pomona.scanners.secrets.rule.RulePack;
import dev.pomona.scanners.secrets.rule.RuleProblem;
import dev.pomona.scanners.secrets.rule.RuleReader;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Rules from files of one's own, ours or gitleaks', which their content tells.
///
/// Our own rules stay on beside them, unless all of the files are gitleaks' and none says `useDefault`.
///
/// @param pack all rules together
/// @param foreign what gitleaks' rules ask besides
/// @param problems everything that is wrong, each with file, line and column and mostly a caret below; when there is
///     one, the rules are not to be used
/// @param notes what means nothing here
public record UserRules(RulePack pack, ForeignRules foreign, List<String> problems, List<String> notes) {

    /// The first line of a TOML file that is no comment: a table or a key with `=`.
    private static final Pattern TOML = Pattern.compile("(?m)\\A(?:\\s*(?:#.*)?\\R)*\\s*(?:\\[|[\\w.\"-]+\\s*=)");

    public UserRules {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /// A file as it was read.
    ///
    /// @param name for messages
    public record Source(String name, String text) {}

    /// @param others gives the text of another file by the path that a gitleaks file extends
    public static UserRules read(List<Source> sources, Function<String, Optional<String>> others) {
        var reading = new Reading();
        for (Source source : sources) {
            if (TOML.matcher(source.text()).lookingAt()) reading.gitleaks(source, others);
            else reading.ours.add(RuleReader.read(source.name(), source.text()));
        }
        return reading.finish();
    }

    /// What was read so far.
    private static final class Reading {

        private final List<RuleFile> ours = new ArrayList<>();
        private final List<GitleaksRules> foreign = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        void gitleaks(Source source, Function<String, Optional<String>> others) {
            try {
                foreign.add(GitleaksReader.read(source.name(), source.text(), others, ForeignRules.compiler()));
            } catch (GitleaksException e) {
                problems.addAll(e.problems());
            }
        }

        UserRules finish() {
            List<RuleProblem> lint = RuleLinter.lint(ours, StructuralChecks.names());
            if (lint.isEmpty()) lint = RuleExamples.check(ours);
            lint.forEach(problem -> problems.add(problem.render()));
            if (!problems.isEmpty()) return new UserRules(RulePack.of(List.of()), ForeignRules.none(), problems, notes);
            var ids = new HashSet<String>();
            var all = new ArrayList<SecretRule>();
            for (RuleFile file : ours) {
                for (SecretRule rule : file.rules()) {
                    if (ids.add(rule.id())) all.add(rule);
                }
            }
            GitleaksRules joined = joined(ids);
            ForeignRules extra = joined.rules().isEmpty() && joined.allowlists().isEmpty()
                    ? ForeignRules.none()
                    : ForeignRules.of(joined);
            all.addAll(extra.textRules());
            if (joined.keepsBuiltIn() || !ours.isEmpty()) {
                ids.addAll(joined.disabled());
                for (SecretRule rule : RulePack.builtIn().rules()) {
                    if (ids.add(rule.id())) all.add(rule);
                }
            }
            return new UserRules(RulePack.of(all), extra, problems, joined.notes());
        }

        /// All gitleaks files as one.
        private GitleaksRules joined(Set<String> ids) {
            var rules = new ArrayList<ForeignRule>();
            var allowlists = new ArrayList<Allowlist>();
            var disabled = new ArrayList<String>();
            boolean keepsBuiltIn = false;
            for (GitleaksRules file : foreign) {
                for (ForeignRule rule : file.rules()) {
                    if (ids.add(rule.rule().id())) rules.add(rule);
                    else notes.add("rule '%s' is there already; the first one counts".formatted(rule.sourceId()));
                }
                allowlists.addAll(file.allowlists());
                disabled.addAll(file.disabled());
                notes.addAll(file.notes());
                keepsBuiltIn |= file.keepsBuiltIn();
            }
            return new GitleaksRules(rules, allowlists, keepsBuiltIn, disabled, notes);
        }
    }
}
