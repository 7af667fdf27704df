// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.cli.Commands;
import dev.pomona.cli.command.CommandEntry;
import dev.pomona.cli.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What is in the deploy folder fits the program: nothing there is run by these tests, so all that it names must be
/// true.
class DeployTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DEPLOY = ROOT.resolve("deploy");
    private static final Path CHART = DEPLOY.resolve("helm/pomona");

    private static final Pattern VARIABLE = Pattern.compile("POMONA_[A-Z_]+");
    private static final Pattern VALUE = Pattern.compile("\\.Values((?:\\.\\w+)+)");
    private static final Pattern METRIC = Pattern.compile("\\b(?:pomona|jvm|process)_[a-z0-9_]+");

    /// What is read from the environment and is no setting, and what only these files know.
    private static final Set<String> OTHER_VARIABLES = Set.of(
            "POMONA_DATABASE_PASSWORD",
            "POMONA_DATABASE_PASSWORD_FILE",
            "POMONA_KEY_PASSPHRASE",
            "POMONA_KEY_PASSPHRASE_FILE",
            "POMONA_IMAGE",
            "POMONA_TOKEN");

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static Object yaml(Path file) throws IOException {
        List<Object> documents = documents(file);
        assertThat(documents).as(file.toString()).hasSize(1);
        return documents.getFirst();
    }

    private static List<Object> documents(Path file) throws IOException {
        var load = new Load(LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setLabel(file.toString())
                .build());
        var documents = new ArrayList<Object>();
        load.loadAllFromString(read(file)).forEach(documents::add);
        return documents;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Object at(Object value, String... way) {
        Object found = value;
        for (String name : way) {
            assertThat(found).as("before %s", name).isInstanceOf(Map.class);
            found = map(found).get(name);
        }
        return found;
    }

    @Test
    void everyVariableIsReadByTheServer() throws IOException {
        CommandEntry serve = Commands.find(List.of("serve")).orElseThrow();
        var known = new TreeSet<>(OTHER_VARIABLES);
        Stream.concat(serve.command().get().settings().stream(), Commands.settings().stream())
                .map(Setting::variable)
                .forEach(known::add);
        var named = new TreeMap<String, Path>();
        try (Stream<Path> all = Files.walk(DEPLOY)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                VARIABLE.matcher(read(file)).results().forEach(found -> named.put(found.group(), file));
            }
        }
        assertThat(named).hasSizeGreaterThan(10);
        assertThat(known).containsAll(named.keySet());
    }

    @Test
    void portsAndFoldersAreTheSameEverywhere() throws IOException {
        String image = read(DEPLOY.resolve("container/Containerfile"));
        assertThat(image)
                .contains("POMONA_PORT=8080", "POMONA_METRICS_PORT=8081", "EXPOSE 8080 8081")
                .contains("POMONA_DATA_DIR=/var/lib/pomona", "USER 10001:10001", "VOLUME /var/lib/pomona")
                .contains("dev.pomona.cli.Main", "/opt/pomona/pomona.jar:/opt/pomona/server/*", "CMD [\"serve\"]");
        String workload = read(CHART.resolve("templates/workload.yaml"));
        assertThat(workload)
                .contains("value: \"8080\"", "value: \"8081\"", "containerPort: 8080", "containerPort: 8081")
                .contains("mountPath: /var/lib/pomona", "runAsUser: 10001");
        for (Setting setting :
                Commands.find(List.of("serve")).orElseThrow().command().get().settings()) {
            if (setting.name().equals("port")) assertThat(setting.fallback()).isEqualTo("8080");
            if (setting.name().equals("metrics-port"))
                assertThat(setting.fallback()).isEqualTo("8081");
        }
    }

    @Test
    void unitsStartWhatThereIsWithOptionsThatThereAre() throws IOException {
        List<Path> units = files(DEPLOY, ".service");
        assertThat(units).hasSize(2);
        for (Path unit : units) {
            String line = read(unit)
                    .lines()
                    .filter(one -> one.startsWith("ExecStart="))
                    .findFirst()
                    .orElseThrow();
            List<String> words = List.of(line.split(" ", -1));
            assertThat(words.getFirst()).isEqualTo("ExecStart=/opt/pomona/pomona");
            CommandEntry entry =
                    Commands.find(words.subList(1, words.size())).orElseThrow(() -> new AssertionError(line));
            Set<String> flags =
                    entry.command().get().settings().stream().map(Setting::flag).collect(Collectors.toSet());
            assertThat(words.stream().filter(word -> word.startsWith("--")))
                    .as(unit.toString())
                    .isNotEmpty()
                    .allSatisfy(flag -> assertThat(flags).contains(flag));
            assertThat(read(unit)).contains("NoNewPrivileges=yes", "ProtectSystem=strict");
        }
    }

    @Test
    void theContainerRunsAsLittleAsCanBe() throws IOException {
        Object compose = yaml(DEPLOY.resolve("compose/compose.yaml"));
        Object service = at(compose, "services", "pomona");
        assertThat(at(service, "read_only")).isEqualTo(true);
        assertThat(at(service, "user")).isEqualTo("10001:10001");
        assertThat(at(service, "cap_drop")).isEqualTo(List.of("ALL"));
        assertThat(at(service, "security_opt")).isEqualTo(List.of("no-new-privileges:true"));
        assertThat((List<?>) at(service, "ports"))
                .allSatisfy(port -> assertThat((String) port).startsWith("127.0.0.1:"));
        Set<Object> secrets = new HashSet<>(map(at(compose, "secrets")).keySet());
        assertThat(secrets).containsAll((List<?>) at(service, "secrets"));
        String workload = read(CHART.resolve("templates/workload.yaml"));
        assertThat(workload)
                .contains(
                        "runAsNonRoot: true",
                        "readOnlyRootFilesystem: true",
                        "allowPrivilegeEscalation: false",
                        "drop: [ALL]",
                        "type: RuntimeDefault",
                        "automountServiceAccountToken: false",
                        "/health/ready",
                        "/health/live");
        assertThat(workload.lines().filter(line -> line.contains("secretKeyRef")))
                .hasSize(3);
    }

    @Test
    void yamlIsWellFormed() throws IOException {
        var templates = CHART.resolve("templates");
        for (Path file : files(DEPLOY, ".yaml")) {
            if (!file.startsWith(templates))
                assertThat(documents(file)).as(file.toString()).isNotEmpty();
        }
    }

    @Test
    void templatesUseValuesThatThereAreAndAllOfThem() throws IOException {
        Object values = yaml(CHART.resolve("values.yaml"));
        var used = new TreeSet<String>();
        for (Path file : files(CHART.resolve("templates"), "")) {
            if (!Files.isRegularFile(file)) continue;
            for (MatchResult found : VALUE.matcher(read(file)).results().toList())
                used.add(found.group(1).substring(1));
        }
        for (String way : used) {
            Object found = values;
            for (String name : way.split("\\.")) {
                assertThat(found).as(way).isInstanceOf(Map.class);
                assertThat(map(found)).as(way).containsKey(name);
                found = map(found).get(name);
            }
        }
        var unused = new TreeSet<>(leaves("", values));
        unused.removeIf(leaf -> used.stream().anyMatch(way -> leaf.equals(way) || leaf.startsWith(way + ".")));
        assertThat(unused).as("values that no template uses").isEmpty();
    }

    private static List<String> leaves(String before, Object value) {
        if (!(value instanceof Map<?, ?> map) || map.isEmpty()) return List.of(before);
        var leaves = new ArrayList<String>();
        map.forEach((name, inner) -> leaves.addAll(leaves(before.isEmpty() ? "" + name : before + "." + name, inner)));
        return leaves;
    }

    @Test
    void theSchemaKnowsEveryValue() throws IOException {
        Object values = yaml(CHART.resolve("values.yaml"));
        // JSON is YAML too
        Object schema = yaml(CHART.resolve("values.schema.json"));
        Set<String> known = map(at(schema, "properties")).keySet().stream()
                .filter(name -> !name.equals("global"))
                .collect(Collectors.toSet());
        assertThat(known).isEqualTo(map(values).keySet());
    }

    /// Every block that begins ends, and names no template that is not there.
    @Test
    void templatesAreWhole() throws IOException {
        var defined = new TreeSet<String>();
        var included = new TreeSet<String>();
        for (Path file : files(CHART.resolve("templates"), "")) {
            if (!Files.isRegularFile(file)) continue;
            int depth = 0;
            Matcher action = Pattern.compile("\\{\\{-?\\s*(\\w+|/\\*)").matcher(read(file));
            while (action.find()) {
                switch (action.group(1)) {
                    case "if", "with", "range", "define" -> depth++;
                    case "end" -> depth--;
                    default -> {
                        // prints something
                    }
                }
                assertThat(depth).as(file.toString()).isNotNegative();
            }
            assertThat(depth).as(file.toString()).isZero();
            Pattern.compile("define \"([\\w.]+)\"")
                    .matcher(read(file))
                    .results()
                    .forEach(d -> defined.add(d.group(1)));
            Pattern.compile("include \"([\\w.]+)\"")
                    .matcher(read(file))
                    .results()
                    .forEach(i -> included.add(i.group(1)));
        }
        assertThat(defined).isEqualTo(included);
    }

    /// Rules and boards ask for what the program tells.
    @Test
    void everyMetricThatIsAskedForIsTold() throws IOException {
        var told = new TreeSet<String>();
        for (Path source : files(ROOT.resolve("server/src/main/java"), ".java")) {
            METRIC.matcher(read(source)).results().forEach(found -> told.add(found.group()));
        }
        var asked = new TreeSet<String>();
        for (String file : List.of("prometheus/rules.yaml", "grafana/pomona.json")) {
            METRIC.matcher(read(DEPLOY.resolve(file)))
                    .results()
                    .map(found -> found.group().replaceFirst("_(bucket|sum|count)$", ""))
                    .forEach(asked::add);
        }
        assertThat(asked).hasSizeGreaterThan(8);
        assertThat(told).containsAll(asked);
    }
}
