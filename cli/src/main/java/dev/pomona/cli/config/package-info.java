// SPDX-License-Identifier: Apache-2.0
/// The `config` commands.
@NullMarked
package dev.pomona.cli.config;

import org.jspecify.annotations.NullMarked;
