// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.telemetry;

import dev.pomona.server.ops.Metrics;
import dev.pomona.server.ops.Sample;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What Prometheus is told, told to OpenTelemetry too: times as they are taken, everything else whenever the SDK asks.
final class OtelMetrics implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);

    private final Meter meter;
    private final Metrics told;
    private final Map<String, DoubleHistogram> histograms = new ConcurrentHashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Thread look;

    private OtelMetrics(Meter meter, Metrics told) {
        this.meter = meter;
        this.told = told;
        this.look = Thread.ofVirtual().name("telemetry").unstarted(this::look);
    }

    static OtelMetrics start(Meter meter, Metrics told) {
        var metrics = new OtelMetrics(meter, told);
        told.listen(metrics::time);
        metrics.look.start();
        return metrics;
    }

    private void time(String name, String help, double seconds, String... labels) {
        histograms
                .computeIfAbsent(
                        name,
                        _ -> meter.histogramBuilder(name)
                                .setDescription(help)
                                .setUnit("s")
                                .setExplicitBucketBoundariesAdvice(Metrics.bounds())
                                .build())
                .record(seconds, attributes(List.of(labels)));
    }

    /// New names come with the first environment, the first feed, and so on.
    private void look() {
        while (!Thread.currentThread().isInterrupted()) {
            for (Sample sample : told.samples()) {
                if (known.add(sample.name())) register(sample);
            }
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void register(Sample sample) {
        String name = sample.name();
        if (sample.type() == Sample.Type.COUNTER) {
            meter.counterBuilder(name.replaceFirst("_total$", ""))
                    .ofDoubles()
                    .setDescription(sample.help())
                    .buildWithCallback(now ->
                            now(name).forEach(one -> now.record(one.value(), attributes(one.labels()))));
        } else {
            meter.gaugeBuilder(name)
                    .setDescription(sample.help())
                    .buildWithCallback(now ->
                            now(name).forEach(one -> now.record(one.value(), attributes(one.labels()))));
        }
    }

    private List<Sample> now(String name) {
        return told.samples().stream()
                .filter(sample -> sample.name().equals(name))
                .toList();
    }

    private static Attributes attributes(List<String> labels) {
        AttributesBuilder attributes = Attributes.builder();
        for (int i = 0; i + 1 < labels.size(); i += 2) attributes.put(labels.get(i), labels.get(i + 1));
        return attributes.build();
    }

    @Override
    public void close() {
        look.interrupt();
    }
}
