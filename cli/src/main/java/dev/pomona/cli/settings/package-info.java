// SPDX-License-Identifier: Apache-2.0
/// What can be set, and where each value came from: flag, environment, configuration file or default. Start at
/// [Setting].
@NullMarked
package dev.pomona.cli.settings;

import org.jspecify.annotations.NullMarked;
