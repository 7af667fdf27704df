// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.scanners.secrets.RuleFiles;
import dev.pomona.scanners.secrets.assign.Assignment;
import dev.pomona.scanners.secrets.assign.AssignmentParser;
import dev.pomona.scanners.secrets.regex.Matcher;
import dev.pomona.scanners.secrets.regex.RegexSamples;
import dev.pomona.scanners.secrets.rule.RulePack;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/// Compares the search at keywords with a search through the whole text, match by match, for every rule that has a
/// pattern.
class AnchoredSearchTest {

    private static final long SEED = 20_261;
    private static final List<SecretRule> RULES = RuleFiles.rules();
    private static final RuleBook BOOK = new RuleBook(RulePack.of(RULES));

    /// All matches of all rules as `rule start-end`, found at keywords; `step` bytes are looked at at a time.
    private static List<String> atKeywords(byte[] text, int step) {
        var found = new TreeMap<Integer, List<String>>();
        var limits = new RuleLimits(
                BOOK.pack().size(), Origin.of("a.txt"), false, 1 << 30, SecretOptions.DEFAULT, ForeignRules.none());
        var space = new Workspace(BOOK);
        TextSearch.Sink sink = (rule, _, start, end, _) -> {
            if (!rule.isAssigned()) add(found, rule, start, end);
        };
        var search = new TextSearch(space, BOOK.pack(), limits, () -> {}, sink, null);
        for (int from = 0; from < text.length; from += step) {
            search.search(text, from, Math.min(text.length, from + step), text.length);
        }
        return found.values().stream().flatMap(List::stream).toList();
    }

    /// What a search of the whole text finds from the left, without overlaps.
    private static List<String> everywhere(byte[] text) {
        var found = new TreeMap<Integer, List<String>>();
        for (int number = 0; number < BOOK.pack().size(); number++) {
            CompiledRule rule = BOOK.rule(number);
            if (rule.isAssigned() || !rule.isAbout("a.txt")) continue;
            if (rule.maxBefore() < 0 && !hasKeyword(rule, text)) continue;
            Matcher matcher = rule.regex().matcher();
            int start = 0;
            while (start < text.length && matcher.find(text, start, text.length - 1, text.length)) {
                add(found, rule, matcher.start(), matcher.end());
                start = matcher.end();
            }
        }
        return found.values().stream().flatMap(List::stream).toList();
    }

    private static boolean hasKeyword(CompiledRule rule, byte[] text) {
        String folded = new String(text, StandardCharsets.ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
        return rule.rule().keywords().stream().anyMatch(folded::contains);
    }

    private static void add(TreeMap<Integer, List<String>> found, CompiledRule rule, int start, int end) {
        found.computeIfAbsent(rule.number(), _ -> new ArrayList<>())
                .add("%s %d-%d".formatted(rule.rule().id(), start, end));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void findsTheSameInAllExamples() {
        var all = new StringBuilder();
        for (SecretRule rule : RULES) {
            for (String example : rule.examples()) all.append(example).append('\n');
            for (String example : rule.counterexamples()) all.append(example).append('\n');
        }
        List<String> found = atKeywords(bytes(all.toString()), Integer.MAX_VALUE / 2);
        assertThat(found).isEqualTo(everywhere(bytes(all.toString())));
        long tokens = RULES.stream()
                .filter(rule -> rule.shape() instanceof SecretRule.Shape.Token
                        && rule.files().isEmpty())
                .count();
        assertThat(found).hasSizeGreaterThan((int) tokens);
    }

    @Test
    void findsTheSameInMadeUpTexts() {
        var random = new Random(SEED);
        List<SecretRule> tokens = RULES.stream()
                .filter(rule -> rule.shape() instanceof SecretRule.Shape.Token)
                .toList();
        long found = 0;
        for (int round = 0; round < 40; round++) {
            var text = new StringBuilder();
            for (int part = 0; part < 40; part++) {
                SecretRule rule = tokens.get(random.nextInt(tokens.size()));
                String pattern = ((SecretRule.Shape.Token) rule.shape()).pattern();
                String sample = new String(RegexSamples.of(pattern).next(random), StandardCharsets.ISO_8859_1);
                int cut = random.nextInt(8) == 0 ? random.nextInt(sample.length() + 1) : sample.length();
                text.append(sample, 0, cut);
                text.append(List.of(
                                "",
                                "\n",
                                " ",
                                "\"",
                                "x",
                                rule.keywords().isEmpty() ? "" : rule.keywords().getFirst())
                        .get(random.nextInt(6)));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            List<String> expected = everywhere(bytes);
            assertThat(atKeywords(bytes, 1 << 20))
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(expected);
            assertThat(atKeywords(bytes, 1 + random.nextInt(500)))
                    .as("in steps, seed %d, round %d", SEED, round)
                    .isEqualTo(expected);
            found += expected.size();
        }
        assertThat(found).isGreaterThan(500);
    }

    /// In this program's own sources and rules, which are wherever the test is.
    @Test
    void findsTheSameInItsOwnTree() throws IOException {
        int files = 0;
        int found = 0;
        try (var walk = Files.walk(Path.of("src"))) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                if (file.toString().hashCode() % 12 != 0) continue;
                byte[] text = Files.readAllBytes(file);
                List<String> expected = everywhere(text);
                assertThat(atKeywords(text, 1000)).as(file.toString()).isEqualTo(expected);
                files++;
                found += expected.size();
            }
        }
        assertThat(files).isGreaterThan(50);
        assertThat(found).isPositive();
    }

    /// In the sources of the JDK where it brings them, else in all texts of this program.
    @Test
    void findsTheSameInSources() throws IOException {
        Path sources = Path.of(System.getProperty("java.home"), "lib", "src.zip");
        int files = Files.exists(sources) ? compareInZip(sources) : compareInFolder(Path.of("..", ".."));
        assertThat(files).isGreaterThan(50);
    }

    private static int compareInZip(Path sources) throws IOException {
        int files = 0;
        try (var zip = new ZipFile(sources.toFile())) {
            for (var entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
                if (entry.getName().hashCode() % 60 != 0) continue;
                try (InputStream in = zip.getInputStream(entry)) {
                    byte[] text = in.readAllBytes();
                    files++;
                    assertThat(atKeywords(text, 4096)).as(entry.getName()).isEqualTo(everywhere(text));
                }
            }
        }
        return files;
    }

    @Test
    void findsTheSameInAllModules() throws IOException {
        assertThat(compareInFolder(Path.of("..", ".."))).isGreaterThan(50);
    }

    private static int compareInFolder(Path root) throws IOException {
        int files = 0;
        for (Path module : List.of(Path.of("engine"), Path.of("server"), Path.of("store"), Path.of("docs"))) {
            try (var walk = Files.walk(root.resolve(module))) {
                for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                    boolean isSource = !file.toString().contains("target") && Files.size(file) < 200_000;
                    if (!isSource || root.relativize(file).toString().hashCode() % 12 != 0) continue;
                    byte[] text = Files.readAllBytes(file);
                    files++;
                    assertThat(atKeywords(text, 4096)).as(file.toString()).isEqualTo(everywhere(text));
                }
            }
        }
        return files;
    }

    /// Values that are assigned to names: at each place of a keyword the parser is asked, and the rules that have it.
    @Test
    void findsTheSameValuesGivenToNames() throws IOException {
        var texts = new ArrayList<byte[]>();
        for (SecretRule rule : RULES) {
            if (!(rule.shape() instanceof SecretRule.Shape.Token)) {
                texts.add(bytes(String.join("\n", rule.examples()) + "\n" + String.join("\n", rule.counterexamples())));
            }
        }
        try (var walk = Files.walk(Path.of("src", "test", "resources"))) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) texts.add(Files.readAllBytes(file));
        }
        long found = 0;
        for (byte[] text : texts) {
            List<String> expected = valuesEverywhere(text);
            assertThat(valuesAtKeywords(text, Integer.MAX_VALUE / 2)).isEqualTo(expected);
            assertThat(valuesAtKeywords(text, 97)).as("in steps").isEqualTo(expected);
            found += expected.size();
        }
        assertThat(found).isGreaterThan(500);
    }

    private static List<String> valuesAtKeywords(byte[] text, int step) {
        var found = new TreeSet<String>();
        var limits = new RuleLimits(
                BOOK.pack().size(), Origin.of("a.txt"), false, 1 << 30, SecretOptions.DEFAULT, ForeignRules.none());
        TextSearch.Sink sink = (rule, _, start, end, _) -> {
            if (rule.isAssigned()) found.add("%s %d-%d".formatted(rule.rule().id(), start, end));
        };
        var search = new TextSearch(new Workspace(BOOK), BOOK.pack(), limits, () -> {}, sink, null);
        for (int from = 0; from < text.length; from += Math.min(step, text.length)) {
            search.search(text, from, (int) Math.min(text.length, (long) from + step), text.length);
        }
        return List.copyOf(found);
    }

    /// Every rule by itself, with a plain search for each of its keywords.
    private static List<String> valuesEverywhere(byte[] text) {
        var found = new TreeSet<String>();
        String folded = new String(text, StandardCharsets.ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
        for (int number = 0; number < BOOK.pack().size(); number++) {
            CompiledRule rule = BOOK.rule(number);
            if (!rule.isAssigned() || !rule.isAbout("a.txt")) continue;
            for (String keyword : rule.rule().keywords()) {
                for (int at = folded.indexOf(keyword); at >= 0; at = folded.indexOf(keyword, at + 1)) {
                    Assignment given = AssignmentParser.at(text, at, at + keyword.length(), text.length);
                    if (given == null || !isNamed(rule, text, given)) continue;
                    if (rule.regex().matcher().matches(text, given.valueStart(), given.valueEnd())) {
                        found.add("%s %d-%d".formatted(rule.rule().id(), given.valueStart(), given.valueEnd()));
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private static boolean isNamed(CompiledRule rule, byte[] text, Assignment given) {
        if (rule.name() == null) return true;
        byte[] name = Arrays.copyOfRange(text, given.nameStart(), given.nameEnd());
        return rule.name().matcher().find(name, 0, name.length, name.length);
    }
}
