// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.delivery.AnswerLevelStore.AnswerLevel;
import dev.pomona.store.reading.AnswerTimeReading;
import dev.pomona.store.reading.Count;
import dev.pomona.store.reading.FindingRow;
import dev.pomona.store.reading.Page;
import gg.jte.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is late, what will be, and how fast answers are.
///
/// @param due findings by the day on which they are due
/// @param burndown late findings over time
/// @param next the first due
/// @param stages of the newest answers; `null` when there are none
/// @param answers the newest first
/// @param agreed what may be changed; `null` for those who may not
/// @param answerLevels within which time advisories are to be answered, the time for all first
/// @param agreedAnswers as `agreed`
public record ServiceLevelView(
        Count late,
        Count soon,
        List<Late> bySeverity,
        List<Level> levels,
        Content due,
        Content burndown,
        List<FindingRow> next,
        @Nullable Content stages,
        Page<AnswerTimeReading.Answer> answers,
        Pager pager,
        AgreedView.@Nullable Levels agreed,
        List<AnswerLevel> answerLevels,
        AgreedView.@Nullable Answers agreedAnswers) {

    public record Late(int rank, Count count) {}

    /// @param environment its key; `null` for all
    public record Level(int rank, @Nullable String environment, int days) {}

    /// How long a stage took; empty while it is not over.
    public static String took(AnswerTimeReading.Answer answer, @Nullable Instant stage) {
        return stage == null ? "" : Show.brief(Duration.between(answer.knownAt(), stage));
    }
}
