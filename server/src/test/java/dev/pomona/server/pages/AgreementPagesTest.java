// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import static dev.pomona.server.TestServer.DIGEST;
import static dev.pomona.server.TestServer.bill;
import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.TestServer;
import dev.pomona.server.World;
import dev.pomona.server.identity.Role;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TestDatabase;
import dev.pomona.syntax.Node;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What people agree on by forms, on a whole server: it is set as the API would set it, and nobody undoes what they did
/// not know.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgreementPagesTest {

    @TempDir
    static Path folder;

    private TestServer server;

    @BeforeAll
    void start() throws Exception {
        new World(folder, Clock.systemUTC()).fetch();
        server = TestServer.start(folder.resolve("cache")).withAdministrator();
        api("PUT", "/environments/prod", "{\"name\": \"Production\", \"production\": true, \"maxImageAge\": \"P30D\"}");
        api("PUT", "/teams/web", "{\"name\": \"Web\"}");
        api("POST", "/documents?project=shop&name=shop&kind=image&artifact=" + DIGEST, bill("pkg:npm/left-pad@1.0.0"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Node api(String method, String path, String body) {
        HttpResponse<String> answer = server.send(server.asAdministrator(method, "/api/v1" + path, body));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return json(answer);
    }

    private String page(String path) {
        HttpResponse<String> page = server.send(server.request(path).header("Cookie", server.session()));
        assertThat(page.statusCode()).as(path + " " + page.body()).isEqualTo(200);
        return page.body();
    }

    /// The form of a page that goes somewhere, filled in.
    private HttpResponse<String> submit(String page, String action, String... fields) {
        Matcher form = Pattern.compile(
                        "action=\"" + Pattern.quote(action) + "\" method=\"post\"><input type=\"hidden\" name=\"csrf\""
                                + " value=\"([^\"]+)\"><input type=\"hidden\" name=\"seen\" value=\"([^\"]+)\">")
                .matcher(page);
        assertThat(form.find()).as(action + " in " + page).isTrue();
        var all = new String[fields.length + 4];
        System.arraycopy(fields, 0, all, 4, fields.length);
        all[0] = "csrf";
        all[1] = form.group(1);
        all[2] = "seen";
        all[3] = form.group(2);
        return server.send(server.form(action, all).header("Cookie", server.session()));
    }

    private static void isDone(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    @Test
    void anEnvironmentIsMadeAndSet() {
        isDone(submit(page("/environments"), "/environments", "key", "staging-eu", "name", "Staging"));
        HttpResponse<String> again = submit(page("/environments"), "/environments", "key", "staging-eu");
        assertThat(again.statusCode()).as("one that is there").isEqualTo(412);
        assertThat(submit(page("/environments"), "/environments", "key", "No Key")
                        .statusCode())
                .isEqualTo(400);

        String settings = page("/environments/staging-eu?tab=settings");
        String action = "/environments/staging-eu/settings";
        String[] fields = {"name", "Staging", "position", "7", "exposed", "1", "uptime", "0.5", "image", ""};
        isDone(submit(settings, action, fields));
        Node set = api("GET", "/environments/staging-eu", "");
        assertThat(set.isTrue("exposed")).isTrue();
        assertThat(set.isTrue("production")).isFalse();
        assertThat(set.text("maxReverseUptime")).isEqualTo("PT12H");
        assertThat(set.text("maxImageAge")).isNull();

        HttpResponse<String> late = submit(settings, action, fields);
        assertThat(late.statusCode()).as("the page is older than the change").isEqualTo(412);
        assertThat(late.body()).contains("somebody else changed it since you opened the page");
        HttpResponse<String> wrong =
                submit(page("/environments/staging-eu?tab=settings"), action, "name", "S", "uptime", "-3");
        assertThat(wrong.statusCode()).isEqualTo(400);
    }

    @Test
    void checksAreRequired() {
        String action = "/environments/prod/checks";
        isDone(submit(page("/environments/prod?tab=settings"), action, "checks", "signed\r\ntests = 7\r\n"));
        var required = api("GET", action, "").items("items");
        assertThat(required).extracting(one -> one.text("name")).containsExactly("signed", "tests");
        assertThat(required.getLast().text("maxAge")).isEqualTo("P7D");
        assertThat(page("/environments/prod")).contains("at most 7 days old");
        assertThat(submit(page("/environments/prod?tab=settings"), action, "checks", "a\na")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void serviceLevelsAreSetAndWhatTheFormDoesNotShowStays() {
        api("PUT", "/service-levels", "{\"items\": [{\"severity\": \"unknown\", \"days\": 90}]}");
        isDone(submit(page("/service-levels"), "/service-levels", "days-5-", "14", "days-5-prod", "7", "days-4-", ""));
        assertThat(api("GET", "/service-levels", "").items("items"))
                .extracting(one -> one.text("severity") + " " + one.text("environment") + " " + one.text("days"))
                .containsExactlyInAnyOrder("critical null 14", "critical prod 7", "unknown null 90");
        assertThat(submit(page("/service-levels"), "/service-levels", "days-5-", "soon")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void timesToAnswerAreSetAndWhatTheFormDoesNotShowStays() {
        api("PUT", "/answer-levels", "{\"items\": [{\"severity\": \"unknown\", \"within\": \"PT2H\"}]}");
        assertThat(page("/service-levels")).as("the usual").contains("name=\"minutes\" value=\"5\"");
        isDone(submit(page("/service-levels"), "/answer-levels", "minutes", "10", "minutes-5", "0.5", "minutes-4", ""));
        assertThat(api("GET", "/answer-levels", "").items("items"))
                .extracting(one -> one.text("severity") + " " + one.text("within"))
                .containsExactly("null PT10M", "critical PT30S", "unknown PT2H");
        for (String wrong : new String[] {"soon", "0", "-1", "0.001", "43201"}) {
            assertThat(submit(page("/service-levels"), "/answer-levels", "minutes", wrong)
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void aTeamHasPeopleAndAProjectHasOwners() {
        isDone(submit(page("/settings"), "/settings/teams", "key", "web", "name", "Web shop", "member", "1"));
        Node team = api("GET", "/teams/web", "");
        assertThat(team.text("name")).isEqualTo("Web shop");
        assertThat(team.items("members")).singleElement();

        String page = page("/projects/shop");
        isDone(submit(
                page,
                "/projects/shop/settings",
                "name",
                "The shop",
                "team",
                "web",
                "repository",
                "acme/shop",
                "labels",
                "tier=1"));
        isDone(submit(page("/projects/shop"), "/projects/shop/owners", "codeowners", "*.ts @frontend\n"));
        Node project = api("GET", "/projects/shop", "");
        assertThat(project.text("team")).isEqualTo("web");
        assertThat(project.find("labels").text("tier")).isEqualTo("1");
        assertThat(api("GET", "/projects/shop/owners", "").items("items"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.text("pattern")).isEqualTo("*.ts"));
        assertThat(submit(page, "/projects/shop/settings", "name", "Old").statusCode())
                .isEqualTo(412);
        assertThat(submit(page("/projects/shop"), "/projects/shop/settings", "name", "A", "team", "nobody")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void formsAreForThoseWhoMay() {
        try (Database database = TestDatabase.fresh();
                var pages = new ShownPages(
                        database, SeededEstate.make(database, UnaryOperator.identity()), Set.of(Role.DEVELOPER), 0)) {
            for (String path : new String[] {
                "/environments",
                "/environments/production?tab=settings",
                "/service-levels",
                "/settings",
                "/projects/checkout"
            }) {
                String body = server.send(HttpRequest.newBuilder(URI.create(pages.address() + path)))
                        .body();
                assertThat(body).as(path).doesNotContain("name=\"seen\"");
            }
            var answer = server.send(HttpRequest.newBuilder(URI.create(pages.address() + "/service-levels"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("csrf=" + ShownPages.CSRF)));
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(pages.done).isEmpty();
        }
    }
}
