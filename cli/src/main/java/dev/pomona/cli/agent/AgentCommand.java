// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent;

import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.agent.containers.Runtimes;
import dev.pomona.cli.agent.host.GoldenImage;
import dev.pomona.cli.agent.host.MetadataService;
import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.remote.Remote;
import dev.pomona.cli.remote.RemoteSettings;
import dev.pomona.cli.settings.HeapLimit;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.settings.UserFolders;
import dev.pomona.formats.json.JsonOut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// `pomona agent`.
public final class AgentCommand implements Command {

    private static final Setting CONTAINERS = Setting.list(
            "containers",
            "KIND:PATH",
            "ask these instead of the usual runtimes: docker:SOCKET, cri:SOCKET or storage:FOLDER",
            USER);
    private static final Setting IMAGE = Setting.value(
            "image", "NAME", "the golden image the host was made from (default: what it says)", null, USER);
    private static final Setting IMAGE_BUILT =
            Setting.value("image-built", "TIME", "when that image was built, such as 2026-01-31T00:00:00Z", null, USER);
    private static final Setting INTERVAL = Setting.value("interval", "TIME", "how often to look", "30s", USER);
    private static final Setting LABEL = Setting.list("label", "NAME=VALUE", "a label of the host", USER);
    private static final Setting METADATA =
            Setting.flag("metadata", "ask the cloud's metadata service for the account", USER);
    private static final Setting ONCE = Setting.flag("once", "look and report once, then end", USER);
    private static final Setting OWNER = Setting.list("owner", "WHO", "who answers for the host", USER);
    private static final Setting PRINT = Setting.flag("print", "look once and print what would be reported", USER);
    private static final Setting ROOT =
            Setting.value("root", "DIR", "below which the host's files are, in a container of its own", "/", USER);
    private static final Setting STATE_DIR = Setting.value(
            "state-dir", "DIR", "where reports are kept until they are delivered (default: of the user)", null, USER);

    /// Something is said after so many looks even if nothing has changed; after three times that without a word the
    /// host counts as silent.
    private static final int QUIET_LOOKS = 4;

    private static final Duration FULL = Duration.ofHours(6);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    @Override
    public String description() {
        return """
                Tells the server what runs on this host: containers and processes with the times they started, when the host
                booted, and what images they and the host were made from. It looks again and again, and sends what has
                changed. Reports that can't be delivered are kept and sent later.

                It reads /proc, asks the container runtimes that are there, and executes nothing. It never reads command
                lines, environments or files of programs. What it can't see is a part of the report. Its token needs the
                scope 'report' and no other. With --once or --print it ends with 3 when something could not be seen.""";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public Arity arity() {
        return Arity.NONE;
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                RemoteSettings.ACCOUNT,
                RemoteSettings.CLUSTER,
                CONTAINERS,
                RemoteSettings.ENVIRONMENT,
                RemoteSettings.HOST,
                IMAGE,
                IMAGE_BUILT,
                INTERVAL,
                LABEL,
                HeapLimit.MAX_MEMORY,
                METADATA,
                ONCE,
                OWNER,
                PRINT,
                ROOT,
                RemoteSettings.SERVER,
                STATE_DIR);
    }

    @Override
    public ExitCode run(Invocation invocation) {
        HeapLimit.check(invocation.settings());
        try {
            if (invocation.settings().isOn(PRINT)) return print(invocation);
            if (invocation.settings().isOn(ONCE)) return once(invocation);
            return stay(invocation);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.PASSES;
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException("reports can't be kept: %s".formatted(e.getMessage()), e);
        }
    }

    private static ExitCode print(Invocation invocation) throws InterruptedException, IOException {
        Look look = lookout(invocation, null).look();
        var entry = entry(look);
        JsonOut.document(invocation.terminal().out(), json -> text(invocation).write(entry, null, json));
        return ended(look);
    }

    private static ExitCode once(Invocation invocation) throws InterruptedException {
        Look look = lookout(invocation, null).look();
        look.host().gaps().forEach(gap -> invocation.terminal().warn("not seen: " + gap));
        var courier = new Courier(Remote.of(invocation), look.host().key(), new SecureRandom());
        return switch (courier.deliver(text(invocation).of(entry(look), null))) {
            case Courier.Outcome.Delivered(boolean _, int unscanned) -> {
                invocation
                        .terminal()
                        .out()
                        .printf(
                                "%d instances on %s, %d images that nobody has scanned%n",
                                look.instances().size(), look.host().key(), unscanned);
                yield ended(look);
            }
            case Courier.Outcome.Later(Duration _, String why) -> {
                invocation.terminal().warn(why);
                yield ExitCode.INCOMPLETE;
            }
            case Courier.Outcome.Refused(String why) -> throw new UsageException(why);
        };
    }

    private static ExitCode ended(Look look) {
        return look.host().gaps().isEmpty() ? ExitCode.PASSES : ExitCode.INCOMPLETE;
    }

    private static Journal.Entry entry(Look look) {
        return new Journal(Duration.ZERO, FULL).next(look).orElseThrow();
    }

    private static ExitCode stay(Invocation invocation) throws InterruptedException, IOException {
        var random = new SecureRandom();
        var queue = ReportQueue.open(stateFolder(invocation), random);
        Lookout lookout = lookout(invocation, queue);
        String host = lookout.look().host().key();
        var journal = new Journal(interval(invocation).multipliedBy(QUIET_LOOKS), FULL);
        var run = new AgentRun(
                lookout,
                journal,
                text(invocation),
                queue,
                new Courier(Remote.of(invocation), host, random),
                interval(invocation),
                invocation.clock(),
                invocation.terminal());
        Thread worker = Thread.currentThread();
        var isOver = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            worker.interrupt();
            awaitQuietly(isOver);
        }));
        invocation.terminal().note("reports what runs on %s".formatted(host));
        try {
            run.run();
            return ExitCode.PASSES;
        } finally {
            isOver.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch isOver) {
        try {
            isOver.await(5, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path stateFolder(Invocation invocation) {
        return invocation
                .settings()
                .text(STATE_DIR)
                .map(invocation.folder()::resolve)
                .orElseGet(() -> UserFolders.data(invocation.environment()).resolveSibling("agent"));
    }

    private static Duration interval(Invocation invocation) {
        Duration interval = invocation.settings().duration(INTERVAL).orElseThrow();
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new UsageException("interval is from 1s to 1h");
        }
        return interval;
    }

    private static ReportText text(Invocation invocation) {
        return new ReportText(interval(invocation).multipliedBy(3L * QUIET_LOOKS));
    }

    private static Lookout lookout(Invocation invocation, @Nullable ReportQueue queue) throws InterruptedException {
        var settings = invocation.settings();
        Path root = invocation.folder().resolve(settings.text(ROOT).orElse("/")).toAbsolutePath();
        var identity = new Identity(
                root,
                settings.text(RemoteSettings.ENVIRONMENT)
                        .orElseThrow(
                                () -> new UsageException("--environment is missing: where does this host belong?")),
                settings.text(RemoteSettings.HOST).orElse(null),
                settings.text(RemoteSettings.ACCOUNT).orElse(null),
                settings.text(RemoteSettings.CLUSTER).orElse(null),
                image(invocation),
                labels(settings.list(LABEL)),
                settings.list(OWNER),
                settings.isOn(METADATA) ? new MetadataService(MetadataService.USUAL) : null);
        return new Lookout(
                identity, runtimes(invocation, root), queue == null ? null : queue.boot(), invocation.clock());
    }

    private static Runtimes runtimes(Invocation invocation, Path root) {
        List<String> named = invocation.settings().list(CONTAINERS);
        if (named.isEmpty()) {
            String home = invocation.environment().getOrDefault("HOME", "");
            return Runtimes.usual(
                    root, home.isEmpty() ? List.of() : List.of(Path.of(home, ".local/share/containers/storage")));
        }
        try {
            return Runtimes.named(named, invocation.folder());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static @Nullable GoldenImage image(Invocation invocation) {
        var settings = invocation.settings();
        String name = settings.text(IMAGE).orElse(null);
        String built = settings.text(IMAGE_BUILT).orElse(null);
        if (name == null) {
            if (built != null) throw new UsageException("--image-built goes with --image");
            return null;
        }
        try {
            return new GoldenImage(name, built == null ? null : Instant.parse(built));
        } catch (DateTimeException e) {
            throw new UsageException("image-built is like 2026-01-31T00:00:00Z, but got '%s'".formatted(built), e);
        }
    }

    private static Map<String, String> labels(List<String> given) {
        var labels = new LinkedHashMap<String, String>();
        for (String label : given) {
            int equals = label.indexOf('=');
            if (equals < 1) throw new UsageException("a label is NAME=VALUE, but got '%s'".formatted(label));
            labels.put(label.substring(0, equals), label.substring(equals + 1));
        }
        return labels;
    }
}
