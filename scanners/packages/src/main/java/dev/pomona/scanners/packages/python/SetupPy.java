// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scanners.packages.project.ProjectPath;
import dev.pomona.scanners.packages.python.PythonTokens.Kind;
import dev.pomona.scanners.packages.python.PythonTokens.Token;
import dev.pomona.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `setup.py`, never run: only the arguments of `setup(…)` that are literals, or names bound to literals, are
/// read. What is computed is a gap.
final class SetupPy {

    private final Project project;
    private final String path;
    private final List<Token> tokens;
    private final PythonLiterals literals;
    private final List<Declared> declared = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> computed = new ArrayList<>();
    private @Nullable String name;
    private @Nullable String version;

    private SetupPy(Project project, String path, String text) {
        this.project = project;
        this.path = path;
        this.tokens = PythonTokens.of(text);
        this.literals = new PythonLiterals(tokens);
    }

    static void read(Project project, String path) {
        String folder = ProjectPath.folder(path);
        if (project.isLocked(path) || project.isLocked(ProjectPath.in(folder, "pyproject.toml"))) return;
        project.text(path).ifPresent(text -> new SetupPy(project, path, text).read());
    }

    private void read() {
        int call = call();
        if (call < 0) {
            project.gap(Gap.Kind.UNRESOLVED, path, "no call of setup() can be read in it");
            return;
        }
        arguments(call + 2);
        project.problems(Gap.Kind.MALFORMED, path, problems);
        if (!computed.isEmpty()) {
            project.gap(
                    Gap.Kind.UNRESOLVED, path, "%s: only running it would tell".formatted(String.join("; ", computed)));
        }
        Purl root = PyPi.purl(name, version).or(() -> PyPi.purl(name, null)).orElse(null);
        Unlocked.report(project, path, "python-setup-py", root, declared, "lock file");
    }

    /// The index of the name in `setup(`, the definition of a function of that name apart; -1 when there is
    /// none.
    private int call() {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean named = token.kind() == Kind.NAME
                    && token.text().equals("setup")
                    && tokens.get(i + 1).is("(");
            boolean defined = i > 0
                    && tokens.get(i - 1).kind() == Kind.NAME
                    && tokens.get(i - 1).text().equals("def");
            if (named && !defined) return i;
        }
        return -1;
    }

    private void arguments(int start) {
        int depth = 0;
        for (int i = start; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("(") || token.is("[") || token.is("{")) depth++;
            if (token.is(")") || token.is("]") || token.is("}")) depth--;
            if (depth < 0) return;
            if (depth > 0) continue;
            if (token.is("**")) computed.add("line %d: arguments come from elsewhere".formatted(token.line()));
            boolean keyword = token.kind() == Kind.NAME && tokens.get(i + 1).is("=");
            if (keyword) argument(token, i + 2);
        }
    }

    private void argument(Token keyword, int value) {
        switch (keyword.text()) {
            case "name" -> name = text(value);
            case "version" -> version = text(value);
            case "install_requires", "requires" -> requirements(keyword, literals.strings(value), Scope.RUNTIME);
            case "setup_requires" -> requirements(keyword, literals.strings(value), Scope.BUILD);
            case "tests_require" -> requirements(keyword, literals.strings(value), Scope.TEST);
            case "extras_require" -> requirements(keyword, literals.stringsOfTable(value), Scope.OPTIONAL);
            default -> {}
        }
    }

    private @Nullable String text(int value) {
        return literals.strings(value)
                .filter(all -> all.size() == 1)
                .map(all -> all.getFirst().text())
                .orElse(null);
    }

    private void requirements(Token keyword, Optional<List<Token>> strings, Scope scope) {
        if (strings.isEmpty()) {
            computed.add("line %d: %s is computed".formatted(keyword.line(), keyword.text()));
            return;
        }
        for (Token string : strings.get()) {
            try {
                Location at = Location.at(path, string.line(), string.column());
                declared.add(Declared.of(Requirement.parse(string.text()), scope, at));
            } catch (SyntaxException e) {
                problems.add("line %d: %s".formatted(string.line(), e.getMessage()));
            }
        }
    }
}
