// SPDX-License-Identifier: Apache-2.0
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scanners.secrets.SecretScanner;
import dev.pomona.scanners.secrets.detect.Detection;
import dev.pomona.scanners.secrets.detect.Origin;
import dev.pomona.scanners.secrets.detect.RuleCosts;
import dev.pomona.scanners.secrets.detect.SecretDetector;
import dev.pomona.scanners.secrets.detect.SecretOptions;
import dev.pomona.scanners.secrets.keyword.KeywordHits;
import dev.pomona.scanners.secrets.rule.RulePack;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How fast the search for secrets is on the files of a folder, in processor time of one thread, from memory: the pass for keywords alone,
/// everything without and with unpacking, and the rules that cost most. See README.md.
public class SecretsBench {

    private record Input(String path, byte[] bytes) {}

    private static long findings;

    /// @param arguments the folder, and how many megabytes of it at most (200)
    public static void main(String[] arguments) throws IOException {
        long most = (arguments.length > 1 ? Long.parseLong(arguments[1]) : 200) << 20;
        long start = now();
        RulePack rules = RulePack.builtIn();
        System.out.printf("%d rules, %d keywords, opened in %.1f ms%n", rules.size(), rules.keywords().size(), millis(start));
        var detector = new SecretDetector(rules, SecretOptions.DEFAULT);
        List<Input> inputs = inputs(Path.of(arguments[0]), new SecretScanner(detector), most);
        long bytes = inputs.stream().mapToLong(input -> input.bytes.length).sum();
        System.out.printf("%d files, %.1f MB%n", inputs.size(), bytes / 1e6);

        start = now();
        detect(detector, inputs);
        System.out.printf("%-36s %8.1f MB/s, %d findings%n", "everything, the first time", rate(bytes, start), findings);
        measure("keywords alone", bytes, () -> keywords(rules, inputs));
        measure("without unpacking", bytes, () -> detect(new SecretDetector(rules, SecretOptions.DEFAULT.withDecodeDepth(0)), inputs));
        measure("everything", bytes, () -> detect(detector, inputs));
        slowest(rules, detector, inputs, bytes);
    }

    private static void measure(String what, long bytes, Runnable work) {
        double best = 0;
        for (int i = 0; i < 7; i++) {
            long start = now();
            work.run();
            best = Math.max(best, rate(bytes, start));
        }
        System.out.printf("%-36s %8.1f MB/s%n", what, best);
    }

    private static void keywords(RulePack rules, List<Input> inputs) {
        var hits = new KeywordHits();
        long count = 0;
        for (Input input : inputs) {
            rules.keywords().find(input.bytes, 0, input.bytes.length, input.bytes.length, hits);
            count += hits.size();
        }
        if (count < 0) throw new IllegalStateException();
    }

    private static void detect(SecretDetector detector, List<Input> inputs) {
        findings = 0;
        for (Input input : inputs) {
            Detection detection = detector.detect(input.bytes, Origin.of(input.path), () -> {});
            findings += detection.findings().size();
        }
    }

    private static void slowest(RulePack rules, SecretDetector detector, List<Input> inputs, long bytes) {
        var costs = new RuleCosts(rules);
        detect(detector.measuring(costs), inputs);
        System.out.println("the ten rules that cost most, in milliseconds and looks for each 100 MB:");
        for (RuleCosts.Cost cost : costs.dearest(10)) {
            System.out.printf("  %-44s %8.1f %10.0f%n", cost.rule(), cost.nanos() / 1e6 / (bytes / 1e8), cost.looks() / (bytes / 1e8));
        }
    }

    /// Processor time of this thread: the compiler's threads and other programs don't count.
    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double rate(long bytes, long start) {
        return bytes / 1e6 / ((now() - start) / 1e9);
    }

    private static double millis(long start) {
        return (now() - start) / 1e6;
    }

    private static List<Input> inputs(Path folder, SecretScanner scanner, long most) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        try (var walk = Files.walk(folder)) {
            walk.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/.git/"))
                    .forEach(file -> files.put(folder.relativize(file).toString(), file));
        }
        var inputs = new ArrayList<Input>();
        long size = 0;
        for (Map.Entry<String, Path> file : files.entrySet()) {
            long own = Files.size(file.getValue());
            if (size + own > most || !scanner.wants(new FileFacts(file.getKey(), own, false))) continue;
            size += own;
            inputs.add(new Input(file.getKey(), Files.readAllBytes(file.getValue())));
        }
        return inputs;
    }
}
