// SPDX-License-Identifier: Apache-2.0
/// A PostgreSQL of the program's own, for one machine: unpacked, started and stopped with it. Start
/// at [BundledPostgres]. Everything else speaks to it through JDBC and can't tell it from any other
/// PostgreSQL.
@NullMarked
package dev.pomona.store.postgres;

import org.jspecify.annotations.NullMarked;
