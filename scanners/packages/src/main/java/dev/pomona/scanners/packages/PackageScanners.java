// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages;

import dev.pomona.scan.api.Scanner;
import dev.pomona.scanners.packages.cocoapods.CocoaPodsScanner;
import dev.pomona.scanners.packages.composer.ComposerScanner;
import dev.pomona.scanners.packages.conan.ConanScanner;
import dev.pomona.scanners.packages.conda.CondaScanner;
import dev.pomona.scanners.packages.golang.GoBinaryScanner;
import dev.pomona.scanners.packages.golang.GoScanner;
import dev.pomona.scanners.packages.gradle.GradleScanner;
import dev.pomona.scanners.packages.hex.HexScanner;
import dev.pomona.scanners.packages.jar.JarScanner;
import dev.pomona.scanners.packages.julia.JuliaScanner;
import dev.pomona.scanners.packages.maven.MavenScanner;
import dev.pomona.scanners.packages.npm.InstalledPackageScanner;
import dev.pomona.scanners.packages.npm.NpmScanner;
import dev.pomona.scanners.packages.nuget.NuGetInstalledScanner;
import dev.pomona.scanners.packages.nuget.NuGetScanner;
import dev.pomona.scanners.packages.pub.PubScanner;
import dev.pomona.scanners.packages.python.PythonInstalledScanner;
import dev.pomona.scanners.packages.python.PythonScanner;
import dev.pomona.scanners.packages.rubygems.GemInstalledScanner;
import dev.pomona.scanners.packages.rubygems.RubyGemsScanner;
import dev.pomona.scanners.packages.rust.CargoAuditableScanner;
import dev.pomona.scanners.packages.rust.CargoScanner;
import dev.pomona.scanners.packages.sbt.SbtScanner;
import dev.pomona.scanners.packages.swift.SwiftScanner;
import java.util.List;

/// Every scanner of this module.
public final class PackageScanners {

    private PackageScanners() {}

    /// Sorted by class name.
    public static List<Scanner> all() {
        return List.of(
                new CargoAuditableScanner(),
                new CargoScanner(),
                new CocoaPodsScanner(),
                new ComposerScanner(),
                new ConanScanner(),
                new CondaScanner(),
                new GemInstalledScanner(),
                new GoBinaryScanner(),
                new GoScanner(),
                new GradleScanner(),
                new HexScanner(),
                new InstalledPackageScanner(),
                new JarScanner(),
                new JuliaScanner(),
                new MavenScanner(),
                new NpmScanner(),
                new NuGetInstalledScanner(),
                new NuGetScanner(),
                new PubScanner(),
                new PythonInstalledScanner(),
                new PythonScanner(),
                new RubyGemsScanner(),
                new SbtScanner(),
                new SwiftScanner());
    }
}
