// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Pages as a real browser shows them. Run with `-Pbrowser`.
@Tag("browser")
class PagesInBrowserTest {

    private final Database database = TestDatabase.fresh();
    private Chromium browser;

    @BeforeEach
    void start() throws IOException {
        Path program = Chromium.find()
                .orElseThrow(
                        () -> new AssertionError(
                                "this machine has no Chromium: install one (apt-get install chromium) or name it in POMONA_CHROMIUM"));
        browser = Chromium.start(program);
    }

    @AfterEach
    void close() {
        browser.close();
        database.close();
    }

    private ShownPages pages(UnaryOperator<String> text) {
        return new ShownPages(database, SeededEstate.make(database, text), ShownPages.everyRole(), 0);
    }

    private static String axe() throws IOException {
        try (InputStream script = PagesInBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void axeFindsNothingOnAnyPageInLightAndDark() throws IOException {
        String axe = axe();
        var found = new TreeMap<String, String>();
        try (var pages = pages(UnaryOperator.identity())) {
            for (Map.Entry<String, String> page :
                    PicturesOfPages.addresses(browser, pages).entrySet()) {
                for (boolean isDark : new boolean[] {false, true}) {
                    browser.become(isDark ? 390 : 1360, 900, isDark);
                    browser.open(pages.address() + page.getValue());
                    browser.evaluate(axe + "; 1");
                    String violations = browser.evaluate("""
                            axe.run(document, {resultTypes: ['violations']}).then(result => result.violations
                                .map(one => one.id + ': ' + one.nodes.slice(0, 3)
                                    .map(node => node.target.join(' ') + ' ' + node.failureSummary).join(' | '))
                                .join('\\n'))
                            """);
                    if (!violations.isEmpty()) found.put(page.getKey() + (isDark ? " dark" : " light"), violations);
                }
            }
            assertThat(found).isEmpty();
            assertThat(browser.complaints()).noneMatch(said -> said.contains("Content Security Policy"));
        }
    }

    @Test
    void hostileNamesRunNothingAndBreakNoLayout() {
        try (var pages = pages(HostileText.first())) {
            for (Map.Entry<String, String> page :
                    PicturesOfPages.addresses(browser, pages).entrySet()) {
                for (int width : new int[] {1360, 390}) {
                    browser.become(width, 900, false);
                    browser.open(pages.address() + page.getValue());
                    assertThat(browser.evaluate("document.title"))
                            .as(page.getKey())
                            .endsWith("· Pomona");
                    assertThat(browser.evaluate(
                                    "String(document.querySelectorAll('iframe, img[src=x], main script').length)"))
                            .as(page.getKey())
                            .isEqualTo("0");
                    assertThat(Integer.parseInt(browser.evaluate("String(document.documentElement.scrollWidth)")))
                            .as(page.getKey() + " is as wide as the window")
                            .isLessThanOrEqualTo(width);
                }
            }
        }
    }

    @Test
    void keysGoWhereTheyShould() {
        try (var pages = pages(UnaryOperator.identity())) {
            browser.become(1360, 900, false);
            browser.open(pages.address() + "/");
            browser.press("?");
            browser.until("document.getElementById('keys').open");
            browser.press("Escape");
            browser.until("!document.getElementById('keys').open");
            browser.press("/");
            browser.until("document.activeElement.id === 'find'");
            browser.press("Escape");
            browser.until("document.activeElement.id !== 'find'");
            browser.press("g");
            browser.press("f");
            browser.until("location.pathname === '/findings' && document.readyState === 'complete'");
            browser.press("j");
            browser.until("document.activeElement.classList.contains('row-link')");
            browser.press("x");
            browser.until("document.getElementById('chosen').textContent === '1 chosen'");
        }
    }

    @Test
    void aChangeIsOfferedAndNotForced() {
        try (var pages = pages(UnaryOperator.identity())) {
            browser.open(pages.address() + "/");
            assertThat(browser.evaluate("String(document.getElementById('fresh').hidden)"))
                    .isEqualTo("true");
            database.runInTenant(
                    new TenantId(1),
                    tx -> tx.update("update finding set known_from = ? where id = 1", SeededEstate.NOW.plusSeconds(1)));
            browser.evaluate("dispatchEvent(new Event('visibilitychange'))");
            browser.until("!document.getElementById('fresh').hidden");
        }
    }

    @Test
    void lightAndDarkAreRemembered() {
        try (var pages = pages(UnaryOperator.identity())) {
            browser.become(1360, 900, false);
            browser.open(pages.address() + "/");
            browser.evaluate("document.getElementById('theme').click()");
            browser.open(pages.address() + "/findings");
            browser.until("document.documentElement.dataset.theme === 'dark'");
        }
    }
}
