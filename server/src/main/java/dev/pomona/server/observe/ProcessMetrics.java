// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.observe;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.pomona.server.ops.Sample;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;

/// The process and its Java, under the names that clients of Prometheus give them everywhere.
public final class ProcessMetrics {

    private final String version;

    /// @param version of the program
    public ProcessMetrics(String version) {
        this.version = version;
    }

    /// What holds now.
    public List<Sample> samples() {
        var samples = new ArrayList<Sample>();
        samples.add(Sample.gauge("pomona_build_info", "The version of the program.", 1, "version", version));
        samples.add(Sample.gauge(
                "jvm_info", "The version of Java.", 1, "version", System.getProperty("java.runtime.version", "")));
        var memory = ManagementFactory.getMemoryMXBean();
        memory(samples, "heap", memory.getHeapMemoryUsage());
        memory(samples, "nonheap", memory.getNonHeapMemoryUsage());
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            samples.add(Sample.counter(
                    "jvm_gc_collections_total",
                    "How often memory was cleaned up.",
                    (double) collector.getCollectionCount(),
                    "gc",
                    collector.getName()));
            samples.add(Sample.counter(
                    "jvm_gc_collection_seconds_total",
                    "How long cleaning up memory took.",
                    collector.getCollectionTime() / 1e3,
                    "gc",
                    collector.getName()));
        }
        samples.add(Sample.gauge(
                "jvm_threads_current",
                "Threads of the operating system.",
                ManagementFactory.getThreadMXBean().getThreadCount()));
        samples.add(Sample.gauge(
                "process_start_time_seconds",
                "When the process began, in seconds since 1970.",
                ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            samples.add(Sample.counter(
                    "process_cpu_seconds_total", "Time of processors.", system.getProcessCpuTime() / 1e9));
            samples.add(Sample.gauge(
                    "process_open_fds", "Open files and sockets.", (double) system.getOpenFileDescriptorCount()));
            samples.add(Sample.gauge(
                    "process_max_fds", "As many of them as may be open.", (double) system.getMaxFileDescriptorCount()));
        }
        return samples;
    }

    private static void memory(List<Sample> samples, String area, MemoryUsage usage) {
        samples.add(Sample.gauge("jvm_memory_used_bytes", "Memory in use.", (double) usage.getUsed(), "area", area));
        samples.add(Sample.gauge(
                "jvm_memory_committed_bytes", "Memory that Java has.", (double) usage.getCommitted(), "area", area));
        if (usage.getMax() >= 0) {
            samples.add(Sample.gauge(
                    "jvm_memory_max_bytes", "Memory that Java may have.", (double) usage.getMax(), "area", area));
        }
    }
}
