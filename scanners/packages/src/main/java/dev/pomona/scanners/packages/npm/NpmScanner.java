// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.ProjectScanner;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;

/// Reads JavaScript projects: the lock files of npm, Yarn, pnpm and Bun with the `package.json` files that
/// they resolve, and the `package.json` files that none resolves.
public final class NpmScanner implements ProjectScanner {

    private static final ScannerInfo INFO =
            new ScannerInfo("npm", 2, "Reads JavaScript lock files (npm, Yarn, pnpm, Bun) and package.json");

    @Override
    public ScannerInfo info() {
        return INFO;
    }

    @Override
    public boolean wants(FileFacts file) {
        return switch (file.name()) {
            case "package.json",
                    "package-lock.json",
                    "npm-shrinkwrap.json",
                    "yarn.lock",
                    "pnpm-lock.yaml",
                    "pnpm-workspace.yaml",
                    ".yarnrc.yml",
                    "bun.lock",
                    "bun.lockb" -> !file.isBelow("node_modules");
            case ".package-lock.json" -> isOwnLock(file.folder());
            default -> false;
        };
    }

    /// Only the installed tree's own lock file counts, not what packages in it happen to carry.
    private static boolean isOwnLock(String folder) {
        boolean inModules = folder.equals("node_modules") || folder.endsWith("/node_modules");
        return inModules && folder.indexOf("node_modules/") < 0;
    }

    @Override
    public void scan(FileSet files, Reporter reporter, ScanContext context) {
        new Projects(files, reporter, context).read();
    }
}
