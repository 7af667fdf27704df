// SPDX-License-Identifier: Apache-2.0
/// What a person sees: streams, colours, escaping, tables, the progress bar. Start at [Terminal].
@NullMarked
package dev.pomona.cli.terminal;

import org.jspecify.annotations.NullMarked;
