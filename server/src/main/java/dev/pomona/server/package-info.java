// SPDX-License-Identifier: Apache-2.0
/// The control plane. It knows what runs where, judges it anew on every advisory, and answers for
/// it.
@NullMarked
package dev.pomona.server;

import org.jspecify.annotations.NullMarked;
