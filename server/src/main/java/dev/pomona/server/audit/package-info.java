// SPDX-License-Identifier: Apache-2.0
/// The trail of what people did. Start at [Audit].
@NullMarked
package dev.pomona.server.audit;

import org.jspecify.annotations.NullMarked;
