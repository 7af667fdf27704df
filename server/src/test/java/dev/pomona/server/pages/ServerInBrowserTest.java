// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import static dev.pomona.server.TestServer.DIGEST;
import static dev.pomona.server.TestServer.PASSWORD;
import static dev.pomona.server.TestServer.bill;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.TestServer;
import dev.pomona.server.World;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole server in a real browser: from the first link to a page that hears of what is new.
@Tag("browser")
class ServerInBrowserTest {

    @TempDir
    Path folder;

    private TestServer server;
    private Chromium browser;

    @BeforeEach
    void start() throws Exception {
        new World(folder, Clock.systemUTC())
                .learns("GHSA-2222-2222-2222", "left-pad", "2.0.0", "2026-01-01T00:00:00Z")
                .fetch();
        server = TestServer.start(folder.resolve("cache"));
        browser = Chromium.start(Chromium.find().orElseThrow());
        browser.become(1280, 900, false);
    }

    @AfterEach
    void stop() {
        browser.close();
        server.close();
    }

    private String address() {
        return "http://127.0.0.1:" + server.server().port();
    }

    private void fill(String name, String value) {
        browser.evaluate("document.querySelector('input[name=%s]').value = '%s'".formatted(name, value));
    }

    private void submit(String action) {
        browser.follow("document.querySelector('form[method=post][action=\"%s\"] button').click()".formatted(action));
    }

    private String path() {
        return browser.evaluate("location.pathname");
    }

    @Test
    void theFirstLinkMakesAnAdministratorWhoLogsOutAndIn() {
        browser.open(server.server().setupLink().orElseThrow());
        fill("name", "ada");
        fill("password", PASSWORD);
        submit("/setup");
        assertThat(path()).isEqualTo("/");
        assertThat(browser.evaluate("document.querySelector('.who .name').textContent"))
                .isEqualTo("ada");

        submit("/logout");
        assertThat(path()).isEqualTo("/login");
        browser.open(address() + "/settings");
        assertThat(path()).isEqualTo("/login");
        fill("name", "ada");
        fill("password", "something else entirely");
        submit("/login");
        assertThat(browser.evaluate("document.querySelector('[role=alert]').textContent"))
                .contains("wrong");
        fill("name", "ada");
        fill("password", PASSWORD);
        submit("/login");
        assertThat(path()).as("the page that was asked for").isEqualTo("/settings");
    }

    @Test
    void aPageHearsOfWhatIsPushedAfterIt() {
        browser.open(server.server().setupLink().orElseThrow());
        fill("name", "ada");
        fill("password", PASSWORD);
        submit("/setup");
        browser.open(address() + "/settings");
        fill("name", "build");
        browser.evaluate("document.querySelectorAll('input[name=scope]').forEach(one => one.checked = true); 1");
        submit("/settings/tokens");
        String token = browser.evaluate("document.getElementById('token').textContent");
        assertThat(token).startsWith("pom_");

        browser.open(address() + "/findings");
        browser.until("document.getElementById('live').dataset.state === 'live'");
        var pushed = server.send(server.as(
                token,
                "POST",
                "/api/v1/documents?project=shop&name=shop&kind=image&artifact=" + DIGEST,
                bill("pkg:npm/left-pad@1.0.0")));
        assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(201);
        // it is told of the document first, then of what came of it
        browser.until("document.querySelector('#fresh span').textContent.includes('1 new finding')");
        browser.follow("document.querySelector('#fresh button').click()");
        assertThat(browser.evaluate("document.querySelector('main tbody').textContent"))
                .contains("GHSA-2222-2222-2222");
        assertThat(browser.complaints())
                .filteredOn(said -> !said.contains("Failed to load resource"))
                .isEmpty();
    }
}
