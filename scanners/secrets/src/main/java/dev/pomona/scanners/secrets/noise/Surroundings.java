// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.noise;

import dev.pomona.scanners.secrets.assign.Form;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Files and lines in which what is called a password is none.
final class Surroundings {

    private static final Set<String> LOCKS = Set.of(
            "package-lock.json",
            "npm-shrinkwrap.json",
            "yarn.lock",
            "pnpm-lock.yaml",
            "bun.lock",
            "deno.lock",
            "composer.lock",
            "cargo.lock",
            "poetry.lock",
            "pipfile.lock",
            "uv.lock",
            "pdm.lock",
            "pylock.toml",
            "gemfile.lock",
            "go.sum",
            "go.work.sum",
            "flake.lock",
            "packages.lock.json",
            "project.assets.json",
            "paket.lock",
            "gradle.lockfile",
            "verification-metadata.xml",
            "mix.lock",
            "rebar.lock",
            "pubspec.lock",
            "podfile.lock",
            "cartfile.resolved",
            "package.resolved",
            "conan.lock",
            "conda-lock.yml",
            ".terraform.lock.hcl",
            "chart.lock",
            "module.bazel.lock",
            "renv.lock",
            "manifest.toml",
            "pixi.lock",
            "stack.yaml.lock",
            "cabal.project.freeze");

    private static final List<String> CHECKSUMS = List.of(
            ".sha1",
            ".sha224",
            ".sha256",
            ".sha384",
            ".sha512",
            ".md5",
            ".asc.sha256",
            "sha256sums",
            "sha512sums",
            "sha1sums",
            "md5sums",
            "checksums.txt",
            "checksums");

    private static final Set<String> LANGUAGES = Set.of(
            "locale",
            "locales",
            "i18n",
            "l10n",
            "lang",
            "langs",
            "language",
            "languages",
            "translation",
            "translations",
            "nls",
            "intl",
            "lproj");

    private static final List<String> LANGUAGE_FILES = List.of(
            ".po",
            ".pot",
            ".xlf",
            ".xliff",
            ".resx",
            ".strings",
            ".stringsdict",
            ".arb",
            ".ftl",
            ".mo",
            ".lang",
            ".ts.qm");

    /// Ends of files in which every text is in quotes.
    private static final Set<String> CODE = Set.of(
            "c", "cc", "cjs", "cpp", "cs", "cts", "cxx", "dart", "fs", "go", "groovy", "h", "hpp", "java", "js", "jsx",
            "kt", "kts", "lua", "m", "mjs", "mm", "mts", "php", "pl", "pm", "py", "pyi", "r", "rb", "rs", "scala",
            "sol", "sql", "swift", "ts", "tsx", "vb", "zig");

    private static final List<String> TEST_ENDS = List.of(
            "Test",
            "Tests",
            "TestCase",
            "Spec",
            "IT",
            "Mock",
            "Fixture",
            "test",
            "tests",
            "spec",
            "specs",
            "mock",
            "mocks",
            "fixture",
            "fixtures");

    private static final Set<String> TESTS = Set.of(
            "test",
            "tests",
            "testing",
            "__tests__",
            "spec",
            "specs",
            "__specs__",
            "fixture",
            "fixtures",
            "__fixtures__",
            "testdata",
            "test-data",
            "test_data",
            "testfixtures",
            "mock",
            "mocks",
            "__mocks__",
            "example",
            "examples",
            "sample",
            "samples",
            "demo",
            "demos",
            "doc",
            "docs",
            "documentation",
            "e2e",
            "integration-tests",
            "integrationtest",
            "androidtest",
            "benchmark",
            "benchmarks",
            "tutorial",
            "tutorials",
            "stories",
            "cypress",
            "testcases",
            "snapshots",
            "__snapshots__");

    /// How far a line must reach on both sides to be one that no person wrote.
    private static final int MINIFIED = 1000;

    /// Longer passwords are seldom made up by people.
    private static final int LONGEST_CHOSEN = 20;

    private Surroundings() {}

    /// Why the file is none for values that only a name tells.
    static @Nullable String ofFile(Candidate candidate) {
        String file = fileName(candidate.path());
        if (LOCKS.contains(file)) return "in a lock file";
        for (String end : CHECKSUMS) {
            if (file.endsWith(end)) return "in a list of checksums";
        }
        return null;
    }

    /// Why a generic value is none where it stands.
    ///
    /// @param quality of the value
    static @Nullable String ofGeneric(Candidate candidate, String value, double quality) {
        if (isTranslation(candidate.path()) && quality < 0.8) return "a translation";
        if (candidate.isWritten(Form.BARE, Form.WORD, Form.DIRECTIVE, Form.SPACED, Form.COMPARED)
                && isMinified(candidate)) return "in minified code";
        if (candidate.isWritten(Form.BARE, Form.WORD, Form.DIRECTIVE) && isProgram(candidate)) {
            return "code, where a value would be in quotes";
        }
        boolean isChosen = ChosenPassword.isGivenTo(candidate.name()) && value.length() <= LONGEST_CHOSEN;
        if (quality < (isChosen ? 0.95 : 0.6) && isOfTests(candidate.path()))
            return "made up for tests or documents, by its path";
        if (candidate.isWritten(Form.WORD, Form.DIRECTIVE, Form.SPACED, Form.CALL, Form.COMPARED)
                && quality < 0.4
                && !hasKinds(value)
                && !ChosenPassword.isSaid(candidate)
                && !ChosenPassword.hasUserBeside(candidate)) return "a word, where few secrets are written like this";
        return null;
    }

    /// Whether a program's own line gives the value: none of a comment or a text in it.
    static boolean isProgram(Candidate candidate) {
        String file = fileName(candidate.path());
        if (!CODE.contains(file.substring(file.lastIndexOf('.') + 1))) return false;
        String before = candidate.before(256);
        for (int i = 0; i < before.length(); i++) {
            char c = before.charAt(i);
            if (c == '"' || c == '\'' || c == '`' || c == '#' || c == '*') return false;
            if ((c == '/' || c == '-') && i + 1 < before.length() && before.charAt(i + 1) == c) return false;
        }
        return true;
    }

    static boolean isTranslation(String path) {
        String file = fileName(path);
        for (String end : LANGUAGE_FILES) {
            if (file.endsWith(end)) return true;
        }
        if (file.equals("strings.xml")
                || file.startsWith("messages")
                || file.startsWith("strings.")
                || file.startsWith("locale")) return true;
        return hasDirectory(path, LANGUAGES);
    }

    static boolean isOfTests(String path) {
        String file = fileName(path);
        if (isTestFile(path)) return true;
        if (file.contains(".test.")
                || file.contains(".spec.")
                || file.contains(".example")
                || file.contains(".sample")
                || file.contains(".template")
                || file.contains(".dist")) return true;
        if (file.startsWith("readme")
                || file.startsWith("changelog")
                || file.endsWith(".md")
                || file.endsWith(".rst")
                || file.endsWith(".adoc")) return true;
        return hasDirectory(path, TESTS);
    }

    /// `LoginTest.java`, `login_test.go`, `test_login.py`, `LoginSpec.ts`; not `Contest.java`.
    private static boolean isTestFile(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        int dot = file.indexOf('.');
        String stem = dot < 0 ? file : file.substring(0, dot);
        if (stem.startsWith("test_") || stem.startsWith("test-")) return true;
        for (String end : TEST_ENDS) {
            int at = stem.length() - end.length();
            if (at < 1 || !stem.endsWith(end)) continue;
            char before = stem.charAt(at - 1);
            boolean upper = before >= 'A' && before <= 'Z';
            if (end.charAt(0) < 'a' ? !upper : before == '_' || before == '-') return true;
        }
        return false;
    }

    private static boolean hasDirectory(String path, Set<String> names) {
        int from = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
            String directory = path.substring(from, slash).toLowerCase(Locale.ROOT);
            int dot = directory.lastIndexOf('.');
            if (names.contains(directory) || (dot > 0 && names.contains(directory.substring(dot + 1)))) return true;
            from = slash + 1;
        }
        return false;
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean isMinified(Candidate candidate) {
        byte[] text = candidate.text();
        int from = candidate.start() - MINIFIED;
        int to = candidate.end() + MINIFIED;
        if (from < 0 && to > text.length) return false;
        for (int i = Math.max(0, from); i < candidate.start(); i++) {
            if (text[i] == '\n') return false;
        }
        for (int i = candidate.end(); i < Math.min(to, text.length); i++) {
            if (text[i] == '\n') return false;
        }
        return from >= 0 || to <= text.length;
    }

    /// Whether letters and digits or marks are mixed, as in made-up passwords.
    static boolean hasKinds(String value) {
        boolean letter = false;
        boolean digit = false;
        boolean mark = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= '0' && c <= '9') digit = true;
            else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) letter = true;
            else if (c != ' ' && c != '.' && c != ',' && c != '-' && c != '_' && c != ':' && c != '/' && c != '\''
                    && c < 0x80) mark = true;
        }
        return letter && (digit || mark);
    }
}
