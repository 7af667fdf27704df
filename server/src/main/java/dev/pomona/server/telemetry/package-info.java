// SPDX-License-Identifier: Apache-2.0
/// Traces and metrics for OpenTelemetry, when the environment names a receiver. Nothing else knows OpenTelemetry's
/// classes, and without a receiver none of them is loaded. Start at [Telemetry].
@NullMarked
package dev.pomona.server.telemetry;

import org.jspecify.annotations.NullMarked;
