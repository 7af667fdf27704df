// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.CacheFolder;
import dev.pomona.cli.settings.HeapLimit;
import dev.pomona.cli.settings.Quantity;
import dev.pomona.cli.settings.Settings;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.engine.Engine;
import dev.pomona.engine.EngineOptions;
import dev.pomona.engine.EngineResult;
import dev.pomona.engine.InvalidTargetException;
import dev.pomona.scan.api.Scanner;
import dev.pomona.scanners.secrets.SecretScanner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/// Runs the engine as the settings say.
final class InventoryScan {

    private static final int ONLINE_FACTOR = 5;

    private final Invocation invocation;
    private final Settings settings;
    private final List<Scanner> scanners;
    private boolean keepsResults = true;

    /// @param scanners of which `--only` chooses
    InventoryScan(Invocation invocation, List<Scanner> scanners) {
        this.invocation = invocation;
        this.settings = invocation.settings();
        this.scanners = chosen(scanners);
    }

    /// By one scanner, whatever `--only` says; neither using nor keeping results of other scans.
    InventoryScan(Invocation invocation, Scanner scanner) {
        this.invocation = invocation;
        this.settings = invocation.settings();
        this.scanners = List.of(scanner);
        this.keepsResults = false;
    }

    /// The same, neither using nor keeping results of other scans.
    InventoryScan withoutCache() {
        keepsResults = false;
        return this;
    }

    /// @throws UsageException when the target can't be scanned or a setting makes no sense
    EngineResult run(Path target) {
        boolean wantsBar = invocation.terminal().isInteractive() && !settings.isOn(ScanSettings.NO_PROGRESS);
        HeapLimit.check(settings);
        try (var packages = PackageSources.of(invocation);
                var bar = new ProgressBar(invocation.terminal(), wantsBar)) {
            var engine = new Engine(scanners, options(packages), bar);
            try (var _ = Interrupt.calling(engine::cancel)) {
                EngineResult scanned = engine.scan(target);
                boolean isInventory = scanners.stream().anyMatch(scanner -> !(scanner instanceof SecretScanner));
                EngineResult result = isInventory ? BillOfMaterials.added(scanned, target, maxFileSize()) : scanned;
                bar.close();
                result.warnings().forEach(warning -> invocation.terminal().warn(warning));
                packages.warnings().forEach(warning -> invocation.terminal().warn(warning));
                return result;
            }
        } catch (InvalidTargetException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        } catch (CancellationException e) {
            throw new UsageException("the scan was interrupted; nothing was written", e);
        }
    }

    private List<Scanner> chosen(List<Scanner> all) {
        List<String> only = settings.list(ScanSettings.ONLY);
        if (only.isEmpty()) return all;
        Set<String> known =
                all.stream().map(scanner -> scanner.info().id()).collect(Collectors.toCollection(TreeSet::new));
        for (String id : only) {
            if (!known.contains(id)) {
                throw new UsageException(
                        "there is no scanner '%s'; there are %s".formatted(id, String.join(", ", known)));
            }
        }
        return all.stream()
                .filter(scanner -> only.contains(scanner.info().id()))
                .toList();
    }

    private EngineOptions options(PackageSources packages) {
        EngineOptions options = EngineOptions.defaults()
                .withSkip(settings.list(ScanSettings.SKIP))
                .withIgnoreFiles(!settings.isOn(ScanSettings.NO_IGNORE_FILES))
                .withPackageSources(packages.all());
        if (keepsResults && !settings.isOn(ScanSettings.NO_CACHE)) {
            options = options.withCache(CacheFolder.of(settings, invocation.environment()));
        }
        options = options.withMaxFileSize(maxFileSize());
        var timeout = settings.duration(ScanSettings.TIMEOUT);
        if (timeout.isPresent()) options = options.withTimeout(timeout.get());
        options = options.withScannerTimeout(scannerTimeout());
        var threads = settings.count(ScanSettings.THREADS);
        if (threads.isPresent()) options = options.withThreads(threads.get());
        return options.withArchives(options.archives().withDepth(archiveDepth()));
    }

    private long maxFileSize() {
        return Math.min(settings.bytes(ScanSettings.MAX_FILE_SIZE).orElseThrow(), Integer.MAX_VALUE - 8L);
    }

    /// Waiting for other machines is not the scanner's fault: unless the user says how long, it gets
    /// more time then.
    private Duration scannerTimeout() {
        boolean isChosen =
                !settings.value(ScanSettings.SCANNER_TIMEOUT).origin().equals("default");
        Duration timeout = settings.duration(ScanSettings.SCANNER_TIMEOUT).orElse(Duration.ofMinutes(1));
        return isChosen || !settings.isOn(ScanSettings.ONLINE) ? timeout : timeout.multipliedBy(ONLINE_FACTOR);
    }

    private int archiveDepth() {
        String text = settings.text(ScanSettings.MAX_ARCHIVE_DEPTH).orElse("8");
        int depth = Quantity.number("max-archive-depth", text, 0);
        if (depth > 32) throw new UsageException("max-archive-depth is at most 32, but got %d".formatted(depth));
        return depth;
    }
}
