// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.estate.Places;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.store.estate.AccountStore;
import dev.pomona.store.estate.AccountStore.Account;
import dev.pomona.store.estate.AccountStore.Cluster;
import dev.pomona.store.reading.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Cloud accounts and clusters.
final class PlacesApi {

    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}/[^/\\s][^\\s]{0,139}");
    private static final int LONGEST = 200;

    private final Places places;

    PlacesApi(Places places) {
        this.places = places;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/accounts", Scope.READ, List.of("cursor", "limit"), PlacesApi::accounts),
                ApiRoute.get("/accounts/{provider}/{account}", Scope.READ, List.of(), PlacesApi::account),
                ApiRoute.of(Method.PUT, "/accounts/{provider}/{account}", Scope.DEPLOY, List.of(), this::setAccount)
                        .guarded(),
                ApiRoute.get("/clusters", Scope.READ, List.of("cursor", "limit"), PlacesApi::clusters),
                ApiRoute.get("/clusters/{cluster}", Scope.READ, List.of(), PlacesApi::cluster),
                ApiRoute.of(Method.PUT, "/clusters/{cluster}", Scope.DEPLOY, List.of(), this::setCluster)
                        .guarded());
    }

    private static Response accounts(Call call) {
        String after = call.after();
        int between = after == null ? -1 : after.indexOf('/');
        int limit = call.limit();
        List<Account> found = call.inTenant(tx -> new AccountStore(tx)
                .accountsAfter(
                        after == null ? "" : after.substring(0, between),
                        after == null ? "" : after.substring(between + 1),
                        limit + 1));
        return Lists.page(call, Page.of(found, limit, Account::text), PlacesApi::write);
    }

    private static Response account(Call call) {
        String provider = call.path("provider");
        String key = call.path("account");
        Account account = call.inTenant(tx -> new AccountStore(tx).account(provider, key))
                .orElseThrow(() -> ProblemException.notFound("account", provider + "/" + key));
        return Response.ok(json -> write(account, json));
    }

    private Response setAccount(Call call) {
        String text = checked("account", call.path("provider") + "/" + call.path("account"));
        Fields fields = call.fields();
        int between = text.indexOf('/');
        String key = text.substring(between + 1);
        var account = new Account(
                text.substring(0, between),
                key,
                fields.optionalText("name", LONGEST).orElse(key));
        fields.end();
        places.set(call.caller().tenant(), account, call.caller().name());
        return Response.ok(json -> write(account, json));
    }

    private static void write(Account account, JsonOut json) {
        json.field("account", account.text())
                .field("provider", account.provider())
                .field("key", account.key())
                .field("name", account.name());
    }

    private static Response clusters(Call call) {
        String after = call.after();
        int limit = call.limit();
        List<Cluster> found =
                call.inTenant(tx -> new AccountStore(tx).clustersAfter(after == null ? "" : after, limit + 1));
        return Lists.page(call, Page.of(found, limit, Cluster::key), PlacesApi::write);
    }

    private static Response cluster(Call call) {
        String key = call.path("cluster");
        Cluster cluster = call.inTenant(tx -> new AccountStore(tx).cluster(key))
                .orElseThrow(() -> ProblemException.notFound("cluster", key));
        return Response.ok(json -> write(cluster, json));
    }

    private Response setCluster(Call call) {
        Fields fields = call.fields();
        var cluster = new Cluster(Call.name("cluster", call.path("cluster")), account(fields));
        fields.end();
        places.set(call.caller().tenant(), cluster, call.caller().name());
        return Response.ok(json -> write(cluster, json));
    }

    private static void write(Cluster cluster, JsonOut json) {
        json.field("key", cluster.key()).field("account", cluster.account());
    }

    private static @Nullable String account(Fields fields) {
        return fields.optionalText("account", LONGEST)
                .map(text -> checked("account", text))
                .orElse(null);
    }

    private static String checked(String name, String text) {
        if (!ACCOUNT.matcher(text).matches()) throw ProblemException.invalid(name, "is like aws/123456789012");
        return text;
    }
}
