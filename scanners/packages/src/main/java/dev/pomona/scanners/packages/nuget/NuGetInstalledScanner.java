// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.nuget;

import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileScanner;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import dev.pomona.scanners.packages.locked.Source;
import java.util.Locale;

/// NuGet packages by the description that each carries.
public final class NuGetInstalledScanner implements FileScanner {

    @Override
    public ScannerInfo info() {
        return new ScannerInfo("nuget-installed", 1, "NuGet packages by their .nuspec");
    }

    @Override
    public boolean wants(FileFacts file) {
        return file.name().toLowerCase(Locale.ROOT).endsWith(".nuspec");
    }

    @Override
    public void scan(FileView file, Reporter reporter, ScanContext context) {
        Nuspec.report(new Source(file, reporter));
    }
}
