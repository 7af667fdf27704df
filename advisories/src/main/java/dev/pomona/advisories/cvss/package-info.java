// SPDX-License-Identifier: Apache-2.0
/// Scores from CVSS vectors, versions 2.0, 3.0, 3.1 and 4.0 (<https://www.first.org/cvss/>), and which of
/// several ratings decides. Start at [CvssVector] and [Rating].
@NullMarked
package dev.pomona.advisories.cvss;

import org.jspecify.annotations.NullMarked;
