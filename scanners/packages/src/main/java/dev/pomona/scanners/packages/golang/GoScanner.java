// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.ProjectScanner;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;

/// Reads Go modules: `go.mod` with `go.sum`, `go.work`, `vendor/modules.txt`.
public final class GoScanner implements ProjectScanner {

    private static final ScannerInfo INFO =
            new ScannerInfo("go", 1, "Reads Go modules (go.mod, go.sum, go.work, vendor/modules.txt)");

    @Override
    public ScannerInfo info() {
        return INFO;
    }

    @Override
    public boolean wants(FileFacts file) {
        return switch (file.name()) {
            case "go.mod", "go.sum", "go.work" -> !file.isBelow("vendor");
            case "modules.txt" ->
                file.folder().equals("vendor") || file.folder().endsWith("/vendor");
            default -> false;
        };
    }

    @Override
    public void scan(FileSet files, Reporter reporter, ScanContext context) {
        new Projects(files, reporter, context).read();
    }
}
