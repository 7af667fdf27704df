// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets;

import dev.pomona.scanners.secrets.detect.ForeignRules;
import dev.pomona.scanners.secrets.detect.RuleExamples;
import dev.pomona.scanners.secrets.detect.SecretDetector;
import dev.pomona.scanners.secrets.detect.SecretOptions;
import dev.pomona.scanners.secrets.gitleaks.GitleaksRules;
import dev.pomona.scanners.secrets.proof.StructuralChecks;
import dev.pomona.scanners.secrets.rule.RuleFile;
import dev.pomona.scanners.secrets.rule.RuleLinter;
import dev.pomona.scanners.secrets.rule.RulePack;
import dev.pomona.scanners.secrets.rule.RuleProblem;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Makes the scanner and the detector behind it.
public final class SecretScanners {

    private SecretScanners() {}

    /// With Pomona's own rules.
    public static SecretScanner standard(SecretOptions options) {
        return new SecretScanner(new SecretDetector(RulePack.builtIn(), options));
    }

    /// All that is wrong with rule files of a user; when nothing is, their rules can be used. Examples are run only
    /// when
    /// the rules are well-formed.
    public static List<RuleProblem> problems(List<RuleFile> files) {
        List<RuleProblem> problems = RuleLinter.lint(files, StructuralChecks.names());
        return problems.isEmpty() ? RuleExamples.check(files) : problems;
    }

    /// The rules of a gitleaks file, and Pomona's own where the file keeps them.
    public static RulePack rules(GitleaksRules foreign) {
        List<SecretRule> all = new ArrayList<>(ForeignRules.of(foreign).textRules());
        if (!foreign.keepsBuiltIn()) return RulePack.of(all);
        Set<String> off = new HashSet<>(foreign.disabled());
        all.forEach(rule -> off.add(rule.id()));
        for (SecretRule rule : RulePack.builtIn().rules()) {
            if (!off.contains(rule.id())) all.add(rule);
        }
        return RulePack.of(all);
    }

    /// Pomona's own rules and more, which have been read and checked; one with the id of an own rule takes its place.
    public static RulePack rules(List<SecretRule> more) {
        if (more.isEmpty()) return RulePack.builtIn();
        Set<String> replaced = new HashSet<>();
        more.forEach(rule -> replaced.add(rule.id()));
        var all = new ArrayList<>(more);
        for (SecretRule rule : RulePack.builtIn().rules()) {
            if (!replaced.contains(rule.id())) all.add(rule);
        }
        return RulePack.of(all);
    }
}
