// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.pages.plot.Stages;
import dev.pomona.store.reading.AnswerTimeReading.Answer;
import gg.jte.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Draws how long answers took.
final class AnswerTimes {

    private static final int MOST = 12;

    private AnswerTimes() {}

    /// The first of some answers by stage; `null` when there are none.
    static @Nullable Content drawn(List<Answer> answers) {
        if (answers.isEmpty()) return null;
        return Stages.of(
                "stages",
                answers.stream()
                        .limit(MOST)
                        .map(answer -> new Stages.Answer(
                                answer.vulnerability(),
                                since(answer, answer.listedAt()),
                                since(answer, answer.decidedAt()),
                                since(answer, answer.deliveredAt())))
                        .toList());
    }

    private static @Nullable Duration since(Answer answer, @Nullable Instant stage) {
        return stage == null ? null : Duration.between(answer.knownAt(), stage);
    }
}
