// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/// Counters, gauges and histograms, written as Prometheus reads them (text format 0.0.4).
/// Thread-safe.
///
/// Labels hold what the program itself names, never what a request brings, so there are only so
/// many.
public final class Metrics {

    /// Upper bounds of histograms of times, in seconds.
    private static final double[] BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30};

    private record Family(String help, String type, Map<String, Object> series) {}

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

    /// @param name ends in `_total`
    /// @param labels name and value in turn
    public void count(String name, String help, long by, String... labels) {
        ((LongAdder) family(name, help, "counter").series().computeIfAbsent(text(labels), _ -> new LongAdder()))
                .add(by);
    }

    /// @param name ends in `_seconds`
    /// @param labels name and value in turn
    public void time(String name, String help, double seconds, String... labels) {
        ((Histogram) family(name, help, "histogram").series().computeIfAbsent(text(labels), _ -> new Histogram()))
                .add(seconds);
    }

    /// A value that is looked up whenever somebody asks.
    ///
    /// @param labels name and value in turn
    public void gauge(String name, String help, DoubleSupplier value, String... labels) {
        family(name, help, "gauge").series().put(text(labels), value);
    }

    private Family family(String name, String help, String type) {
        return families.computeIfAbsent(name, _ -> new Family(help, type, new ConcurrentSkipListMap<>()));
    }

    /// Everything, sorted.
    public String text() {
        var out = new StringBuilder();
        families.forEach((name, family) -> {
            out.append("# HELP ").append(name).append(' ').append(family.help()).append('\n');
            out.append("# TYPE ").append(name).append(' ').append(family.type()).append('\n');
            family.series().forEach((labels, value) -> write(name, labels, value, out));
        });
        return out.toString();
    }

    private static void write(String name, String labels, Object value, StringBuilder out) {
        switch (value) {
            case LongAdder count -> line(name, labels, (double) count.sum(), out);
            case DoubleSupplier supplier -> line(name, labels, supplier.getAsDouble(), out);
            case Histogram histogram -> {
                long total = 0;
                for (int i = 0; i < BOUNDS.length; i++) {
                    total += histogram.buckets.get(i);
                    line(name + "_bucket", with(labels, "le=\"" + number(BOUNDS[i]) + "\""), (double) total, out);
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
        if (value == Math.rint(value) && Math.abs(value) < 1e15) return String.format(Locale.ROOT, "%.0f", value);
        return Double.toString(value);
    }

    private static String text(String... labels) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < labels.length; i += 2) {
            String value =
                    labels[i + 1].replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            pairs.add(labels[i] + "=\"" + value + "\"");
        }
        return String.join(",", pairs);
    }
}
