// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.nuget;

import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scanners.packages.locked.Siblings;
import dev.pomona.scanners.packages.locked.Source;
import dev.pomona.syntax.Element;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The MSBuild files of one scan: each is parsed once, whoever imports it.
final class MsBuild {

    private final FileSet files;
    private final Reporter reporter;
    private final Map<String, Optional<Element>> parsed = new HashMap<>();
    private final Map<String, String> pathsByLowerCase = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    MsBuild(FileSet files, Reporter reporter) {
        this.files = files;
        this.reporter = reporter;
        files.all().forEach(file -> pathsByLowerCase.put(file.path().toLowerCase(Locale.ROOT), file.path()));
    }

    /// The root element; `null`, after a gap, when the file can't be understood.
    @Nullable
    Element read(String path) {
        used.add(path);
        Optional<Element> known = parsed.get(path);
        if (known == null) {
            known = files.find(path).map(this::parse);
            parsed.put(path, known);
        }
        return known.orElse(null);
    }

    private @Nullable Element parse(FileView file) {
        var source = new Source(file, reporter);
        Element root = source.xml();
        if (root == null || root.name().equals("Project")) return root;
        source.malformed("the root element is <%s>, not <Project>".formatted(root.name()));
        return null;
    }

    /// Whether some evaluation has read the file.
    boolean isUsed(String path) {
        return used.contains(path);
    }

    /// The file with this path in whatever case, as on the file systems these projects were written on.
    @Nullable
    String find(String path) {
        return pathsByLowerCase.get(path.toLowerCase(Locale.ROOT));
    }

    /// The nearest file of a name in a folder or above it.
    @Nullable
    String above(String folder, String name) {
        for (String at = folder; at != null; at = Siblings.above(at)) {
            String found = find(Siblings.in(at, name));
            if (found != null) return found;
        }
        return null;
    }

    void gap(Gap.Kind kind, String path, String message) {
        reporter.gap(new Gap(kind, path, message));
    }

    Source source(FileView file) {
        return new Source(file, reporter);
    }
}
