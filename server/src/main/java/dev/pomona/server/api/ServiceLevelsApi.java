// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.model.advisory.Severity;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.lifecycle.ServiceLevels;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.store.delivery.AnswerLevelStore;
import dev.pomona.store.delivery.AnswerLevelStore.AnswerLevel;
import dev.pomona.store.judgement.UrgencyStore;
import dev.pomona.store.judgement.UrgencyStore.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Within how many days findings are to be dealt with, and within which time advisories are to be answered.
final class ServiceLevelsApi {

    private static final int LONGEST_DAYS = 3650;

    private final ServiceLevels levels;

    ServiceLevelsApi(ServiceLevels levels) {
        this.levels = levels;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/service-levels", Scope.READ, List.of(), ServiceLevelsApi::show),
                ApiRoute.of(Method.PUT, "/service-levels", Scope.POLICY, List.of(), this::set)
                        .guarded(),
                ApiRoute.get("/answer-levels", Scope.READ, List.of(), ServiceLevelsApi::showAnswers),
                ApiRoute.of(Method.PUT, "/answer-levels", Scope.POLICY, List.of(), this::setAnswers)
                        .guarded());
    }

    private static Response showAnswers(Call call) {
        return Lists.all(call.inTenant(tx -> new AnswerLevelStore(tx).levels()), (level, json) -> {
            if (level.severity() != null) json.field("severity", FindingsApi.severity(level.severity()));
            json.text("within", level.within());
        });
    }

    private Response setAnswers(Call call) {
        Fields fields = call.fields();
        var wanted = new ArrayList<AnswerLevel>();
        for (Fields level : fields.objects("items", AnswerLevelStore.MOST)) {
            wanted.add(new AnswerLevel(
                    level.optionalText("severity", 20)
                            .map(word -> Call.choice("severity", word, Severity.class)
                                    .rank())
                            .orElse(null),
                    level.duration("within").orElseThrow(() -> ProblemException.invalid("within", "is missing"))));
            level.end();
        }
        fields.end();
        try {
            levels.setAnswers(call.caller().tenant(), wanted, call.caller().name());
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("items", String.valueOf(e.getMessage()));
        }
        return showAnswers(call);
    }

    private static Response show(Call call) {
        return Lists.all(
                call.inTenant(tx -> new UrgencyStore(tx).levels()),
                (level, json) -> json.field("severity", FindingsApi.severity(level.severity()))
                        .field("environment", level.environment())
                        .field("days", level.days()));
    }

    private Response set(Call call) {
        Fields fields = call.fields();
        var wanted = new ArrayList<Level>();
        var seen = new HashSet<String>();
        for (Fields level : fields.objects("items", UrgencyStore.MOST_LEVELS)) {
            Severity severity = Call.choice("severity", level.text("severity"), Severity.class);
            String environment = level.optionalText("environment", 60).orElse(null);
            wanted.add(new Level(
                    severity.rank(),
                    environment,
                    level.number("days", 1, LONGEST_DAYS)
                            .orElseThrow(() -> ProblemException.invalid("days", "is missing"))
                            .intValue()));
            level.end();
            if (!seen.add(severity + " " + environment)) {
                throw ProblemException.invalid("items", "has a severity and environment twice");
            }
        }
        fields.end();
        levels.set(call.caller().tenant(), wanted, call.caller().name());
        return show(call);
    }
}
