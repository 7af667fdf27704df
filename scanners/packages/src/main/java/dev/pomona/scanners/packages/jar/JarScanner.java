// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.jar;

import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.ProjectScanner;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import dev.pomona.scanners.packages.gradle.VerificationMetadata;
import dev.pomona.syntax.SyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Java archives, nested ones too: each by the coordinates that it states itself or that its digest proves, and the
/// archives shaded into it.
public final class JarScanner implements ProjectScanner {

    private static final Set<String> EXTENSIONS =
            Set.of("jar", "war", "ear", "par", "sar", "rar", "nar", "hpi", "jpi", "kar", "lpkg", "jmod");
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String MAVEN = "META-INF/maven/";

    @Override
    public ScannerInfo info() {
        return new ScannerInfo("jar", 1, "Java archives (jar, war, ear, par) and what lies in them");
    }

    @Override
    public boolean wants(FileFacts file) {
        return isArchive(file.path()) || inner(file.path()) != null || VerificationMetadata.isNamed(file);
    }

    private static boolean isArchive(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') + 1
                && EXTENSIONS.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /// The name of an entry of an archive that says what the archive is; `null` for anything else.
    private static @Nullable String inner(String path) {
        int enter = path.lastIndexOf("!/");
        if (enter < 0 || !isArchive(path.substring(0, enter))) return null;
        String name = path.substring(enter + 2);
        boolean isModel = name.startsWith(MAVEN) && (name.endsWith("/pom.properties") || name.endsWith("/pom.xml"));
        return isModel || name.equals(MANIFEST) ? name : null;
    }

    @Override
    public void scan(FileSet files, Reporter reporter, ScanContext context) {
        Map<String, Archive> archives = new TreeMap<>();
        Deque<FileFacts> entries = new ArrayDeque<>();
        for (FileFacts file : files.all()) {
            if (inner(file.path()) != null) entries.add(file);
            if (isArchive(file.path())) archives.computeIfAbsent(file.path(), Archive::new);
        }
        for (FileFacts entry : entries) {
            context.checkTime();
            String path = entry.path().substring(0, entry.path().lastIndexOf("!/"));
            Archive archive = archives.computeIfAbsent(path, Archive::new);
            FileView view = files.find(entry.path()).orElseThrow();
            String gap = archive.take(String.valueOf(inner(entry.path())), view);
            if (gap != null) reporter.gap(new Gap(Gap.Kind.MALFORMED, entry.path(), gap));
        }
        var identities = new Identities(context);
        List<Archive> named = new ArrayList<>();
        for (FileFacts file : files.all()) {
            if (VerificationMetadata.isNamed(file)) list(files.find(file.path()).orElseThrow(), identities);
        }
        for (Archive archive : archives.values()) {
            context.checkTime();
            FileView file = files.find(archive.path()).orElse(null);
            String gap = archive.identify(file, identities);
            if (gap != null) reporter.gap(new Gap(Gap.Kind.UNRESOLVED, archive.path(), gap));
            named.add(archive);
        }
        ArchiveTree.of(named).forEach(reporter::manifest);
    }

    private static void list(FileView verification, Identities identities) {
        try {
            identities.list(VerificationMetadata.read(verification));
        } catch (SyntaxException e) {
            // the scanner of Gradle builds reports it; here it only would have helped
        }
    }
}
