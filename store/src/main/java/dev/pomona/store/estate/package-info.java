// SPDX-License-Identifier: Apache-2.0
/// What there is and what runs where: tenants, projects, artifacts, environments, places and
/// deployments.
@NullMarked
package dev.pomona.store.estate;

import org.jspecify.annotations.NullMarked;
