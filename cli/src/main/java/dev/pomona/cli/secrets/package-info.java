// SPDX-License-Identifier: Apache-2.0
/// The search for secrets as the settings want it: rules of one's own, the key for digests, what the scanned tree
/// itself allows. Start at [SecretSetup].
@NullMarked
package dev.pomona.cli.secrets;

import org.jspecify.annotations.NullMarked;
