// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/// Counters, gauges and histograms, written as Prometheus reads them (text format 0.0.4, and OpenMetrics 1.0).
/// Thread-safe.
///
/// Labels hold what the program itself names, or what administrators do, never what a request brings, so there are only
/// so many; what is beyond a family's limit is left out and counted.
public final class Metrics {

    /// As many series a family has at most.
    private static final int MOST_SERIES = 5_000;

    /// Upper bounds of histograms of times, in seconds.
    private static final double[] BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30};

    private record Family(String help, String type, Map<String, Object> series) {}

    /// Hears of every time that is taken.
    @FunctionalInterface
    public interface Listener {

        /// @param labels name and value in turn
        void time(String name, String help, double seconds, String... labels);
    }

    /// Counts times by their length.
    private static final class Histogram {
        private final AtomicLongArray buckets = new AtomicLongArray(BOUNDS.length + 1);
        private final DoubleAdder sum = new DoubleAdder();

        void add(double seconds) {
            int bucket = 0;
            while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) bucket++;
            buckets.incrementAndGet(bucket);
            sum.add(seconds);
        }
    }

    private final Map<String, Family> families = new ConcurrentSkipListMap<>();
    /// By their text, as series are named.
    private final Map<String, List<String>> labelsOf = new ConcurrentHashMap<>();

    private final List<Supplier<List<Sample>>> sources = new CopyOnWriteArrayList<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /// @param name ends in `_total`
    /// @param labels name and value in turn
    public void count(String name, String help, long by, String... labels) {
        List<String> pairs = List.of(labels);
        labelsOf.putIfAbsent(text(pairs), pairs);
        ((LongAdder) family(name, help, "counter")
                        .series()
                        .computeIfAbsent(text(List.of(labels)), _ -> new LongAdder()))
                .add(by);
    }

    /// @param name ends in `_seconds`
    /// @param labels name and value in turn
    public void time(String name, String help, double seconds, String... labels) {
        ((Histogram) family(name, help, "histogram")
                        .series()
                        .computeIfAbsent(text(List.of(labels)), _ -> new Histogram()))
                .add(seconds);
        for (Listener listener : listeners) listener.time(name, help, seconds, labels);
    }

    /// A value that is looked up whenever somebody asks.
    ///
    /// @param labels name and value in turn
    public void gauge(String name, String help, DoubleSupplier value, String... labels) {
        List<String> pairs = List.of(labels);
        labelsOf.putIfAbsent(text(pairs), pairs);
        family(name, help, "gauge").series().put(text(List.of(labels)), value);
    }

    /// Values that are looked up together, with labels that may come and go.
    public void collect(Supplier<List<Sample>> source) {
        sources.add(source);
    }

    /// Tells of times to somebody else too.
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /// Upper bounds of histograms of times, in seconds.
    public static List<Double> bounds() {
        return Arrays.stream(BOUNDS).boxed().toList();
    }

    /// What is counted or looked up, without histograms.
    public List<Sample> samples() {
        var samples = looked();
        families.forEach((name, family) -> family.series().forEach((labels, value) -> {
            Sample.Type type = family.type().equals("counter") ? Sample.Type.COUNTER : Sample.Type.GAUGE;
            double number = switch (value) {
                case LongAdder count -> (double) count.sum();
                case DoubleSupplier supplier -> supplier.getAsDouble();
                default -> Double.NaN;
            };
            if (value instanceof Histogram) return;
            samples.add(new Sample(name, family.help(), type, labelsOf.getOrDefault(labels, List.of()), number));
        }));
        return samples;
    }

    private List<Sample> looked() {
        var samples = new ArrayList<Sample>();
        sources.forEach(source -> samples.addAll(source.get()));
        return samples;
    }

    private Family family(String name, String help, String type) {
        return families.computeIfAbsent(name, _ -> new Family(help, type, new ConcurrentSkipListMap<>()));
    }

    /// Everything, sorted, in the text format 0.0.4.
    public String text() {
        return write(false);
    }

    /// Everything, sorted, as OpenMetrics 1.0.
    public String openMetrics() {
        return write(true) + "# EOF\n";
    }

    private String write(boolean isOpen) {
        var all = new TreeMap<>(families);
        var leftOut = new TreeMap<String, Object>();
        for (Sample sample : looked()) {
            Family family = all.computeIfAbsent(
                    sample.name(),
                    _ -> new Family(sample.help(), sample.type().name().toLowerCase(Locale.ROOT), new TreeMap<>()));
            if (family.series().size() < MOST_SERIES) family.series().put(text(sample.labels()), sample.value());
            else {
                ((LongAdder) leftOut.computeIfAbsent(text(List.of("family", sample.name())), _ -> new LongAdder()))
                        .increment();
            }
        }
        if (!leftOut.isEmpty()) {
            all.put(
                    "pomona_metrics_series_left_out",
                    new Family("Series beyond the limit of their family.", "gauge", leftOut));
        }
        var out = new StringBuilder();
        all.forEach((name, family) -> {
            // OpenMetrics names a counter without the end that its samples have
            String called = isOpen && family.type().equals("counter") ? name.replaceFirst("_total$", "") : name;
            out.append("# HELP ")
                    .append(called)
                    .append(' ')
                    .append(help(family.help(), isOpen))
                    .append('\n');
            out.append("# TYPE ")
                    .append(called)
                    .append(' ')
                    .append(family.type())
                    .append('\n');
            family.series().forEach((labels, value) -> write(name, labels, value, out));
        });
        return out.toString();
    }

    private static String help(String text, boolean isOpen) {
        String escaped = text.replace("\\", "\\\\").replace("\n", "\\n");
        return isOpen ? escaped.replace("\"", "\\\"") : escaped;
    }

    private static void write(String name, String labels, Object value, StringBuilder out) {
        switch (value) {
            case LongAdder count -> line(name, labels, (double) count.sum(), out);
            case DoubleSupplier supplier -> line(name, labels, supplier.getAsDouble(), out);
            case Double number -> line(name, labels, number, out);
            case Histogram histogram -> {
                long total = 0;
                for (int i = 0; i < BOUNDS.length; i++) {
                    total += histogram.buckets.get(i);
                    line(name + "_bucket", with(labels, "le=\"" + BOUNDS[i] + "\""), (double) total, out);
                }
                total += histogram.buckets.get(BOUNDS.length);
                line(name + "_bucket", with(labels, "le=\"+Inf\""), (double) total, out);
                line(name + "_sum", labels, histogram.sum.sum(), out);
                line(name + "_count", labels, (double) total, out);
            }
            default -> throw new IllegalStateException("no metric: " + value.getClass());
        }
    }

    private static void line(String name, String labels, double value, StringBuilder out) {
        out.append(name);
        if (!labels.isEmpty()) out.append('{').append(labels).append('}');
        out.append(' ').append(number(value)).append('\n');
    }

    private static String with(String labels, String more) {
        return labels.isEmpty() ? more : labels + "," + more;
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) return value > 0 ? "+Inf" : "-Inf";
        if (value == Math.rint(value) && Math.abs(value) < 1e15) return String.format(Locale.ROOT, "%.0f", value);
        return Double.toString(value);
    }

    private static String text(List<String> labels) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < labels.size(); i += 2) {
            String value = labels.get(i + 1)
                    .replace("\\", "\\\\")
                    .replace("\"", "\\\"")
                    .replace("\n", "\\n");
            pairs.add(labels.get(i) + "=\"" + value + "\"");
        }
        return String.join(",", pairs);
    }
}
