// SPDX-License-Identifier: Apache-2.0
/// How those who run the control plane see how it does: the log, metrics and health.
@NullMarked
package dev.pomona.server.ops;

import org.jspecify.annotations.NullMarked;
