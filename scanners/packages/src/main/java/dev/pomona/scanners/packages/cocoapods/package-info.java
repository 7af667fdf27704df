// SPDX-License-Identifier: Apache-2.0
/// Pods that CocoaPods has locked. Start at [CocoaPodsScanner].
@NullMarked
package dev.pomona.scanners.packages.cocoapods;

import org.jspecify.annotations.NullMarked;
