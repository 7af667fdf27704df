// SPDX-License-Identifier: Apache-2.0
/// Elixir and Erlang packages that Mix or rebar3 has locked; the terms of both languages are read, never run. Start at
/// [HexScanner].
@NullMarked
package dev.pomona.scanners.packages.hex;

import org.jspecify.annotations.NullMarked;
