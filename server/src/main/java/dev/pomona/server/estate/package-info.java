// SPDX-License-Identifier: Apache-2.0
/// What there is and where it runs: environments, deployments, hosts, owners, how fresh it all is,
/// and who has a component. Start at [Who].
@NullMarked
package dev.pomona.server.estate;

import org.jspecify.annotations.NullMarked;
