// SPDX-License-Identifier: Apache-2.0
/// Commands that ask a control plane. Start at [Remote].
@NullMarked
package dev.pomona.cli.remote;

import org.jspecify.annotations.NullMarked;
