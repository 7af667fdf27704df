// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.ProjectScanner;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import dev.pomona.syntax.SyntaxException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Dependencies of every `pom.xml`, direct and transitive as far as published models can be read, and the core
/// extensions of `.mvn/extensions.xml`.
public final class MavenScanner implements ProjectScanner {

    private static final String EXTENSIONS = ".mvn/extensions.xml";
    private static final String CONFIG = ".mvn/maven.config";

    @Override
    public ScannerInfo info() {
        return new ScannerInfo("maven", 1, "Dependencies of Maven builds (pom.xml, .mvn/extensions.xml)");
    }

    @Override
    public boolean wants(FileFacts file) {
        String path = file.path();
        if (file.name().equals("pom.xml")) return !file.isBelow("META-INF/maven");
        return isFile(path, EXTENSIONS) || isFile(path, CONFIG);
    }

    private static boolean isFile(String path, String name) {
        return path.equals(name) || path.endsWith("/" + name);
    }

    @Override
    public void scan(FileSet files, Reporter reporter, ScanContext context) {
        var source = new PomSource(context);
        Map<String, Pom> poms = new TreeMap<>();
        Map<String, String> properties = new HashMap<>();
        for (FileFacts file : files.all()) {
            context.checkTime();
            FileView view = files.find(file.path()).orElseThrow();
            try {
                if (file.name().equals("pom.xml")) {
                    Pom pom = PomReader.read(view.bytes(), file.path());
                    poms.put(file.path(), pom);
                    source.add(file.path(), pom);
                } else if (isFile(file.path(), CONFIG)) {
                    MavenConfig.properties(view.text()).forEach(properties::putIfAbsent);
                } else {
                    reporter.manifest(CoreExtensions.read(view));
                }
            } catch (SyntaxException e) {
                reporter.gap(new Gap(Gap.Kind.MALFORMED, file.path(), e.describe()));
            }
        }
        var models = new ModelBuilder(source, properties);
        List<Map.Entry<String, Pom>> outermostFirst = poms.entrySet().stream()
                .sorted(Comparator.comparingLong(MavenScanner::depth).thenComparing(Map.Entry::getKey))
                .toList();
        outermostFirst.forEach(pom -> models.name(pom.getValue()).ifPresent(name -> source.name(name, pom.getValue())));
        poms.forEach((path, pom) -> {
            context.checkTime();
            new PomManifest(path, models.build(pom), source, models).report(reporter, context);
        });
    }

    private static long depth(Map.Entry<String, Pom> pom) {
        return pom.getKey().chars().filter(c -> c == '/').count();
    }
}
