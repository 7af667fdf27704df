// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import dev.pomona.advisories.feed.HttpSettings;
import dev.pomona.advisories.feed.Network;
import dev.pomona.advisories.feed.Sleeper;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.maven.MavenAccess;
import dev.pomona.cli.maven.MavenSettings;
import dev.pomona.cli.maven.MavenSettingsFiles;
import dev.pomona.cli.settings.CacheFolder;
import dev.pomona.cli.settings.GlobalSettings;
import dev.pomona.cli.settings.Settings;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.scan.api.PackageSource;
import dev.pomona.scan.api.ScanContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Where scanners may read published files, as the settings allow. To be closed after the scan.
final class PackageSources implements AutoCloseable {

    /// Less patient than for advisories: a build may miss hundreds of files.
    private static final HttpSettings PATIENCE = new HttpSettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            3,
            Duration.ofMillis(500),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30));

    private final MavenAccess maven;
    private final List<String> notes;

    private PackageSources(MavenAccess maven, List<String> notes) {
        this.maven = maven;
        this.notes = List.copyOf(notes);
    }

    /// @throws UsageException when the scan is to be both online and offline, or Maven's settings are wrong
    static PackageSources of(Invocation invocation) {
        Settings settings = invocation.settings();
        boolean isOnline = settings.isOn(ScanSettings.ONLINE);
        if (isOnline && settings.isOn(GlobalSettings.OFFLINE)) {
            throw new UsageException("a scan is online or offline, but %s and %s are both set"
                    .formatted(
                            settings.value(ScanSettings.ONLINE).origin(),
                            settings.value(GlobalSettings.OFFLINE).origin()));
        }
        Path folder = invocation.folder();
        var files = new MavenSettingsFiles(invocation.environment());
        MavenSettings maven =
                files.read(settings.text(ScanSettings.MAVEN_SETTINGS).map(folder::resolve));
        var options = new MavenAccess.Options(
                maven,
                files.localRepository(maven, folder),
                settings.text(ScanSettings.MAVEN_CENTRAL).orElseThrow(),
                CacheFolder.of(settings, invocation.environment()).resolve("maven"),
                !settings.isOn(ScanSettings.NO_CACHE),
                isOnline ? Optional.of(network(invocation)) : Optional.empty(),
                invocation.clock());
        boolean contradicts = isOnline && maven.offline();
        return new PackageSources(
                MavenAccess.open(options),
                contradicts ? List.of("no Maven repository is asked: Maven's settings say offline") : List.of());
    }

    private static Network network(Invocation invocation) {
        return new Network(false, PATIENCE, Sleeper.ofThread(), RandomGenerator.getDefault(), invocation.clock());
    }

    Map<ScanContext.Ecosystem, PackageSource> all() {
        return Map.of(ScanContext.Ecosystem.MAVEN, maven.source());
    }

    /// What the person should know after the scan, one sentence each.
    List<String> warnings() {
        var warnings = new ArrayList<>(notes);
        warnings.addAll(maven.warnings());
        return warnings;
    }

    @Override
    public void close() {
        maven.close();
    }
}
