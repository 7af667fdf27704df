// SPDX-License-Identifier: Apache-2.0
/// Pomona's own JSON: the report format, the answers to queries, and [JsonOut], through which every JSON format
/// is written. Reading a report back is done next door, in `dev.pomona.formats.report`.
@NullMarked
package dev.pomona.formats.json;

import org.jspecify.annotations.NullMarked;
