// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.cli.Commands;
import dev.pomona.cli.secrets.RulesCommand;
import dev.pomona.formats.ReportFormats;
import dev.pomona.scanners.packages.PackageScanners;
import dev.pomona.scanners.secrets.rule.RulePack;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Documents rot in silence: what they name must be there.
class DocsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DECISIONS = ROOT.resolve("docs/adr");

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern PATH = Pattern.compile("(?:\\./)?[\\w.-]+(?:/[\\w.-]+)*/?");
    private static final Pattern COMMAND = Pattern.compile("(?:^|[\\s/])pomona ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?");
    private static final Pattern HEADING = Pattern.compile("#+ (.+)");

    /// Folders of the scanned repositories that documents speak of.
    private static final Set<String> FOREIGN = Set.of(".git", ".pomona");

    /// One line of a document.
    private record Line(Path document, int number, String text, boolean isFenced) {

        String problem(String what) {
            return "%s:%d: %s".formatted(ROOT.relativize(document), number, what);
        }

        /// What is set as code.
        List<String> code() {
            return isFenced ? List.of(text) : matches(CODE, text);
        }
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        check((line, problems) -> {
            if (line.isFenced()) return;
            for (String link : matches(LINK, line.text())) {
                if (!link.contains("://") && !leadsSomewhere(line.document(), link)) {
                    problems.add(line.problem("the link '%s' leads nowhere".formatted(link)));
                }
            }
        });
    }

    @Test
    void pagesNameCommandsThatAreThere() throws IOException {
        Set<String> commands = Commands.ALL.stream().map(entry -> entry.name()).collect(Collectors.toSet());
        for (String line : Files.readAllLines(ROOT.resolve("docs/pages.md"))) {
            if (!line.startsWith("| `")) continue;
            String[] cells = line.split("\\|", -1);
            assertThat(commands).as(cells[1]).containsAll(matches(CODE, cells[4]));
        }
    }

    @Test
    void pathsNamedAreThere() throws IOException {
        check((line, problems) -> {
            for (String code : line.code()) {
                String path = code.strip().split("\\s", -1)[0];
                if (isOurs(path) && !Files.exists(ROOT.resolve(path))) {
                    problems.add(line.problem("there is no '%s'".formatted(path)));
                }
            }
        });
    }

    @Test
    void commandsNamedAreThere() throws IOException {
        check((line, problems) -> {
            for (String code : line.code()) {
                Matcher command = COMMAND.matcher(code);
                while (command.find()) {
                    if (!isCommand(command.group(1), command.group(2))) {
                        problems.add(line.problem("there is no command '%s'"
                                .formatted(command.group().strip())));
                    }
                }
            }
        });
    }

    @Test
    void scannersAreInTheListOfComponents() throws IOException {
        String components = Files.readString(ROOT.resolve("docs/components.md"));
        assertThat(PackageScanners.all())
                .isNotEmpty()
                .allSatisfy(scanner -> assertThat(components)
                        .contains("| `%s` |".formatted(scanner.info().id())));
    }

    @Test
    void theListOfSecretsIsCurrent() throws IOException {
        List<SecretRule> rules = RulePack.builtIn().rules().stream()
                .sorted(Comparator.comparing(SecretRule::id))
                .toList();
        assertThat(Files.readString(ROOT.resolve("docs/secret-rules-list.md")))
                .as("written by './pomona secrets rules -f markdown > docs/secret-rules-list.md'")
                .isEqualTo(RulesCommand.markdown(rules));
    }

    @Test
    void everyFormatIsInTheReadme() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        assertThat(ReportFormats.names()).allSatisfy(name -> assertThat(readme).contains("`%s`".formatted(name)));
    }

    @Test
    void decisionsAreWholeAndInTheIndex() throws IOException {
        String index = Files.readString(DECISIONS.resolve("README.md"));
        var numbers = new ArrayList<Integer>();
        for (Path decision : decisions()) {
            String name = decision.getFileName().toString();
            String text = Files.readString(decision);
            assertThat(name).matches("\\d{4}-[a-z0-9]+(-[a-z0-9]+)*\\.md");
            int number = Integer.parseInt(name.substring(0, 4));
            numbers.add(number);
            assertThat(text).as(name).startsWith("# %d. ".formatted(number)).contains("\nStatus: ", " Date: ");
            assertThat(text).as(name).containsSubsequence("\n## Context\n", "\n## Decision\n", "\n## Consequences\n");
            String title = text.lines().findFirst().orElseThrow().replaceFirst("# \\d+\\. ", "");
            assertThat(index).contains("| %s | [%s](%s) |".formatted(name.substring(0, 4), title, name));
        }
        assertThat(numbers).doesNotHaveDuplicates().first().isEqualTo(1);
        assertThat(numbers.getLast()).as("numbers have no holes").isEqualTo(numbers.size());
    }

    private static void check(BiConsumer<Line, Set<String>> check) throws IOException {
        var problems = new TreeSet<String>();
        for (Path document : documents()) lines(document).forEach(line -> check.accept(line, problems));
        assertThat(problems).isEmpty();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream<Path> atRoot = Stream.of("README.md", "CONTRIBUTING.md").map(ROOT::resolve);
            return Stream.concat(atRoot, docs)
                    .filter(path -> path.toString().endsWith(".md") && Files.exists(path))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> decisions() throws IOException {
        try (Stream<Path> files = Files.list(DECISIONS)) {
            return files.filter(file -> !file.endsWith("README.md")).sorted().toList();
        }
    }

    private static List<Line> lines(Path document) throws IOException {
        var lines = new ArrayList<Line>();
        boolean isFenced = false;
        int number = 0;
        for (String text : Files.readAllLines(document)) {
            number++;
            boolean isFence = text.strip().startsWith("```");
            if (isFence) isFenced = !isFenced;
            else lines.add(new Line(document, number, text, isFenced));
        }
        return lines;
    }

    private static boolean leadsSomewhere(Path document, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? document : document.resolveSibling(file);
        if (!Files.exists(target)) return false;
        return hash < 0 || anchors(target).contains(link.substring(hash + 1));
    }

    /// The names of a document's headings, as forges make them.
    private static Set<String> anchors(Path document) {
        var anchors = new HashSet<String>();
        try {
            for (Line line : lines(document)) {
                Matcher heading = HEADING.matcher(line.text());
                if (line.isFenced() || !heading.matches()) continue;
                String plain = heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "");
                anchors.add(plain.replace(' ', '-'));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return anchors;
    }

    /// Whether a text set as code is meant as a path of this repository, and not of one that is scanned.
    /// Whether it names something of this repository; what is in `.git` is Git's and not part of a checkout.
    private static boolean isOurs(String text) {
        if (!PATH.matcher(text).matches() || !text.contains("/") || text.contains("target/")) return false;
        String first = text.substring(0, text.indexOf('/'));
        if (first.equals(".")) return true;
        boolean isSource = text.endsWith(".md") || text.endsWith(".java") || text.endsWith(".sh");
        return isSource || (!FOREIGN.contains(first) && Files.isDirectory(ROOT.resolve(first)));
    }

    private static boolean isCommand(String first, String second) {
        if (first.equals("help")) return true;
        List<String> words = second == null ? List.of(first) : List.of(first, second);
        boolean isGroup = second == null
                && Commands.ALL.stream().anyMatch(entry -> entry.name().startsWith(first + " "));
        return isGroup || Commands.find(words).isPresent();
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
