// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.identity.Role;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages over HTTP, on a real database.
class PagesTest {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(/[^\"#]*)\"");
    private static final int MOST_PAGES = 400;

    private final Database database = TestDatabase.fresh();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        database.close();
    }

    private HttpResponse<String> get(String address) {
        return send(HttpRequest.newBuilder(URI.create(address)).build());
    }

    private HttpResponse<String> post(String address, String... fields) {
        var body = Stream.iterate(0, i -> i + 2 <= fields.length, i -> i + 2)
                .limit(fields.length / 2)
                .map(i -> fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ShownPages pages(TenantId tenant, Set<Role> roles) {
        return new ShownPages(database, tenant, roles, 0);
    }

    private TenantId seeded() {
        return SeededEstate.make(database, UnaryOperator.identity());
    }

    /// Follows every link of ours from the first page on and gives each page to a check.
    private Set<String> crawl(ShownPages pages, BiConsumer<String, HttpResponse<String>> check) {
        var seen = new LinkedHashSet<String>();
        var waiting =
                new ArrayDeque<>(List.of("/", "/projects", "/settings", "/search?q=a", "/search?q=CVE-2026-0001"));
        while (!waiting.isEmpty() && seen.size() < MOST_PAGES) {
            String path = waiting.poll();
            // the API is not what is looked at here
            if (path.startsWith("/api/") || !seen.add(path)) continue;
            HttpResponse<String> answer = get(pages.address() + path);
            check.accept(path, answer);
            if (path.startsWith("/assets/")) continue;
            Matcher links = LINK.matcher(answer.body());
            while (links.find()) waiting.add(links.group(1).replace("&amp;", "&"));
        }
        return seen;
    }

    @Test
    void everyLinkOfEveryPageLeadsToAPage() {
        try (var pages = pages(seeded(), ShownPages.everyRole())) {
            Set<String> seen = crawl(
                    pages,
                    (path, answer) -> assertThat(answer.statusCode()).as(path).isEqualTo(200));
            assertThat(seen).hasSizeGreaterThan(100);
            assertThat(seen).anyMatch(path -> path.startsWith("/hosts/")).anyMatch(path -> path.startsWith("/assets/"));
        }
    }

    @Test
    void pagesAreLightAndSayNothingThatIsSecret() {
        try (var pages = pages(seeded(), ShownPages.everyRole())) {
            for (String path : List.of("/", "/?view=manager", "/findings", "/findings/1", "/freshness", "/settings")) {
                String body = get(pages.address() + path).body();
                assertThat(body.length()).as(path).isLessThan(120_000);
                assertThat(body).doesNotContain(SeededHistory.WEBHOOK_SECRET);
            }
            assertThat(get(pages.address() + "/settings").body()).contains("chat.example.org");
        }
    }

    @Test
    void filesArePackedForThoseWhoUnpackThem() throws IOException {
        try (var pages = pages(seeded(), ShownPages.everyRole())) {
            Matcher file = Pattern.compile("/assets/[0-9a-f]+/pomona.css")
                    .matcher(get(pages.address() + "/").body());
            assertThat(file.find()).isTrue();
            var request = HttpRequest.newBuilder(URI.create(pages.address() + file.group()));
            HttpResponse<String> plain = send(request.build());
            HttpResponse<byte[]> packed =
                    bytes(request.header("Accept-Encoding", "br, gzip").build());
            assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(packed.headers().firstValue("Vary")).hasValue("Accept-Encoding");
            assertThat(packed.body().length).isLessThan(12_000);
            assertThat(new String(
                            new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes(),
                            StandardCharsets.UTF_8))
                    .isEqualTo(plain.body());
        }
    }

    private HttpResponse<byte[]> bytes(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anOrganisationWithNothingHasPagesThatSayWhatToDo() {
        TenantId empty = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("new", "New", SeededEstate.NOW));
        try (var pages = pages(empty, ShownPages.everyRole())) {
            crawl(
                    pages,
                    (path, answer) -> assertThat(answer.statusCode()).as(path).isEqualTo(200));
            assertThat(get(pages.address() + "/").body())
                    .contains("pomona scan . --push", "pomona deploy record", "Agree on service levels");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatStrangersWriteStaysText(int seed) {
        TenantId tenant = SeededEstate.make(database, HostileText.after(new Random(seed)));
        try (var pages = pages(tenant, ShownPages.everyRole())) {
            Set<String> seen = crawl(pages, (path, answer) -> {
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                if (path.startsWith("/assets/")) return;
                String body = answer.body();
                assertThat(body.length()).as(path).isLessThan(2_000_000);
                assertThat(body)
                        .as(path)
                        .doesNotContain("<script>", "<img src=x", "<iframe", "onmouseover='", "\"javascript:");
                assertThat(body.codePoints().filter(PagesTest::isHidden).count())
                        .as(path)
                        .isZero();
                // what is in a field comes back whole
                assertThat(body.replaceAll(" value=\"[^\"]*\"|(?s)<textarea.*?</textarea>", ""))
                        .as(path)
                        .doesNotContain("a".repeat(4100));
            });
            assertThat(seen).hasSizeGreaterThan(60);
        }
    }

    private static boolean isHidden(int c) {
        // lines and tabs are kept in fields of several lines
        return (c < 0x20 && c != '\n' && c != '\t')
                || (c >= 0x7f && c <= 0x9f)
                || (c >= 0x200e && c <= 0x200f)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x61c
                || c == 0xfeff;
    }

    @Test
    void nobodyLooksWithoutSigningIn() {
        try (var pages = pages(seeded(), Set.of())) {
            HttpResponse<String> answer = get(pages.address() + "/findings?severity=5");
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location")).hasValue("/login?to=%2Ffindings%3Fseverity%3D5");
            assertThat(post(pages.address() + "/findings/1/comment", "text", "x")
                            .statusCode())
                    .isEqualTo(303);
        }
    }

    @Test
    void aFormThatIsNotOursDoesNothing() {
        try (var pages = pages(seeded(), ShownPages.everyRole())) {
            for (String csrf : List.of("", "wrong", ShownPages.CSRF + "x")) {
                var answer = post(pages.address() + "/findings/1/comment", "csrf", csrf, "text", "hello");
                assertThat(answer.statusCode()).isEqualTo(403);
            }
            assertThat(pages.done).isEmpty();
        }
    }

    @Test
    void developersTriageNothingAndSeeNoTrail() {
        try (var pages = pages(seeded(), EnumSet.of(Role.DEVELOPER))) {
            var answer = post(
                    pages.address() + "/findings/1/triage",
                    "csrf",
                    ShownPages.CSRF,
                    "state",
                    "CONFIRMED",
                    "reason",
                    "r");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(get(pages.address() + "/audit").statusCode()).isEqualTo(403);
            assertThat(get(pages.address() + "/settings").body()).doesNotContain("API tokens");
            assertThat(get(pages.address() + "/findings/1").body()).doesNotContain("/findings/1/triage");
            assertThat(pages.done).isEmpty();
        }
    }

    @Test
    void formsReachTheServices() {
        try (var pages = pages(seeded(), ShownPages.everyRole())) {
            String one = pages.address() + "/findings/1";
            post(
                    one + "/triage",
                    "csrf",
                    ShownPages.CSRF,
                    "state",
                    "NOT_AFFECTED",
                    "reason",
                    "never called",
                    "justification",
                    "vulnerable_code_not_in_execute_path");
            post(one + "/assign", "csrf", ShownPages.CSRF, "assignee", "me");
            post(one + "/comment", "csrf", ShownPages.CSRF, "text", " two\r\nlines ");
            post(
                    one + "/ask",
                    "csrf",
                    ShownPages.CSRF,
                    "kind",
                    "RISK",
                    "environment",
                    "production",
                    "owner",
                    "Grace",
                    "reason",
                    "later",
                    "expires",
                    "2026-04-01");
            post(
                    pages.address() + "/findings",
                    "csrf",
                    ShownPages.CSRF,
                    "finding",
                    "1",
                    "finding",
                    "2",
                    "state",
                    "CONFIRMED",
                    "reason",
                    "seen",
                    "do",
                    "triage",
                    "here",
                    "/findings?sort=newest");
            assertThat(pages.done)
                    .containsExactly(
                            "Triage[findings=[1], state=NOT_AFFECTED, reason=never called,"
                                    + " justification=vulnerable_code_not_in_execute_path]",
                            "assign [1] to person:admin",
                            "comment 1 two\nlines",
                            "Ask[finding=1, isRisk=true, environment=production, owner=Grace, reason=later,"
                                    + " expires=2026-04-01]",
                            "Triage[findings=[1, 2], state=CONFIRMED, reason=seen, justification=null]");
        }
    }

    @Test
    void whatMakesNoSenseIsSaidInWords() {
        try (var pages = pages(seeded(), ShownPages.everyRole())) {
            String one = pages.address() + "/findings/1";
            assertThat(post(one + "/triage", "csrf", ShownPages.CSRF, "state", "NOT_AFFECTED", "reason", "r")
                            .body())
                    .contains("say why the artifact is not affected");
            assertThat(post(one + "/ask", "csrf", ShownPages.CSRF, "owner", "o", "reason", "r", "expires", "soon")
                            .body())
                    .contains("is no date");
            assertThat(get(pages.address() + "/findings?after=nonsense").statusCode())
                    .isEqualTo(400);
            assertThat(get(pages.address() + "/findings?after=x%0Ay").statusCode())
                    .isEqualTo(400);
            assertThat(get(pages.address() + "/freshness?after=x").statusCode()).isEqualTo(400);
            assertThat(get(pages.address() + "/findings/99999999").statusCode()).isEqualTo(404);
            assertThat(get(pages.address() + "/zero-day?q=pkg:npm/left-pad@%3C%3C1")
                            .body())
                    .contains("role=\"alert\"");
            assertThat(pages.done).isEmpty();
        }
    }

    @Test
    void mistakesInAPolicyAreShownWhereTheyStand() {
        try (var pages = pages(seeded(), ShownPages.everyRole())) {
            var answer = post(
                    pages.address() + "/policy",
                    "csrf",
                    ShownPages.CSRF,
                    "policy",
                    "version: 1\nrulez: []\n",
                    "do",
                    "try");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("policy.yaml:2:")
                    .contains("  | rulez: []\n")
                    .contains("^");
            assertThat(pages.done).isEmpty();
        }
    }

    @Test
    void aListGoesOnWhereItEndedAndShowsEachFindingOnce() {
        TenantId tenant = seeded();
        try (var pages = pages(tenant, ShownPages.everyRole())) {
            long open = database.inTenant(
                    tenant,
                    tx -> tx.one("select count(*) as n from finding where known_to is null", row -> row.number("n")));
            for (String sort : List.of("priority", "severity", "epss", "newest")) {
                var seen = new LinkedHashSet<String>();
                String path = "/findings?sort=" + sort;
                int shown = 0;
                while (path != null) {
                    String body = get(pages.address() + path).body();
                    Matcher rows = Pattern.compile("class=\"row-link\" href=\"(/findings/\\d+)\"")
                            .matcher(body);
                    while (rows.find()) {
                        seen.add(rows.group(1));
                        shown++;
                    }
                    Matcher next =
                            Pattern.compile("href=\"([^\"]+)\" data-next").matcher(body);
                    path = next.find() ? next.group(1).replace("&amp;", "&") : null;
                }
                assertThat(seen).as(sort).hasSize((int) open);
                assertThat(shown).as(sort).isEqualTo((int) open);
            }
        }
    }
}
