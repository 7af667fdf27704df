// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.backup;

import dev.pomona.store.sql.Migrations;
import java.util.List;

/// What a database holds, without the rows.
///
/// @param postgres the server's version, e.g. `18.4`
/// @param steps the migrations that made its schema
/// @param tables sorted by name
/// @param sequences sorted by table
/// @param changeNumber the highest number that a change may have
public record Contents(
        String postgres, List<Migrations.Step> steps, List<Table> tables, List<Sequence> sequences, long changeNumber) {

    /// @param columns in the order in which rows have them
    public record Table(String name, List<String> columns) {

        public Table {
            columns = List.copyOf(columns);
        }
    }

    /// Where a column takes its numbers from.
    ///
    /// @param last the number that was given last, or the first to be given
    /// @param isCalled whether it was given
    public record Sequence(String table, String column, long last, boolean isCalled) {}

    public Contents {
        steps = List.copyOf(steps);
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
    }
}
