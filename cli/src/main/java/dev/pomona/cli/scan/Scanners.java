// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import dev.pomona.scan.api.Scanner;
import dev.pomona.scanners.packages.PackageScanners;
import java.util.Comparator;
import java.util.List;

/// Every scanner of the program.
final class Scanners {

    private Scanners() {}

    /// Sorted by id.
    static List<Scanner> all() {
        return PackageScanners.all().stream()
                .sorted(Comparator.comparing(scanner -> scanner.info().id()))
                .toList();
    }
}
