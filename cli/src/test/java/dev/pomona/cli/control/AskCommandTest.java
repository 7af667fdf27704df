// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.pomona.cli.Commands;
import dev.pomona.cli.Program;
import dev.pomona.cli.command.CommandEntry;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.syntax.Json;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that are rows of a table, against a server that says what it was asked.
class AskCommandTest {

    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();
    private final Map<String, String> answers = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String question = exchange.getRequestMethod() + " "
                    + exchange.getRequestURI().toString().replaceFirst("/api/v1", "");
            asked.add(body.isEmpty() ? question : question + " " + body);
            byte[] answer = answers.getOrDefault(question, "{}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        var terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                100,
                false);
        var environment = Map.of(
                "POMONA_SERVER",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "POMONA_TOKEN",
                "t",
                "HOME",
                folder.toString());
        return new Program(terminal, InputStream.nullInputStream(), Clock.systemUTC(), environment, folder)
                .run(List.of(arguments));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void listsPageByPageInColumns() {
        answers.put("GET /findings?exploited=true&project=shop&limit=100", """
                {"items": [{"id": 7, "priority": 948, "severity": "critical", "state": "open", "rule": "CVE-2026-1", "exploited": true,
                  "project": "shop", "purl": "pkg:npm/a@1", "title": "x"}], "next": "c1"}
                """);
        answers.put("GET /findings?exploited=true&project=shop&cursor=c1&limit=99", """
                {"items": [{"id": 12, "severity": "low", "state": "confirmed", "rule": "secret-x", "exploited": false,
                  "project": "shop", "location": "a\\u001b[31m.env:3"}]}
                """);
        assertThat(run("findings", "--project", "shop", "--exploited")).isZero();
        assertThat(out().lines())
                .containsExactly(
                        "ID  PRIORITY  SEVERITY  STATE  RULE        EXPLOITED  FIXED IN  PROJECT  COMPONENT    ASSIGNEE  DUE",
                        "7   948       critical  open   CVE-2026-1  exploited            shop     pkg:npm/a@1",
                        "12            low       confirmed  secret-x                         shop     a\\u001b[31m.env:3");
        assertThat(asked).hasSize(2);
    }

    @Test
    void stopsAtTheLimitAndSaysSo() {
        answers.put("GET /projects?limit=2", """
                {"items": [{"key": "a", "name": "A"}, {"key": "b", "name": "B"}], "next": "c"}
                """);
        assertThat(run("projects", "--limit", "2")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("there are more; --limit shows them");
        assertThat(run("projects", "--limit", "2", "-f", "json")).isZero();
        var json = Json.read(out());
        assertThat(json.items("items")).hasSize(2);
        assertThat(json.isTrue("more")).isTrue();
        assertThat(run("projects", "-f", "sarif")).isEqualTo(2);
    }

    @Test
    void showsOneThingWithAllItsFields() {
        answers.put("GET /artifacts/sha256%3Aab", """
                {"digest": "sha256:ab", "base": {"name": "debian"}, "owners": ["ops", "dev"], "components": 3}
                """);
        assertThat(run("artifacts", "show", "sha256:ab")).isZero();
        assertThat(out()).isEqualTo("""
                digest: sha256:ab
                base:
                  name: debian
                owners:
                  - ops
                  - dev
                components: 3
                """);
        assertThat(run("artifacts", "show", "sha256:ab", "-f", "json")).isZero();
        assertThat(Json.read(out()).find("base").text("name")).isEqualTo("debian");
    }

    @Test
    void saysShortlyWhatIsShort() {
        answers.put("GET /search?q=shop", """
                {"projects": {"items": [{"key": "shop", "name": "Shop"}], "more": true},
                 "hosts": {"items": [], "more": false}, "open": {"count": 1000, "more": true}, "text": "a\\nb\\u001b",
                 "days": [{"day": "2026-03-01", "due": {"count": 3}}], "names": [], "long": [{"a": "%s", "b": {"c": 1}}]}
                """.formatted("x".repeat(150)));
        assertThat(run("search", "shop")).isZero();
        assertThat(out()).isEqualTo("""
                projects:
                  - key: shop, name: Shop
                  and more
                open: 1000+
                text:
                  a
                  b\\u001b
                days:
                  - day: 2026-03-01, due: 3
                names: none
                long:
                  -
                    a: %s
                    b:
                      c: 1
                """.formatted("x".repeat(150)));
    }

    @Test
    void saysThatThereIsNone() {
        answers.put("GET /projects?limit=100", "{\"items\": []}");
        assertThat(run("projects")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("pomona: there is none\n");
        assertThat(run("projects", "--format", "json")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void tellsWhereHelpIsWhenSomethingIsMissing() {
        assertThat(run("findings", "triage", "7")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("pomona: --state is missing; see 'pomona findings triage --help'\n");
    }

    @Test
    void saysWhatWasRefusedAndEndsSo() {
        answers.put("POST /findings/actions", """
                {"outcomes": [{"done": [7, 8], "refused": [{"id": 9, "reason": "it has ended"}], "verdicts": 1}]}
                """);
        assertThat(run("findings", "triage", "7", "8", "9", "--state", "confirmed"))
                .isEqualTo(2);
        assertThat(out()).isEqualTo("done: 7, 8; verdicts changed: 1\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("pomona: warning: 9: it has ended\n");
        answers.put("POST /findings/actions", "{\"outcomes\": [{\"done\": [7], \"refused\": [], \"verdicts\": 0}]}");
        assertThat(run("findings", "triage", "7", "--state", "confirmed")).isZero();
    }

    @Test
    void showsWhatIsInsideOfAColumn() {
        answers.put("GET /findings/7/events?limit=100", """
                {"items": [{"validAt": "2026-03-01T00:00:00Z", "knownAt": "2026-03-01T00:00:00Z", "actor": "jane",
                  "type": "state", "detail": {"state": "CONFIRMED", "reason": "seen"}}]}
                """);
        assertThat(run("findings", "history", "7")).isZero();
        assertThat(out()).contains("state  state: CONFIRMED, reason: seen");
    }

    @Test
    void asksWhoRunsItPageByPage() {
        answers.put("GET /who?q=left-pad&limit=200", """
                {"items": [{"name": "shop", "artifact": "sha256:%s", "purl": "pkg:npm/left-pad@1.0.0", "certain": true,
                  "runs": {"environment": "prod", "workload": "web", "since": "2026-03-01T00:00:00Z"}, "flaw": "open", "findings": 1,
                  "owners": ["@web"]}], "next": "c"}
                """.formatted("a".repeat(64)));
        answers.put("GET /who?q=left-pad&limit=200&cursor=c", """
                {"items": [{"name": "lab", "artifact": "sha256:b", "purl": "pkg:npm/left-pad", "certain": false, "flaw": "none",
                  "findings": 0, "owners": []}], "unread": {"first": [{"name": "x", "artifact": "sha256:c"}], "more": false}}
                """);
        assertThat(run("who", "left-pad")).isEqualTo(3);
        assertThat(out()).contains("prod         web ", "sha256:" + "a".repeat(64), "not certain");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("2 places", "1 artifacts run in which not everything");
        assertThat(run("who", "left-pad", "--format", "json")).isEqualTo(3);
        assertThat(Json.read(out()).items("items")).hasSize(2);
        assertThat(Json.read(out()).find("unread").items("first")).hasSize(1);
    }

    @Test
    void namesWhatIsMissingOfSeveralArguments() {
        assertThat(run("accounts", "set", "aws")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("pomona: KEY is missing");
    }

    @Test
    void doesWhatItIsToldAndChecksBefore() {
        assertThat(run("findings", "triage", "7", "12", "--state", "confirmed", "--reason", "seen"))
                .isZero();
        assertThat(run("findings", "triage", "seven", "--state", "confirmed")).isEqualTo(2);
        assertThat(run("findings", "triage", "7")).as("the state is missing").isEqualTo(2);
        assertThat(run("environments", "set", "prod", "--production", "--position", "3", "--max-image-age", "P30D"))
                .isZero();
        assertThat(run(
                        "tokens",
                        "create",
                        "--name",
                        "agent",
                        "--scope",
                        "report",
                        "--expires-at",
                        "2026-12-31T00:00:00Z"))
                .isZero();
        assertThat(run("accept", "withdraw", "5", "--reason", "fixed it")).isZero();
        assertThat(run("hosts", "gone", "h 1")).isZero();
        assertThat(run("deploy", "end", "--environment", "prod", "--workload", "web"))
                .isZero();
        assertThat(asked)
                .containsExactly(
                        "POST /findings/actions {\"ids\":[7,12],\"state\":\"confirmed\",\"reason\":\"seen\"}",
                        "PUT /environments/prod {\"production\":true,\"position\":3,\"maxImageAge\":\"P30D\"}",
                        "POST /tokens {\"name\":\"agent\",\"scopes\":[\"report\"],\"expiresAt\":\"2026-12-31T00:00:00Z\"}",
                        "DELETE /acceptances/5?reason=fixed+it {}",
                        "DELETE /hosts/h%201 {}",
                        "DELETE /deployments?environment=prod&workload=web {}");
    }

    @Test
    void setsWhatHasSeveralParts() throws Exception {
        Files.writeString(folder.resolve("policy.yaml"), "version: 1\n");
        Files.writeString(folder.resolve("CODEOWNERS"), "* @ops\n");
        assertThat(run("service-levels", "set", "--level", "high=30", "--level", "critical@prod=7"))
                .isZero();
        assertThat(run("service-levels", "set", "--level", "critical@prod")).isEqualTo(2);
        assertThat(run("service-levels", "set", "--level", "critical=soon")).isEqualTo(2);
        assertThat(run("service-levels", "set")).isZero();
        assertThat(run("answer-levels", "set", "--level", "all=PT10M", "--level", "critical=PT1M"))
                .isZero();
        assertThat(run("answer-levels", "set", "--level", "PT1M")).isEqualTo(2);
        assertThat(run("environments", "require", "prod", "--check", "signed", "--check", "tests=P7D"))
                .isZero();
        assertThat(run("artifacts", "check", "sha256:ab", "tests", "--message", "two failed"))
                .isZero();
        assertThat(run("projects", "set", "shop", "--team", "web", "--label", "owner=@web", "--label", "tier=1"))
                .isZero();
        assertThat(run("projects", "set", "shop", "--label", "owner")).isEqualTo(2);
        assertThat(run("projects", "set", "shop", "--label", "owner=@web,@ops")).isZero();
        assertThat(run("teams", "set", "web", "--member", "3", "--member", "4")).isZero();
        assertThat(run("accounts", "set", "aws", "4711", "--name", "Main")).isZero();
        assertThat(run("owners", "codeowners", "shop", "--file", "CODEOWNERS")).isZero();
        assertThat(run("search", "left pad")).isZero();
        assertThat(asked)
                .containsExactly(
                        "PUT /service-levels {\"items\":[{\"severity\":\"high\",\"days\":30},"
                                + "{\"severity\":\"critical\",\"environment\":\"prod\",\"days\":7}]}",
                        "PUT /service-levels {\"items\":[]}",
                        "PUT /answer-levels {\"items\":[{\"within\":\"PT10M\"},"
                                + "{\"severity\":\"critical\",\"within\":\"PT1M\"}]}",
                        "PUT /environments/prod/checks {\"items\":[{\"name\":\"signed\"},"
                                + "{\"name\":\"tests\",\"maxAge\":\"P7D\"}]}",
                        "PUT /artifacts/sha256%3Aab/checks/tests {\"passed\":false,\"message\":\"two failed\"}",
                        "PUT /projects/shop {\"team\":\"web\",\"labels\":{\"owner\":\"@web\",\"tier\":\"1\"}}",
                        "PUT /projects/shop {\"labels\":{\"owner\":\"@web,@ops\"}}",
                        "PUT /teams/web {\"members\":[3,4]}",
                        "PUT /accounts/aws/4711 {\"name\":\"Main\"}",
                        "PUT /projects/shop/owners/codeowners * @ops\n",
                        "GET /search?q=left%20pad");
    }

    @Test
    void replaysVerdictsOfTheServer() {
        answers.put("GET /verdicts/7/replay", "{\"outcome\": \"same\", \"kept\": {}}");
        answers.put(
                "GET /verdicts/8/replay",
                "{\"outcome\": \"different\", \"kept\": {\"a\": 1}, \"recomputed\": {\"a\": 2}, \"engine\": \"0.0.9\"}");
        answers.put("GET /verdicts/9/replay", "{\"outcome\": \"impossible\", \"reason\": \"a document is gone\"}");
        assertThat(run("replay", "7")).isZero();
        assertThat(run("replay", "8")).isEqualTo(1);
        assertThat(out()).contains("version 0.0.9").contains("recomputed: {\"a\":2}");
        assertThat(run("replay", "9")).isEqualTo(2);
        assertThat(run("replay", "nowhere.json")).as("a file that is not there").isEqualTo(2);
    }

    @Test
    void everyCommandHasHelpAndAllAreSorted() {
        assertThat(Commands.ALL).isSortedAccordingTo(java.util.Comparator.comparing(CommandEntry::name));
        assertThat(Commands.ALL).extracting(CommandEntry::name).doesNotHaveDuplicates();
        for (CommandEntry entry : Asks.all()) {
            assertThat(run(("help " + entry.name()).split(" ", -1)))
                    .as(entry.name())
                    .isZero();
            assertThat(out()).startsWith("Usage: pomona " + entry.name()).contains("--format");
        }
    }

    @Test
    void agesAreInTheirTwoLargestUnits() {
        assertThat(Column.age("59")).isEqualTo("0m");
        assertThat(Column.age("7260")).isEqualTo("2h 1m");
        assertThat(Column.age("1051200")).isEqualTo("12d 4h");
        assertThat(Column.age("unknown")).isEqualTo("unknown");
    }
}
