// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rubygems;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileScanner;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import dev.pomona.scanners.packages.locked.Source;
import java.util.List;
import java.util.Map;

/// Installed gems, by the record in RubyGems' `specifications` folder.
public final class GemInstalledScanner implements FileScanner {

    @Override
    public ScannerInfo info() {
        return new ScannerInfo("gem-installed", 1, "Gems in RubyGems' folder of specifications");
    }

    @Override
    public boolean wants(FileFacts file) {
        return file.name().endsWith(".gemspec") && file.isBelow("specifications");
    }

    @Override
    public void scan(FileView file, Reporter reporter, ScanContext context) {
        var source = new Source(file, reporter);
        GemSpecification gem = GemSpecification.read(source);
        if (gem == null || gem.name() == null || gem.version() == null) {
            source.malformed("no literal name and version of a gem");
            return;
        }
        Location at = Location.of(file.path());
        Purl purl = source.purl("gem", null, gem.name(), gem.version(), at);
        if (purl == null) return;
        String platform = gem.platform();
        if (platform != null && !platform.equals("ruby")) purl = Source.qualified(purl, Map.of("platform", platform));
        Component component =
                Component.of(purl, Scope.RUNTIME, Relation.UNKNOWN, at).withLicenses(gem.licenses());
        reporter.manifest(new Manifest(file.path(), "gem-installed", null, List.of(component), List.of()));
    }
}
