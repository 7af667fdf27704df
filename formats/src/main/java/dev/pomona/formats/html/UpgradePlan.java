// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.component.Purl;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// What to upgrade first: of every component with a known remedy, how many findings it removes.
///
/// @param steps the one that removes most first
/// @param without open findings for which no source knows a version without the flaw
record UpgradePlan(List<Step> steps, int without) {

    /// @param broughtBy the project's own dependencies that bring the component in, sorted; empty when it is one
    ///     itself or nobody knows
    record Step(Purl component, String target, Tally removed, List<String> broughtBy) {}

    private record Move(Purl component, String target) {}

    private static final Comparator<Move> BY_NAME =
            Comparator.comparing(Move::component).thenComparing(Move::target);
    private static final Comparator<Step> MOST_FIRST = Comparator.comparing(Step::removed, Tally.BY_SIZE)
            .reversed()
            .thenComparing(Step::component)
            .thenComparing(Step::target);

    static UpgradePlan of(List<Row> rows) {
        var moves = new TreeMap<Move, List<Row>>(BY_NAME);
        int without = 0;
        for (Row row : rows) {
            String target = row.target();
            if (target == null) without++;
            else
                moves.computeIfAbsent(new Move(row.component().purl(), target), _ -> new ArrayList<>())
                        .add(row);
        }
        var steps = new ArrayList<Step>();
        moves.forEach((move, removed) -> {
            var broughtBy = new TreeSet<String>();
            for (Row row : removed) {
                Purl direct = row.broughtBy();
                if (direct != null) broughtBy.add(Words.nameAndVersion(direct));
            }
            steps.add(new Step(move.component(), move.target(), Tally.of(removed), List.copyOf(broughtBy)));
        });
        steps.sort(MOST_FIRST);
        return new UpgradePlan(List.copyOf(steps), without);
    }
}
