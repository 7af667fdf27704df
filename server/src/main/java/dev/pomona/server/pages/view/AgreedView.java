// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.delivery.AnswerLevelStore.AnswerLevel;
import dev.pomona.store.judgement.UrgencyStore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was agreed on, as forms show it. Each part has what its form brings back, so that nobody undoes a change that
/// they did not know.
public final class AgreedView {

    private static final BigDecimal MINUTE = BigDecimal.valueOf(60);
    private static final BigDecimal DAY = BigDecimal.valueOf(86_400);

    private AgreedView() {}

    /// @param seen of the environment itself
    /// @param seenChecks of the checks that it requires
    public record Environment(dev.pomona.store.estate.Environment environment, String seen, String seenChecks) {}

    /// @param environments with columns of their own
    public record Levels(List<String> environments, List<UrgencyStore.Level> levels, String seen) {

        /// @param environment its key; empty for all
        /// @return the days; empty for none
        public String days(int rank, String environment) {
            return levels.stream()
                    .filter(level ->
                            level.severity() == rank && environment.equals(Show.orElse(level.environment(), "")))
                    .findFirst()
                    .map(level -> Integer.toString(level.days()))
                    .orElse("");
        }
    }

    /// Within which time advisories are to be answered.
    public record Answers(List<AnswerLevel> levels, String seen) {

        /// @param rank of a severity; -1 for all that have no level of their own
        /// @return in minutes, as short as it can be said; empty for none
        public String minutes(int rank) {
            return levels.stream()
                    .filter(level -> rank == (level.severity() == null ? -1 : level.severity()))
                    .findFirst()
                    .map(level -> in(MINUTE, level.within()))
                    .orElse("");
        }
    }

    /// @param seenNone what a form brings back that makes a new one
    public record Teams(List<Team> teams, List<Person> people, String seenNone) {}

    /// @param members by id
    public record Team(String key, String name, List<Long> members, String seen) {}

    public record Person(long id, String name) {}

    /// @param owners in the order in which they count
    /// @param maySet whether whoever looks may change what it is
    /// @param maySetOwners whether they may bring a CODEOWNERS file
    /// @param teams to choose from
    /// @param labels a line each
    public record Project(
            List<Owner> owners,
            boolean maySet,
            boolean maySetOwners,
            List<String> teams,
            String labels,
            String codeOwners,
            String seen,
            String seenOwners) {}

    /// @param source `CODEOWNERS`, `label` or `catalogue`
    public record Owner(String pattern, List<String> owners, String source) {}

    /// A span in days, as short as it can be said exactly: `14`, `0.5`; empty for none.
    public static String days(@Nullable Duration span) {
        return span == null ? "" : in(DAY, span);
    }

    private static String in(BigDecimal unit, Duration span) {
        return BigDecimal.valueOf(span.toSeconds())
                .divide(unit, 5, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
