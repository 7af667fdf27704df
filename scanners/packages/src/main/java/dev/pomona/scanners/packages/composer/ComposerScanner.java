// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.composer;

import dev.pomona.model.component.Scope;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.ProjectScanner;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import dev.pomona.scanners.packages.locked.Siblings;
import dev.pomona.scanners.packages.locked.Source;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Components of PHP projects: `composer.lock`, `composer.json` where there is no lock file, and
/// `vendor/composer/installed.json`.
public final class ComposerScanner implements ProjectScanner {

    @Override
    public ScannerInfo info() {
        return new ScannerInfo("composer", 1, "Components of PHP projects and of their vendor folder");
    }

    @Override
    public boolean wants(FileFacts file) {
        return switch (file.name()) {
            case "composer.lock", "installed.json" -> true;
            case "composer.json" -> !file.isBelow("vendor");
            default -> false;
        };
    }

    @Override
    public void scan(FileSet files, Reporter reporter, ScanContext context) {
        Map<String, ComposerManifest> manifests = new HashMap<>();
        Set<String> resolved = new HashSet<>();
        for (Source source : sources(files, "composer.json", reporter, context)) {
            ComposerManifest manifest = ComposerManifest.read(source);
            if (manifest != null) manifests.put(source.folder(), manifest);
        }
        for (Source source : sources(files, "composer.lock", reporter, context)) {
            if (reportLock(source, manifests.get(source.folder()))) resolved.add(source.folder());
        }
        for (Source source : sources(files, "installed.json", reporter, context)) {
            String folder = projectOf(source.folder());
            ComposerManifest manifest = folder == null ? null : manifests.get(folder);
            if (reportInstalled(source, manifest) && folder != null) resolved.add(folder);
        }
        manifests.forEach((folder, manifest) -> {
            if (!resolved.contains(folder)) manifest.reportAlone();
        });
    }

    private static List<Source> sources(FileSet files, String name, Reporter reporter, ScanContext context) {
        var sources = new ArrayList<Source>();
        for (FileFacts file : files.all()) {
            if (!file.name().equals(name)) continue;
            context.checkTime();
            files.find(file.path()).ifPresent(view -> sources.add(new Source(view, reporter)));
        }
        return sources;
    }

    /// The project whose `vendor/composer` this is.
    private static @Nullable String projectOf(String folder) {
        boolean usual = folder.equals("vendor/composer") || folder.endsWith("/vendor/composer");
        String vendor = usual ? Siblings.above(folder) : null;
        return vendor == null ? null : Siblings.above(vendor);
    }

    private static boolean reportLock(Source source, @Nullable ComposerManifest manifest) {
        Node document = source.json();
        if (document == null) return false;
        if (!(document.find("packages") instanceof Sequence packages)) {
            source.malformed("no list 'packages'");
            return false;
        }
        var all = new Packages(source, manifest);
        all.add(packages.items(), Scope.RUNTIME);
        all.add(document.items("packages-dev"), Scope.DEVELOPMENT);
        all.report("composer-lock", true, true);
        return true;
    }

    /// Composer 1 writes a list, Composer 2 an object with `packages`.
    private static boolean reportInstalled(Source source, @Nullable ComposerManifest manifest) {
        Node document = source.json();
        if (document == null) return false;
        List<Node> packages;
        if (document instanceof Sequence list) {
            packages = list.items();
        } else if (document.find("packages") instanceof Sequence list) {
            packages = list.items();
        } else {
            if (projectOf(source.folder()) != null) source.malformed("neither a list nor an object with 'packages'");
            return false;
        }
        boolean isComposers = packages.isEmpty() || packages.stream().anyMatch(entry -> entry.text("name") != null);
        if (!isComposers) {
            if (projectOf(source.folder()) != null) source.malformed("no package has a name");
            return false;
        }
        Set<String> development = new HashSet<>();
        for (Node name : document.items("dev-package-names")) {
            String text = name.text();
            if (text != null) development.add(text.toLowerCase(Locale.ROOT));
        }
        var all = new Packages(source, manifest);
        for (Node entry : packages) {
            String name = entry.text("name");
            boolean dev = name != null && development.contains(name.toLowerCase(Locale.ROOT));
            all.add(List.of(entry), dev ? Scope.DEVELOPMENT : Scope.RUNTIME);
        }
        all.report("composer-installed", document.find("dev-package-names") != null, document.isTrue("dev"));
        return true;
    }
}
