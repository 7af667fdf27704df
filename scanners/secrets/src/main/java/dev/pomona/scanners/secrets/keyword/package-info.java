// SPDX-License-Identifier: Apache-2.0
/// Where any of a thousand words stands in a text, in either case: the one pass over every byte that decides which
/// rules
/// look closer. Start at [KeywordIndex].
@NullMarked
package dev.pomona.scanners.secrets.keyword;

import org.jspecify.annotations.NullMarked;
