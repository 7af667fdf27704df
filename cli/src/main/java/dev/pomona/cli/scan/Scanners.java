// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import dev.pomona.scan.api.Scanner;
import dev.pomona.scanners.packages.PackageScanners;
import dev.pomona.scanners.secrets.SecretScanner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Every scanner of the program.
final class Scanners {

    private Scanners() {}

    /// Sorted by id.
    static List<Scanner> all(SecretScanner secrets) {
        var all = new ArrayList<Scanner>(PackageScanners.all());
        all.add(secrets);
        return sorted(all);
    }

    /// Those that find components, sorted by id.
    static List<Scanner> ofPackages() {
        return sorted(PackageScanners.all());
    }

    private static List<Scanner> sorted(List<? extends Scanner> scanners) {
        return scanners.stream()
                .<Scanner>map(scanner -> scanner)
                .sorted(Comparator.comparing(scanner -> scanner.info().id()))
                .toList();
    }
}
