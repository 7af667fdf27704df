// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.StoreException;
import dev.pomona.store.sql.Tx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The open findings of a tenant, however many there are.
///
/// A page goes along the index of its sort, or of a filter in the order of that sort. What no such index covers picks
/// from a bounded number of rows: from all that some filter leaves, when these are few, or else from the next ones
/// along
/// the index, and the page after goes on behind them. So no page costs more than that number of rows, whatever is
/// asked,
/// and one that found little says that there is more to look at.
public final class FindingList {

    /// How many rows a page looks at to find those that fit.
    static final int LOOKED_AT = 5000;

    private final Tx tx;

    public FindingList(Tx tx) {
        this.tx = tx;
    }

    /// @param filters all of them hold; none for all findings that are open
    /// @param after where the page before ended; `null` for the beginning
    /// @return a page that may have few rows or none and still a next one: what it looked at did not fit then
    /// @throws IllegalArgumentException when that is no place in this list
    public Page<FindingRow> page(List<FindingFilter> filters, FindingSort sort, @Nullable String after, int limit) {
        Place place = Place.parse(after);
        FindingWay way = way(filters, sort);
        List<FindingRow> rows;
        try {
            rows = all(way.page(place, LOOKED_AT, limit + 1));
        } catch (StoreException e) {
            if (after != null && e.isWrongValue()) throw new IllegalArgumentException("no place in this list", e);
            throw e;
        }
        if (rows.size() > limit || way.isNarrow() || way.isDirect()) return Page.of(rows, limit, FindingRow::place);
        return new Page<>(rows, lastLookedAt(way, place).orElse(null));
    }

    /// The way along an index if it is direct, else the way through all of a few, else along an index after all.
    FindingWay way(List<FindingFilter> filters, FindingSort sort) {
        FindingWay along = FindingWay.along(filters, sort);
        if (along.isDirect()) return along;
        return FindingWay.byFewest(filters).stream()
                .filter(this::isFew)
                .findFirst()
                .map(few -> FindingWay.through(filters, sort, few))
                .orElse(along);
    }

    private boolean isFew(FindingFilter filter) {
        var more = FindingWay.moreThan(filter, LOOKED_AT);
        return tx.first(more.sql(), _ -> true, more.arguments().toArray()).isEmpty();
    }

    private List<FindingRow> all(FindingWay.Statement statement) {
        return tx.all(statement.sql(), FindingRow::of, statement.arguments().toArray());
    }

    /// Where the rows that were looked at end; empty when they were all there are.
    private Optional<String> lastLookedAt(FindingWay way, @Nullable Place after) {
        var last = way.lastLookedAt(after, LOOKED_AT);
        return tx.first(
                last.sql(),
                row -> new Place(row.text("sort_key"), Long.toString(row.number("id"))).text(),
                last.arguments().toArray());
    }
}
