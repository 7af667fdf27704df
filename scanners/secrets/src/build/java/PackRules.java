// SPDX-License-Identifier: Apache-2.0

import dev.pomona.scanners.secrets.rule.RuleFile;
import dev.pomona.scanners.secrets.rule.RulePack;
import dev.pomona.scanners.secrets.rule.RuleReader;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Part of the build, not of the program: packs the rule files into the resource that scans read. Started from its
/// source after the module's classes are compiled. A mistake in a rule file fails the build here; what rules must be
/// besides is checked by the module's tests, so that one bad example does not keep everything else from being built.
public class PackRules {

    /// @param arguments the folder with the rule files, and the file to write
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path pack = Path.of(arguments[1]);
        var rules = new ArrayList<SecretRule>();
        int mistakes = 0;
        for (Path file : files(folder)) {
            RuleFile read = RuleReader.read(folder.relativize(file).toString(), Files.readString(file));
            read.problems().forEach(problem -> System.err.println(problem.render()));
            mistakes += read.problems().size();
            rules.addAll(read.rules());
        }
        if (mistakes > 0) {
            System.err.println(mistakes + " mistakes in the rules of " + folder);
            System.exit(1);
        }
        Files.createDirectories(pack.getParent());
        Files.write(pack, RulePack.pack(rules));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }
}
