// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent;

import dev.pomona.cli.agent.containers.Container;
import dev.pomona.cli.agent.containers.Runtimes;
import dev.pomona.cli.agent.host.HostFacts;
import dev.pomona.cli.agent.proc.BootTime;
import dev.pomona.cli.agent.proc.ProcessTable;
import dev.pomona.cli.agent.proc.ProcessTable.LiveProcess;
import dev.pomona.cli.settings.UsageException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Looks at the host.
///
/// Containers are told apart by the control groups of their processes, and their runtimes say what they run. All
/// other processes are one instance for each systemd unit and program: a server with a hundred workers is one, up
/// since its oldest. What has been running for less than half a minute is left out, so that jobs come and go
/// unnoticed.
final class Lookout {

    private static final Duration BRIEF = Duration.ofSeconds(30);
    private static final int LONGEST_NAME = 200;
    private static final int MOST_INSTANCES = 10_000;
    private static final int MOST_GAPS = 100;

    private final Identity identity;
    private final Runtimes runtimes;
    private final Clock clock;
    private final ProcessTable processes;
    private final HostFacts facts;
    private @Nullable BootTime boot;

    /// @param boot as it was known before, so that the same boot is always at the same second; `null` for none
    Lookout(Identity identity, Runtimes runtimes, @Nullable BootTime boot, Clock clock) throws InterruptedException {
        this.identity = identity;
        this.runtimes = runtimes;
        this.boot = boot;
        this.clock = clock;
        this.processes = new ProcessTable(identity.root().resolve("proc"));
        // none of it changes while the system runs
        this.facts = HostFacts.read(identity.root(), identity.metadata());
    }

    /// As it is known now; `null` when it can't be read.
    @Nullable
    BootTime boot() {
        return boot;
    }

    Look look() {
        Instant now = clock.instant();
        Set<String> gaps = new TreeSet<>(facts.gaps());
        BootTime booted = booted(gaps);
        List<Instance> instances = booted == null ? List.of() : instances(booted.at(), now, gaps);
        if (instances.size() > MOST_INSTANCES) {
            gaps.add("%d instances are left out: a report has at most %d"
                    .formatted(instances.size() - MOST_INSTANCES, MOST_INSTANCES));
            instances = instances.subList(0, MOST_INSTANCES);
        }
        var host = new Look.Host(
                key(),
                identity.environment(),
                booted == null ? null : booted.at(),
                identity.image() == null ? facts.image() : identity.image(),
                identity.account() == null ? facts.account() : identity.account(),
                identity.cluster(),
                facts.system(),
                gaps.stream().limit(MOST_GAPS).toList(),
                identity.labels(),
                identity.owners());
        return new Look(now, host, instances);
    }

    private String key() {
        String key = identity.host() == null ? facts.name() : identity.host();
        if (key.isEmpty()) throw new UsageException("this host has no name of its own; give it one with --host");
        return shortened(key);
    }

    private @Nullable BootTime booted(Set<String> gaps) {
        try {
            BootTime read = BootTime.read(identity.root().resolve("proc"));
            if (boot == null || !boot.id().equals(read.id())) boot = read;
            return boot;
        } catch (IOException e) {
            gaps.add("when the system booted can't be read, nor what runs: %s".formatted(e.getMessage()));
            return null;
        }
    }

    private List<Instance> instances(Instant bootedAt, Instant now, Set<String> gaps) {
        var read = processes.read(bootedAt, now);
        gaps.addAll(read.gaps());
        Map<String, Instant> containers = new HashMap<>();
        Map<String, Instance> programs = new TreeMap<>();
        for (LiveProcess process : read.processes()) {
            String container = process.cgroup().container();
            if (container != null) {
                containers.merge(container, process.startedAt(), (a, b) -> a.isBefore(b) ? a : b);
            } else if (process.startedAt().plus(BRIEF).isBefore(now)) {
                Instance program = program(process);
                programs.merge(program.workload(), program, (a, b) -> a.since().isAfter(b.since()) ? b : a);
            }
        }
        var found = runtimes.ask(containers.keySet());
        gaps.addAll(found.gaps());
        var instances = new ArrayList<>(programs.values());
        containers.forEach((id, since) -> {
            if (!found.sandboxes().contains(id))
                instances.add(container(id, found.byId().get(id), since));
        });
        // from a namespace of processes of its own the processes of containers can't be seen
        found.byId().forEach((id, known) -> {
            Instant started = known.startedAt();
            if (started != null && !containers.containsKey(id)) instances.add(container(id, known, started));
        });
        instances.sort(Comparator.comparing(Instance::key));
        return instances;
    }

    private Instance program(LiveProcess process) {
        String unit = process.cgroup().unit();
        String file = "".equals(process.executable()) ? null : process.executable();
        String program = file == null ? process.name() : file;
        String name = program.substring(program.lastIndexOf('/') + 1);
        return new Instance(
                Instance.Kind.PROCESS,
                shortened(unit == null ? name : unit + ":" + name),
                key(),
                List.of(),
                file,
                Map.of(),
                process.startedAt());
    }

    /// @param known `null` when no runtime knows it
    /// @param since when its oldest process started
    private static Instance container(String id, @Nullable Container known, Instant since) {
        if (known == null) {
            String shortId = id.substring(0, 12);
            return new Instance(Instance.Kind.CONTAINER, shortId, shortId, List.of(), null, Map.of(), since);
        }
        Instant started = known.startedAt();
        return new Instance(
                Instance.Kind.CONTAINER,
                shortened(known.workload()),
                shortened(known.instance()),
                known.digests(),
                known.image(),
                known.labels(),
                started == null ? since : started);
    }

    private static String shortened(String name) {
        return name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }
}
