// SPDX-License-Identifier: Apache-2.0
/// What those who watch the server ask it: health and metrics over HTTP.
@NullMarked
package dev.pomona.server.probes;

import org.jspecify.annotations.NullMarked;
