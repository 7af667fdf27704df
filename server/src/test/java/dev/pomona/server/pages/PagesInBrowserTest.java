// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Pages as a real browser shows them. Run with `-Pbrowser`.
@Tag("browser")
class PagesInBrowserTest {

    private static final int DESK = 1280;
    private static final int PHONE = 390;

    private static final Database DATABASE = TestDatabase.fresh();
    private static TenantId tenant;
    private static Chromium browser;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start(
                Chromium.find()
                        .orElseThrow(
                                () -> new AssertionError(
                                        "this machine has no Chromium: install one (apt-get install chromium) or name it in POMONA_CHROMIUM")));
        tenant = SeededEstate.make(DATABASE, UnaryOperator.identity());
    }

    @AfterAll
    static void end() {
        browser.close();
        DATABASE.close();
    }

    @BeforeEach
    void afresh() {
        browser.become(DESK, 900, false);
        browser.forgive();
    }

    /// Scripts and the content security policy have nothing to complain about, whatever was done.
    @AfterEach
    void hasNoComplaint() {
        assertThat(browser.complaints())
                // what was not found, refused or gone is what some tests are about
                .filteredOn(said -> !said.contains("Failed to load resource") && !said.contains("ERR_"))
                .isEmpty();
    }

    private static ShownPages pages() {
        return new ShownPages(DATABASE, tenant, ShownPages.everyRole(), 0);
    }

    private static TenantId another(String key) {
        return DATABASE.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add(key, key, SeededEstate.NOW));
    }

    private static String axe() {
        try (InputStream script = PagesInBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What axe finds, with the size of targets, which it leaves out when it is not asked for it.
    private static String violations() {
        if (browser.evaluate("typeof axe").equals("undefined")) browser.evaluate(axe() + "; 1");
        return browser.evaluate("""
                axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})
                    .then(result => result.violations
                        .map(one => one.id + ': ' + one.nodes.slice(0, 3)
                            .map(node => node.target.join(' ') + ' ' + node.failureSummary).join(' | '))
                        .join('\\n'))
                """);
    }

    private static String sideways() {
        return browser.evaluate(
                "String(Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth))");
    }

    private static void look(Map<String, String> found, String address, Map<String, String> pages) {
        for (Map.Entry<String, String> page : pages.entrySet()) {
            for (int width : new int[] {DESK, PHONE}) {
                boolean isDark = width == PHONE;
                browser.become(width, 900, isDark);
                browser.open(address + page.getValue());
                note(found, page.getKey() + " at " + width);
            }
        }
    }

    private static void note(Map<String, String> found, String what) {
        String violations = violations();
        if (!violations.isEmpty()) found.put(what, violations);
        if (!sideways().equals("0")) found.put(what + " scrolls sideways", sideways());
    }

    @Test
    void everyPageIsAccessibleOnADeskInLightAndOnAPhoneInDark() {
        var found = new TreeMap<String, String>();
        try (var pages = pages();
                var empty = new ShownPages(DATABASE, another("empty"), ShownPages.everyRole(), 0)) {
            look(found, pages.address(), PicturesOfPages.addresses(browser, pages));
            look(found, empty.address(), PicturesOfPages.withNothing());
        }
        assertThat(found).isEmpty();
    }

    @Test
    void whatOpensOnPagesIsAccessible() {
        var found = new TreeMap<String, String>();
        try (var pages = pages()) {
            browser.open(pages.address() + "/");
            browser.press("?");
            browser.until("document.getElementById('keys').open");
            note(found, "keys");
            browser.open(pages.address() + "/findings/1");
            browser.evaluate("for (const one of document.querySelectorAll('details')) one.open = true; 1");
            note(found, "finding with everything open");
            browser.open(pages.address() + "/findings");
            browser.evaluate("document.querySelector('tbody input[type=checkbox]').click()");
            note(found, "findings with one chosen");
            browser.open(pages.address() + "/policy");
            browser.follow("document.querySelector('button[value=try]').click()");
            note(found, "policy that was tried");
            browser.follow("document.getElementById('policy').value = 'rulez: []';"
                    + "document.querySelector('button[value=check]').click()");
            note(found, "policy with mistakes");
            browser.open(pages.address() + "/settings");
            browser.follow("document.getElementById('token-name').value = 'ci';"
                    + "document.querySelector('input[name=scope]').click();"
                    + "document.querySelector('form[action=\"/settings/tokens\"] button').click()");
            note(found, "a new token");
            browser.open(pages.address() + "/findings/1?done=commented");
            note(found, "a notice");
            browser.become(PHONE, 844, true);
            browser.open(pages.address() + "/");
            browser.evaluate("document.querySelector('.menu').click()");
            browser.until("document.getElementById('pages').matches(':popover-open')");
            note(found, "the pages on a phone");
        }
        assertThat(found).isEmpty();
    }

    @Test
    void hostileNamesRunNothingAndBreakNoLayout() {
        TenantId hostile;
        try (Database database = TestDatabase.fresh()) {
            hostile = SeededEstate.make(database, HostileText.first());
            try (var pages = new ShownPages(database, hostile, ShownPages.everyRole(), 0)) {
                for (Map.Entry<String, String> page :
                        PicturesOfPages.addresses(browser, pages).entrySet()) {
                    for (int width : new int[] {DESK, PHONE}) {
                        browser.become(width, 900, false);
                        browser.open(pages.address() + page.getValue());
                        String what = page.getKey() + " at " + width;
                        assertThat(browser.evaluate("document.title")).as(what).endsWith("· Pomona");
                        assertThat(browser.evaluate(
                                        "String(document.querySelectorAll('iframe, img[src=x], main script').length)"))
                                .as(what)
                                .isEqualTo("0");
                        assertThat(sideways()).as(what).isEqualTo("0");
                    }
                }
            }
        }
    }

    @Test
    void keysGoWhereTheyShould() {
        try (var pages = pages()) {
            browser.open(pages.address() + "/");
            browser.press("?");
            browser.until("document.getElementById('keys').open");
            assertThat(browser.evaluate("document.activeElement.textContent")).isEqualTo("Close");
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
            String first = browser.evaluate("document.activeElement.href");
            browser.press("j");
            browser.press("k");
            browser.until("document.activeElement.href === '" + first + "'");
            browser.press("x");
            browser.until("document.getElementById('chosen').textContent === '1 chosen'");
            browser.press("n");
            browser.until("location.search.includes('after=') && document.readyState === 'complete'");
            browser.press("b");
            browser.until("!location.search.includes('after=') && document.readyState === 'complete'");
        }
    }

    @Test
    void everyLetterOfTheHelpLeadsToItsPage() {
        try (var pages = pages()) {
            browser.open(pages.address() + "/");
            String letters = browser.evaluate(
                    "Array.from(document.querySelectorAll('[data-go]')).map(one => one.dataset.go).join('')");
            assertThat(letters).hasSize(10);
            for (String letter : letters.split("")) {
                browser.open(pages.address() + "/search");
                String path = browser.evaluate("document.querySelector('[data-go=\"" + letter + "\"]').pathname");
                browser.press("g");
                browser.press(letter);
                browser.until("location.pathname === '" + path + "' && document.readyState === 'complete'");
            }
        }
    }

    @Test
    void keysCanBeTurnedOff() {
        try (var pages = pages()) {
            browser.open(pages.address() + "/settings");
            browser.evaluate("document.getElementById('keys-choice').click()");
            browser.press("/");
            browser.press("?");
            assertThat(browser.evaluate("document.activeElement.id + document.getElementById('keys').open"))
                    .doesNotStartWith("find")
                    .endsWith("false");
            browser.evaluate("document.getElementById('keys-choice').click()");
            browser.evaluate("document.activeElement.blur()");
            browser.press("?");
            browser.until("document.getElementById('keys').open");
        }
    }

    @Test
    void theFirstTabSkipsToTheContentAndFocusIsSeen() {
        try (var pages = pages()) {
            browser.open(pages.address() + "/findings");
            browser.press("Tab");
            browser.until("document.activeElement.classList.contains('skip')");
            assertThat(browser.evaluate("String(document.activeElement.getBoundingClientRect().left >= 0)"))
                    .isEqualTo("true");
            browser.press("Enter");
            browser.until("document.activeElement.id === 'main'");
            browser.press("Tab");
            assertThat(browser.evaluate("String(document.getElementById('main').contains(document.activeElement))"))
                    .isEqualTo("true");
            assertThat(browser.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                    .isEqualTo("solid");
        }
    }

    @Test
    void controlsAreLargeEnoughForAFinger() {
        try (var pages = pages()) {
            browser.become(PHONE, 844, false);
            for (String path : List.of("/", "/findings", "/findings/1", "/settings", "/policy")) {
                browser.open(pages.address() + path);
                assertThat(browser.evaluate("""
                        Array.from(document.querySelectorAll('button, .button, select, .tabs a, input:not([type=checkbox], [type=radio], [type=hidden])'))
                            .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
                            .map(one => one.outerHTML.slice(0, 80) + ' ' + one.getBoundingClientRect().height)
                            .join('; ')
                        """)).as(path).isEmpty();
            }
        }
    }

    @Test
    void pagesCanBeReadWithoutScript() {
        browser.scripts(false);
        try (var pages = pages()) {
            browser.become(PHONE, 844, false);
            browser.open(pages.address() + "/findings");
            assertThat(browser.evaluate("String(document.querySelectorAll('main tbody tr').length)"))
                    .isEqualTo("50");
            assertThat(browser.evaluate("getComputedStyle(document.getElementById('theme')).display"))
                    .isEqualTo("none");
            assertThat(browser.evaluate("getComputedStyle(document.querySelector('.bulk button')).display"))
                    .isNotEqualTo("none");
        } finally {
            browser.scripts(true);
        }
    }

    @Test
    void whatIsPrintedIsWhatCanBeRead() {
        try (var pages = pages()) {
            browser.print();
            browser.open(pages.address() + "/findings");
            assertThat(browser.evaluate("String(document.querySelector('main table').checkVisibility())"))
                    .isEqualTo("true");
            assertThat(browser.evaluate("""
                    Array.from(document.querySelectorAll('nav.side, .bulk, .row-fields, main button'))
                        .filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 80)).join('; ')
                    """)).isEmpty();
        }
    }

    @Test
    void whatIsNewIsToldAndThePageStaysAsItIs() {
        try (Database database = TestDatabase.fresh()) {
            TenantId told = SeededEstate.make(database, UnaryOperator.identity());
            try (var pages = new ShownPages(database, told, ShownPages.everyRole(), 0)) {
                browser.open(pages.address() + "/findings");
                browser.until("document.getElementById('live').dataset.state === 'live'");
                String before = browser.evaluate("document.querySelector('main table').textContent");
                database.runInTenant(
                        told,
                        tx -> tx.update(
                                "update finding set known_from = ? where id in (1, 2, 3)",
                                SeededEstate.NOW.plusSeconds(1)));
                browser.until("!document.getElementById('fresh').hidden");
                assertThat(browser.evaluate("document.querySelector('#fresh span').textContent"))
                        .isEqualTo("3 new findings");
                assertThat(browser.evaluate("document.querySelector('main table').textContent"))
                        .isEqualTo(before);
                assertThat(violations()).isEmpty();
            }
        }
    }

    @Test
    void whenTheServerGoesThePageSaysSo() {
        var pages = pages();
        try {
            browser.open(pages.address() + "/");
            browser.until("document.getElementById('live').dataset.state === 'live'");
        } finally {
            pages.close();
        }
        browser.until("document.getElementById('live').dataset.state === 'off'");
        browser.open("about:blank");
    }

    @Test
    void lightAndDarkAreRemembered() {
        try (var pages = pages()) {
            browser.open(pages.address() + "/");
            browser.evaluate("document.getElementById('theme').click()");
            browser.open(pages.address() + "/findings");
            browser.until("document.documentElement.dataset.theme === 'dark'");
        }
    }
}
