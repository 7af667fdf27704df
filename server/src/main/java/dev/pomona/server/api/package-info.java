// SPDX-License-Identifier: Apache-2.0
/// The HTTP API as `openapi.yaml` describes it. Start at [Api], which has every route; a class for
/// each kind of thing answers them.
@NullMarked
package dev.pomona.server.api;

import org.jspecify.annotations.NullMarked;
