// SPDX-License-Identifier: Apache-2.0
/// Dart and Flutter packages that pub has locked. Start at [PubScanner].
@NullMarked
package dev.pomona.scanners.packages.pub;

import org.jspecify.annotations.NullMarked;
