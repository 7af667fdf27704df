// SPDX-License-Identifier: Apache-2.0
/// Connections, transactions and migrations. Start at [Database]: every statement runs in a
/// transaction, under the role of one purpose and, but for public data, for one tenant.
@NullMarked
package dev.pomona.store.sql;

import org.jspecify.annotations.NullMarked;
