// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import dev.pomona.versions.VersConstraint.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A range as an ecosystem means it: a version is in it when one alternative holds.
///
/// @param isAll whether an alternative puts no bound on versions
record NativeRange(List<Alternative> alternatives, boolean isAll) {

    /// One condition: what VERS can say of it, and what it really asks.
    record Clause(List<VersConstraint> shown, Predicate<Version> matches) {

        Clause {
            shown = List.copyOf(shown);
        }

        /// A plain comparison with a bound.
        static Clause of(Operator operator, String shown, Version bound) {
            return new Clause(
                    List.of(new VersConstraint(operator, shown)), version -> operator.holds(version.compareTo(bound)));
        }
    }

    /// Conditions that hold together; `admits` is asked besides, and says whether a preview may be in.
    record Alternative(List<Clause> clauses, Predicate<Version> admits) {

        Alternative {
            clauses = List.copyOf(clauses);
        }

        Alternative(List<Clause> clauses) {
            this(clauses, _ -> true);
        }

        boolean matches(Version version) {
            for (Clause clause : clauses) {
                if (!clause.matches().test(version)) return false;
            }
            return admits.test(version);
        }
    }

    NativeRange {
        alternatives = List.copyOf(alternatives);
    }

    NativeRange(List<Alternative> alternatives) {
        this(
                alternatives,
                alternatives.stream()
                        .anyMatch(alternative -> alternative.clauses().isEmpty()));
    }

    boolean matches(Version version) {
        for (Alternative alternative : alternatives) {
            if (alternative.matches(version)) return true;
        }
        return false;
    }

    List<VersConstraint> shown() {
        var shown = new ArrayList<VersConstraint>();
        if (isAll) return shown;
        for (Alternative alternative : alternatives) {
            for (Clause clause : alternative.clauses()) shown.addAll(clause.shown());
        }
        return shown;
    }
}
