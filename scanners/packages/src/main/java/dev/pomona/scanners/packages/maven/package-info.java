// SPDX-License-Identifier: Apache-2.0
/// Components of Maven builds: the effective model of every `pom.xml`, its dependencies as Maven would mediate
/// them, and core extensions. Start at [MavenScanner].
@NullMarked
package dev.pomona.scanners.packages.maven;

import org.jspecify.annotations.NullMarked;
