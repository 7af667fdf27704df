// SPDX-License-Identifier: Apache-2.0
/// What tests of scanners share: files in memory, a tester, and the suite that every scanner must pass. Start at
/// [ScannerTester]; every scanner's test class extends [ScannerAcceptance] once.
@NullMarked
package dev.pomona.scan.testkit;

import org.jspecify.annotations.NullMarked;
