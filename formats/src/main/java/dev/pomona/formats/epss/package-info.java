// SPDX-License-Identifier: Apache-2.0
/// FIRST's daily file of exploit prediction scores, in its CSV form. Start at [EpssReader].
@NullMarked
package dev.pomona.formats.epss;

import org.jspecify.annotations.NullMarked;
