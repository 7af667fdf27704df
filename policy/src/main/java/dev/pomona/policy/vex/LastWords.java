// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy.vex;

import dev.pomona.model.component.Purl;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What several authors state about one flaw in one component, and what follows. The same statements mean the same
/// wherever they are judged.
///
/// Of each author the newest statement counts, and of several at the same time those that say most exactly what they
/// are about. A flaw is cleared when somebody says that it is fixed or does no harm and nobody says that it does: who
/// contradicts is heard, whoever spoke last.
///
/// @param counting the last words of the authors, in the order given
/// @param superseded what these authors said before, or less exactly; in the order given
public record LastWords<S>(Effect effect, List<S> counting, List<S> superseded) {

    public LastWords {
        counting = List.copyOf(counting);
        superseded = List.copyOf(superseded);
    }

    public enum Effect {
        /// Nobody clears it.
        NONE,
        CLEARED,
        /// Some clear it and some say that it does harm, so it is not cleared.
        CONTESTED
    }

    public enum Stance {
        /// Fixed, or does no harm.
        CLEARS,
        HARMS,
        /// Not known yet.
        OPEN
    }

    /// What the rule needs to know of a statement.
    ///
    /// @param author empty when nobody says
    /// @param at when it was stated; one that does not say counts as stated when it came
    /// @param exactness see [#exactness]
    public record Word(String author, Instant at, int exactness, Stance stance) {}

    /// One statement with what the rule needs to know of it.
    public record Said<S>(S statement, Word word) {}

    private static final Comparator<Word> ORDER = Comparator.comparing(Word::at).thenComparingInt(Word::exactness);

    /// Nobody says anything.
    public static <S> LastWords<S> none() {
        return new LastWords<>(Effect.NONE, List.of(), List.of());
    }

    /// @param about one flaw in one component, all of them
    public static <S> LastWords<S> of(List<Said<S>> about) {
        Map<String, Word> last = new LinkedHashMap<>();
        for (Said<S> one : about) {
            last.merge(one.word().author(), one.word(), (some, other) -> ORDER.compare(some, other) < 0 ? other : some);
        }
        var counting = new ArrayList<S>();
        var superseded = new ArrayList<S>();
        boolean clears = false;
        boolean harms = false;
        for (Said<S> one : about) {
            Word word = one.word();
            boolean counts = ORDER.compare(word, last.get(word.author())) == 0;
            (counts ? counting : superseded).add(one.statement());
            clears |= counts && word.stance() == Stance.CLEARS;
            harms |= counts && word.stance() == Stance.HARMS;
        }
        Effect effect = !clears ? Effect.NONE : harms ? Effect.CONTESTED : Effect.CLEARED;
        return new LastWords<>(effect, counting, superseded);
    }

    /// How exactly it is said what a statement is about: a part of a product is more than a product, and one version
    /// is more than all.
    ///
    /// @param part `null` for the product as a whole
    public static int exactness(Purl product, @Nullable Purl part) {
        int exactness = product.version() == null ? 0 : 1;
        if (part == null) return exactness;
        return exactness + (part.version() == null ? 2 : 3);
    }
}
