// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileScanner;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads what a Go binary says of the toolchain and the modules that it was built from.
///
/// The list is flat: it does not tell who needs whom. The main module is the manifest's root, and a
/// component where it has a version, because a binary is somebody's release. Executables of other languages
/// are passed over in silence.
public final class GoBinaryScanner implements FileScanner {

    private static final ScannerInfo INFO =
            new ScannerInfo("go-binary", 1, "Reads the build information in Go binaries");
    private static final long SMALLEST_UNMARKED = 100_000;
    private static final String DEVELOPMENT = "(devel)";

    @Override
    public ScannerInfo info() {
        return INFO;
    }

    @Override
    public boolean wants(FileFacts file) {
        String name = file.name().toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1);
        return switch (extension) {
            case "exe", "dll", "so", "dylib" -> true;
            case "sh", "py", "pl", "rb", "js", "bat", "cmd", "ps1", "class", "jar" -> false;
            case "" -> file.executable() || file.size() > SMALLEST_UNMARKED;
            default -> file.executable();
        };
    }

    @Override
    public void scan(FileView file, Reporter reporter, ScanContext context) {
        List<Executable> executables;
        try {
            executables = Executables.in(file.segment());
        } catch (IndexOutOfBoundsException e) {
            return; // cut off, or only alike: nothing of Go's was seen in it
        }
        for (Executable executable : executables) {
            context.checkTime();
            try {
                BuildInfo info = BuildInfoReader.read(executable);
                if (info == null) continue;
                new Report(file.path(), reporter).write(info);
                return; // the architectures of a universal binary are built from the same modules
            } catch (IndexOutOfBoundsException e) {
                reporter.gap(
                        new Gap(Gap.Kind.MALFORMED, file.path(), "a Go binary whose build information can't be read"));
            }
        }
    }

    private static final class Report {

        private final String path;
        private final Reporter reporter;
        private final List<Component> components = new ArrayList<>();
        private final List<String> open = new ArrayList<>();
        private int invalid;

        Report(String path, Reporter reporter) {
            this.path = path;
            this.reporter = reporter;
        }

        void write(BuildInfo info) {
            String release = release(info.goVersion());
            add(Modules.standardLibrary(release), info.goVersion(), Relation.UNKNOWN);
            BuildInfo.Module main = info.main();
            Purl root = main == null ? null : purl(main, main.path());
            if (root != null && root.version() != null) add(root, root.version(), Relation.DIRECT);
            for (BuildInfo.Module module : info.dependencies()) add(module);
            reporter.manifest(new Manifest(path, "go-binary", root, components, List.of()));
            if (main == null) gap(Gap.Kind.UNRESOLVED, "built without modules, so it does not say what it contains");
            if (!open.isEmpty()) {
                String first = String.join(", ", open.subList(0, Math.min(10, open.size())));
                gap(
                        Gap.Kind.UNRESOLVED,
                        "does not say the version of %d of its modules: %s".formatted(open.size(), first));
            }
            if (invalid + info.unreadable() > 0) {
                gap(
                        Gap.Kind.MALFORMED,
                        "%d lines of its build information are not understood".formatted(invalid + info.unreadable()));
            }
        }

        private void gap(Gap.Kind kind, String message) {
            reporter.gap(new Gap(kind, path, message));
        }

        private void add(BuildInfo.Module module) {
            BuildInfo.Module replacement = module.replacement();
            boolean folder = replacement != null && purl(replacement, replacement.path()) == null;
            BuildInfo.Module built = replacement == null || folder ? module : replacement;
            Purl purl = folder ? Modules.purl(module.path(), null) : purl(built, built.path());
            if (purl == null) {
                invalid++;
                return;
            }
            String requirement = replacement == null
                    ? module.version()
                    : module.path() + " " + module.version() + (folder ? " => a folder" : "");
            components.add(component(purl, replacement != null || purl.version() == null ? requirement : null));
            if (purl.version() == null) open.add(module.path());
        }

        private void add(Purl purl, String requirement, Relation relation) {
            boolean resolved = purl.version() != null;
            components.add(component(purl, resolved ? null : requirement).withRelation(relation));
            if (!resolved) open.add(purl.name());
        }

        private Component component(Purl purl, @Nullable String requirement) {
            return new Component(
                    purl,
                    requirement,
                    Scope.RUNTIME,
                    Relation.UNKNOWN,
                    List.of(Location.of(path)),
                    List.of(),
                    List.of());
        }

        /// `null` for a folder and for what can't be a module.
        private static @Nullable Purl purl(BuildInfo.Module module, String modulePath) {
            if (Modules.isFolder(modulePath)) return null;
            String version = module.version();
            boolean unknown = version.isEmpty() || version.equals(DEVELOPMENT);
            if (!unknown && !Modules.isVersion(version)) return null;
            return Modules.purl(modulePath, unknown ? null : version);
        }

        /// Releases before Go 1.21 were named without a patch version when it was the first.
        private static @Nullable String release(String goVersion) {
            String version = Standard.version(goVersion);
            if (version != null || !goVersion.startsWith("go")) return version;
            return Standard.version(goVersion.split(" ", 2)[0] + ".0");
        }
    }
}
