// SPDX-License-Identifier: Apache-2.0
/// What the control plane keeps, on PostgreSQL. The only place with SQL.
@NullMarked
package dev.pomona.store;

import org.jspecify.annotations.NullMarked;
