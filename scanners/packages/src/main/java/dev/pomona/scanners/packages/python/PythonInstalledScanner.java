// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

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
import java.util.List;
import java.util.Optional;

/// Packages that are installed, or lie about as wheels and eggs: what their metadata says of themselves.
public final class PythonInstalledScanner implements FileScanner {

    private static final ScannerInfo INFO =
            new ScannerInfo("python-installed", 1, "Python packages installed (dist-info, egg-info), wheels and eggs");

    @Override
    public ScannerInfo info() {
        return INFO;
    }

    @Override
    public boolean wants(FileFacts file) {
        String path = file.path();
        return path.endsWith(".dist-info/METADATA")
                || path.endsWith(".egg-info/PKG-INFO")
                || path.endsWith("EGG-INFO/PKG-INFO")
                || path.endsWith(".egg-info");
    }

    @Override
    public void scan(FileView file, Reporter reporter, ScanContext context) {
        CoreMetadata metadata = CoreMetadata.parse(file.text());
        Optional<Purl> purl =
                metadata.version() == null ? Optional.empty() : PyPi.purl(metadata.name(), metadata.version());
        if (purl.isEmpty()) {
            reporter.gap(new Gap(Gap.Kind.MALFORMED, file.path(), "the metadata has no proper Name and Version"));
            return;
        }
        Location at = Location.at(file.path(), metadata.nameLine(), 1);
        Component component =
                Component.of(purl.get(), Scope.RUNTIME, Relation.UNKNOWN, at).withLicenses(metadata.licenses());
        reporter.manifest(new Manifest(file.path(), "python-installed", null, List.of(component), List.of()));
    }
}
