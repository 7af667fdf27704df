// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.estate.Teams;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Response;
import dev.pomona.store.estate.TeamStore;
import dev.pomona.store.identity.PersonStore;
import dev.pomona.store.reading.Page;
import java.util.List;

/// Teams and people.
final class TeamsApi {

    private final Teams teams;

    TeamsApi(Teams teams) {
        this.teams = teams;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/teams", Scope.READ, List.of("cursor", "limit"), TeamsApi::list),
                ApiRoute.get("/teams/{team}", Scope.READ, List.of(), TeamsApi::one),
                ApiRoute.of(Method.PUT, "/teams/{team}", Scope.ADMIN, List.of(), this::set)
                        .guarded(),
                ApiRoute.of(Method.DELETE, "/teams/{team}", Scope.ADMIN, List.of(), this::remove)
                        .guarded(),
                ApiRoute.get("/people", Scope.ADMIN, List.of("cursor", "limit"), TeamsApi::people));
    }

    private static Response list(Call call) {
        String after = call.after();
        int limit = call.limit();
        List<TeamStore.Team> found =
                call.inTenant(tx -> new TeamStore(tx).after(after == null ? "" : after, limit + 1));
        return Lists.page(
                call,
                Page.of(found, limit, TeamStore.Team::key),
                (team, json) -> json.field("key", team.key()).field("name", team.name()));
    }

    private static Response one(Call call) {
        String key = call.path("team");
        record Shown(TeamStore.Team team, List<TeamStore.Member> members) {}
        Shown shown = call.inTenant(tx -> {
            var store = new TeamStore(tx);
            return new Shown(
                    store.find(key).orElseThrow(() -> ProblemException.notFound("team", key)), store.members(key));
        });
        return Response.ok(json -> {
            json.field("key", shown.team().key())
                    .field("name", shown.team().name())
                    .array("members");
            for (TeamStore.Member member : shown.members()) {
                json.object()
                        .field("id", member.id())
                        .field("name", member.name())
                        .field("mail", member.mail())
                        .end();
            }
            json.end();
        });
    }

    private Response set(Call call) {
        String key = Call.kebab("team", call.path("team"));
        Fields fields = call.fields();
        var team = new TeamStore.Team(key, fields.optionalText("name", 200).orElse(key));
        List<Long> members = fields.has("members") ? fields.numbers("members", TeamStore.MOST_MEMBERS) : null;
        fields.end();
        teams.set(call.caller().tenant(), team, members, call.caller().name());
        return one(call);
    }

    private Response remove(Call call) {
        String key = call.path("team");
        if (call.inTenant(tx -> new TeamStore(tx).find(key)).isEmpty()) throw ProblemException.notFound("team", key);
        if (!teams.remove(call.caller().tenant(), key, call.caller().name())) {
            throw new ProblemException(ProblemType.CONFLICT, "the team has projects; give them to another first");
        }
        return Response.noContent();
    }

    private static Response people(Call call) {
        String after = call.after();
        int limit = call.limit();
        var found =
                call.inTenant(tx -> new PersonStore(tx).after(after == null ? 0 : Long.parseLong(after), limit + 1));
        return Lists.page(
                call,
                Page.of(found, limit, person -> Long.toString(person.person().id())),
                (person, json) -> json.field("id", person.person().id())
                        .field("name", person.person().name())
                        .field("mail", person.person().mail())
                        .field("issuer", person.person().issuer())
                        .texts("roles", person.person().roles())
                        .text("lastLogin", person.lastLogin()));
    }
}
