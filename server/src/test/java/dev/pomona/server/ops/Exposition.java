// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what Prometheus is told, and takes nothing that the formats don't allow (Prometheus text format 0.0.4,
/// OpenMetrics 1.0) or that `promtool check metrics` complains of.
public final class Exposition {

    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) ([a-z][a-z0-9_]*) (.*)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z][a-z0-9_]*)(?:\\{(.*)})? (-?(?:\\d+(?:\\.\\d+)?(?:E-?\\d+)?)|NaN|[+-]Inf)");
    private static final Pattern LABEL = Pattern.compile("([a-z][a-z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(,|$)");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> help = new HashMap<>();
    private final Map<String, Double> values = new TreeMap<>();

    private Exposition() {}

    /// @throws IllegalArgumentException with the line that is wrong
    public static Exposition parse(String text, boolean isOpen) {
        var exposition = new Exposition();
        if (!text.endsWith("\n")) throw new IllegalArgumentException("the last line has no end");
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        lines.removeLast();
        if (isOpen && !lines.removeLast().equals("# EOF")) throw new IllegalArgumentException("no EOF");
        String current = "";
        for (String line : lines) current = exposition.line(line, current, isOpen);
        exposition.histograms();
        return exposition;
    }

    private String line(String line, String current, boolean isOpen) {
        Matcher comment = COMMENT.matcher(line);
        if (comment.matches()) {
            String name = comment.group(2);
            if (comment.group(1).equals("HELP")) {
                require(
                        help.putIfAbsent(name, comment.group(3)) == null
                                && !comment.group(3).isBlank(),
                        line);
            } else {
                require(types.putIfAbsent(name, comment.group(3)) == null && help.containsKey(name), line);
                require(Set.of("counter", "gauge", "histogram", "summary").contains(comment.group(3)), line);
                boolean endsInTotal = name.endsWith("_total");
                if (comment.group(3).equals("counter")) require(endsInTotal != isOpen, line);
                else require(!endsInTotal && !name.endsWith("_count") && !name.endsWith("_sum"), line);
            }
            return name;
        }
        Matcher sample = SAMPLE.matcher(line);
        require(sample.matches(), line);
        String name = sample.group(1);
        String type = types.getOrDefault(current, "");
        boolean isOfFamily = switch (type) {
            case "counter" -> name.equals(isOpen ? current + "_total" : current);
            case "histogram" ->
                Set.of(current + "_bucket", current + "_sum", current + "_count")
                        .contains(name);
            default -> name.equals(current);
        };
        require(isOfFamily, line);
        labels(sample.group(2), name.endsWith("_bucket"), line);
        boolean hasQuantile = sample.group(2) != null && sample.group(2).contains("quantile=\"");
        require(hasQuantile == type.equals("summary"), line);
        double value = switch (sample.group(3)) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(sample.group(3));
        };
        if (type.equals("counter")) require(value >= 0, line);
        String key = sample.group(2) == null ? name : name + "{" + sample.group(2) + "}";
        require(values.put(key, value) == null, line);
        return current;
    }

    private static void labels(String text, boolean isBucket, String line) {
        if (text == null) return;
        var names = new HashSet<String>();
        int at = 0;
        Matcher label = LABEL.matcher(text);
        while (at < text.length()) {
            require(label.find(at) && label.start() == at, line);
            require(names.add(label.group(1)) && (isBucket || !label.group(1).equals("le")), line);
            at = label.end();
        }
        require(!text.endsWith(","), line);
    }

    /// Buckets grow, and the last has all that were counted.
    private void histograms() {
        types.forEach((name, type) -> {
            if (!type.equals("histogram")) return;
            values.forEach((key, count) -> {
                if (!key.startsWith(name + "_count")) return;
                String labels = key.substring((name + "_count").length()).replaceAll("[{}]", "");
                String before = labels.isEmpty() ? "" : labels + ",";
                double last = 0;
                for (String bound : List.of(
                        "0.005", "0.01", "0.025", "0.05", "0.1", "0.2", "0.5", "1.0", "2.0", "5.0", "10.0", "30.0",
                        "+Inf")) {
                    Double bucket = values.get("%s_bucket{%sle=\"%s\"}".formatted(name, before, bound));
                    require(bucket != null && bucket >= last, key + " " + bound);
                    last = bucket;
                }
                require(last == count, key);
            });
        });
    }

    private static void require(boolean holds, String line) {
        if (!holds) throw new IllegalArgumentException(line);
    }

    /// By name and labels as they stand in the text.
    public Map<String, Double> values() {
        return values;
    }

    public Set<String> families() {
        return types.keySet();
    }
}
