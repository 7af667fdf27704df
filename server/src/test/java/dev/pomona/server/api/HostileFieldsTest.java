// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import static dev.pomona.server.TestServer.DIGEST;
import static dev.pomona.server.TestServer.bill;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.TestServer;
import dev.pomona.server.World;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What strangers write into every field of every request, and into every document: it is kept as it
/// is or refused in words, and shows up nowhere but as text.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileFieldsTest {

    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)\"");
    private static final int MOST_PAGES = 150;

    /// As JSON. Two halves of a character that miss each other can't be written otherwise.
    private static final List<String> TEXTS = List.of(
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"x\\udc00\\ud800y\"",
            "\"\\u202egnp.exe\\u202c\\u2066\\u200f\"",
            "\"<script>document.title='owned'</script>\"",
            "\"\\\"><img src=x onerror=alert(1)>\"",
            "\"'; drop table finding; --\"",
            "\"line\\r\\n{\\\"level\\\":\\\"error\\\"}\\u0085next\\u2028next\"",
            "\"\\u001b[31m\\u0007\\u009b2J\"",
            "\"${jndi:ldap://x/}{{7*7}}%n%s%x\"",
            "\"../../etc/passwd\"",
            "\"%00%0d%0aSet-Cookie: a=b\"",
            "\"\"",
            "\" \"",
            "\"" + "x".repeat(9_000) + "\"",
            "null",
            "0",
            "[]",
            "{\"a\":{}}");

    @TempDir
    static Path folder;

    private TestServer server;
    private final List<String> tokens = new ArrayList<>();
    private int asked;

    @BeforeAll
    void start() throws Exception {
        new World(folder, Clock.systemUTC())
                .learns("GHSA-2222-2222-2222", "left-pad", "2.0.0", "2026-01-01T00:00:00Z")
                .fetch();
        server = TestServer.start(folder.resolve("cache")).withAdministrator();
        // each may ask only so often
        for (int i = 0; i < 8; i++) {
            tokens.add(server.token("read", "push", "deploy", "gate", "triage", "policy"));
        }
        assertThat(send("POST", "/documents?kind=image&project=shop&artifact=" + DIGEST, bill("pkg:npm/left-pad@1.0.0"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(send("PUT", "/environments/prod", "{\"name\": \"Production\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return server.send(server.as(tokens.get(asked++ % tokens.size()), method, "/api/v1" + path, body));
    }

    /// Of the administrator, who alone may do some things.
    private HttpResponse<String> sendAsAdministrator(String method, String path, String body) {
        return server.send(server.asAdministrator(method, "/api/v1" + path, body));
    }

    private Map<String, String> known() {
        var known = new LinkedHashMap<String, String>();
        known.put("artifact", DIGEST);
        known.put("environment", "prod");
        known.put("project", "shop");
        known.put("findings", "1");
        known.put("fingerprint", "0".repeat(32));
        known.put("expires", "2099-01-01");
        known.put("expiresAt", Clock.systemUTC().instant().plusSeconds(600).toString());
        known.put("scopes", "read");
        return known;
    }

    private static String path(EveryRoute.Operation operation, String digest, String rest) {
        return operation
                .path()
                .replace("{digest}", digest)
                .replaceAll("\\{(id|number)\\}", rest.equals("x") ? "1" : rest)
                .replaceAll("\\{\\w+\\}", rest.equals("x") ? "prod" : rest);
    }

    private static void check(String what, HttpResponse<String> answer) {
        assertThat(answer.statusCode())
                .as(what + " " + answer.body())
                .isLessThan(500)
                .isNotEqualTo(429);
        if (answer.statusCode() >= 400) {
            assertThat(answer.headers().firstValue("Content-Type")).as(what).hasValue("application/problem+json");
        }
        assertThat(answer.body()
                        .codePoints()
                        .filter(HostileFieldsTest::isHidden)
                        .count())
                .as(what + " " + answer.body())
                .isZero();
        assertThat(answer.headers().map()).as(what).doesNotContainValue(List.of("a=b"));
    }

    private static boolean isHidden(int c) {
        return (c < 0x20 && c != '\n')
                || (c >= 0x7f && c <= 0x9f)
                || (c >= 0x200e && c <= 0x200f)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }

    @Test
    void everyFieldOfEveryBody() {
        int sent = 0;
        for (EveryRoute.Operation operation : EveryRoute.all()) {
            boolean isForAdministrators = "admin".equals(operation.described().text("x-scope"));
            for (String text : TEXTS) {
                for (String body : Examples.with(EveryRoute.DOCUMENT, operation.described(), known(), text)) {
                    String path = path(operation, DIGEST, "x");
                    check(
                            operation + " " + body,
                            isForAdministrators
                                    ? sendAsAdministrator(operation.method(), path, body)
                                    : send(operation.method(), path, body));
                    sent++;
                }
            }
        }
        assertThat(sent).isGreaterThan(600);
        everyPageShowsItAsText();
    }

    @Test
    void everyParameterAndEveryPartOfEveryPath() {
        var texts = List.of(
                "%00",
                "%ff%fe",
                "%ed%a0%80",
                "%e2%80%ae",
                "%3Cscript%3E",
                "'%3B--",
                "%0d%0aSet-Cookie:%20a=b",
                "-1",
                "9223372036854775807",
                "99999999999999999999",
                "x".repeat(1025),
                "%25",
                "a%2Fb",
                "null");
        for (EveryRoute.Operation operation : EveryRoute.all()) {
            if (operation.path().contains("{")) {
                for (String text : texts) {
                    check(operation + " " + text, send(operation.method(), path(operation, text, text), "{}"));
                }
            }
            for (String parameter : operation.parameters()) {
                for (String text : texts) {
                    String path = path(operation, DIGEST, "x") + "?" + parameter + "=" + text;
                    check(operation + " " + path, send(operation.method(), path, "{}"));
                }
            }
        }
    }

    private void everyPageShowsItAsText() {
        var seen = new LinkedHashSet<String>();
        var waiting = new ArrayDeque<>(List.of("/", "/projects", "/findings", "/settings", "/audit", "/search?q=a"));
        while (!waiting.isEmpty() && seen.size() < MOST_PAGES) {
            String path = waiting.poll();
            if (path.startsWith("/assets/") || !seen.add(path)) continue;
            HttpResponse<String> page = server.send(server.request(path).header("Cookie", server.session()));
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).as(path).doesNotContain("<script>", "<img src=x", "onerror=alert(1)>");
            assertThat(page.body()
                            .codePoints()
                            .filter(HostileFieldsTest::isHidden)
                            .count())
                    .as(path)
                    .isZero();
            Matcher links = LINK.matcher(page.body());
            while (links.find()) waiting.add(links.group(1).replace("&amp;", "&"));
        }
        assertThat(seen).hasSizeGreaterThan(20);
    }

    @Test
    void everyTextOfEveryKindOfDocument() {
        var documents = new LinkedHashMap<String, String>();
        documents.put("CycloneDX", """
                {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "serialNumber": @,
                 "metadata": {"timestamp": @, "component": {"type": "container", "name": @, "version": @, "purl": @}},
                 "components": [{"type": @, "bom-ref": @, "group": @, "name": @, "version": @, "purl": @, "scope": @,
                   "licenses": [{"license": {"id": @}}, {"license": {"name": @}}, {"expression": @}],
                   "hashes": [{"alg": @, "content": @}], "properties": [{"name": @, "value": @}]},
                  {"type": "library", "name": "left-pad", "version": "1.0.0", "purl": "pkg:npm/left-pad@1.0.0"}],
                 "dependencies": [{"ref": @, "dependsOn": [@]}]}
                """);
        documents.put("SPDX", """
                {"spdxVersion": "SPDX-2.3", "dataLicense": @, "SPDXID": "SPDXRef-DOCUMENT", "name": @,
                 "documentNamespace": @, "creationInfo": {"created": @, "creators": [@]},
                 "packages": [{"SPDXID": @, "name": @, "versionInfo": @, "downloadLocation": @, "licenseConcluded": @,
                   "licenseDeclared": @, "externalRefs": [{"referenceCategory": @, "referenceType": @, "referenceLocator": @}]}],
                 "relationships": [{"spdxElementId": @, "relatedSpdxElement": @, "relationshipType": @}]}
                """);
        int number = 0;
        for (Map.Entry<String, String> document : documents.entrySet()) {
            String[] parts = document.getValue().split("@(?=[,}\\]])", -1);
            for (int t = 0; t < TEXTS.size(); t++) {
                String text = TEXTS.get(t);
                // each text in a third of the places, each place with a third of the texts
                for (int at = 1 + t % 3; at < parts.length; at += 3) {
                    var whole = new StringBuilder(parts[0]);
                    for (int i = 1; i < parts.length; i++)
                        whole.append(i == at ? text : "\"t" + i + "\"").append(parts[i]);
                    String path = "/documents?kind=image&project=hostile&artifact=sha256:%064x".formatted(++number);
                    check(document.getKey() + " " + text + " at " + at, send("POST", path, whole.toString()));
                }
            }
        }
        assertThat(number).isGreaterThan(200);
        everyPageShowsItAsText();
    }

    @Test
    void documentsInOtherNotationsAndNoneAtAll() {
        var bodies = new LinkedHashMap<String, byte[]>();
        for (String text : List.of(
                "SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: %s\nPackageName: %s\nSPDXID: SPDXRef-%s\n"
                        + "PackageVersion: %s\nPackageLicenseDeclared: %s\n"
                        + "ExternalRef: PACKAGE-MANAGER purl pkg:npm/%s@1\n",
                "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><components><component type=\"library\"><group>%s</group>"
                        + "<name>%s</name><version>%s</version><purl>pkg:npm/%s@1</purl><licenses><license><name>%s</name>"
                        + "</license></licenses><scope>%s</scope></component></components></bom>")) {
            for (String hostile : List.of(
                    "a\u0000b",
                    "\u202ex",
                    "<![CDATA[<script>]]>",
                    "&#0;",
                    "&#xd800;",
                    "<text>",
                    "\u001b[31m",
                    "a\r\nb",
                    "😀",
                    "x".repeat(5000))) {
                bodies.put(
                        text.substring(0, 6) + hostile,
                        text.replace("%s", hostile).getBytes(StandardCharsets.UTF_8));
            }
        }
        bodies.put("entities", """
                <!DOCTYPE bom [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
                <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
                <bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component type="library"><name>&c;&f;</name>
                </component></components></bom>""".getBytes(StandardCharsets.UTF_8));
        bodies.put("deep JSON", "[".repeat(2_000_000).getBytes(StandardCharsets.UTF_8));
        bodies.put("deep objects", "{\"components\":".repeat(400_000).getBytes(StandardCharsets.UTF_8));
        bodies.put("deep XML", "<bom>".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
        bodies.put("no text", new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2, 3});
        bodies.put("a zip", new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0});
        bodies.put(
                "a large number",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1e999999999}"
                        .getBytes(StandardCharsets.UTF_8));
        bodies.forEach((what, body) -> {
            HttpRequest.Builder request = server.request("/api/v1/documents?project=hostile&kind=image")
                    .header("Authorization", "Bearer " + tokens.get(asked++ % tokens.size()))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            HttpResponse<String> answer = server.send(request);
            check(what, answer);
            assertThat(answer.body()).as(what).doesNotContain("root:");
        });
    }
}
