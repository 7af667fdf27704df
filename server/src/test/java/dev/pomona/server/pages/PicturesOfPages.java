// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Takes pictures of all pages, on a desk, a laptop and a phone, light and dark: `PicturesOfPages FOLDER [PART-OF-NAME
/// [hostile]]`.
final class PicturesOfPages {

    static final int[] WIDTHS = {1440, 1280, 390};

    private PicturesOfPages() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        String only = arguments.length > 1 ? arguments[1] : "";
        boolean isHostile = arguments.length > 2 && arguments[2].equals("hostile");
        var database = TestDatabase.fresh();
        var tenant = SeededEstate.make(database, isHostile ? HostileText.first() : UnaryOperator.identity());
        Path program = Chromium.find().orElseThrow();
        TenantId nothing = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("new", "New", SeededEstate.NOW));
        try (var pages = new ShownPages(database, tenant, ShownPages.everyRole(), 0);
                var empty = new ShownPages(database, nothing, ShownPages.everyRole(), 0);
                var browser = Chromium.start(program)) {
            take(browser, pages.address(), addresses(browser, pages), folder, only);
            take(browser, empty.address(), withNothing(), folder, only);
            if ("states".contains(only)) states(browser, pages.address(), folder);
        }
        System.exit(0);
    }

    private static void take(Chromium browser, String address, Map<String, String> pages, Path folder, String only)
            throws IOException {
        for (var page : pages.entrySet()) {
            if (!page.getKey().contains(only)) continue;
            for (int width : WIDTHS) {
                for (boolean isDark : new boolean[] {false, true}) {
                    browser.become(width, width < 600 ? 844 : 900, isDark);
                    browser.open(address + page.getValue());
                    String name = "%s-%d-%s.png".formatted(page.getKey(), width, isDark ? "dark" : "light");
                    Files.write(folder.resolve(name), browser.picture());
                }
            }
        }
    }

    /// What opens on pages, and what comes of forms.
    private static void states(Chromium browser, String address, Path folder) throws IOException {
        browser.become(1280, 900, false);
        browser.open(address + "/");
        browser.press("?");
        Files.write(folder.resolve("states-keys.png"), browser.picture());
        browser.open(address + "/policy");
        browser.follow("document.querySelector('button[value=try]').click()");
        Files.write(folder.resolve("states-tried.png"), browser.picture());
        browser.follow("document.getElementById('policy').value = 'version: 1\\nrulez: []';"
                + "document.querySelector('button[value=check]').click()");
        Files.write(folder.resolve("states-mistakes.png"), browser.picture());
        browser.open(address + "/findings");
        browser.evaluate("document.querySelectorAll('tbody input[type=checkbox]')[1].click()");
        Files.write(folder.resolve("states-chosen.png"), browser.picture());
        browser.print();
        browser.open(address + "/?view=manager");
        Files.write(folder.resolve("states-print.png"), browser.picture());
        browser.become(390, 844, true);
        browser.open(address + "/");
        browser.evaluate("document.querySelector('.menu').click()");
        Files.write(folder.resolve("states-menu.png"), browser.picture());
    }

    /// Pages that look otherwise when there is nothing to show.
    static Map<String, String> withNothing() {
        var addresses = new LinkedHashMap<String, String>();
        for (String page : List.of(
                "findings", "zero-day", "projects", "environments", "freshness", "service-levels", "policy", "audit")) {
            addresses.put("nothing-" + page, "/" + page);
        }
        for (String role : List.of("developer", "security", "operations", "manager")) {
            addresses.put("nothing-" + role, "/?view=" + role);
        }
        return addresses;
    }

    /// Pages by name: one of each kind.
    static Map<String, String> addresses(Chromium browser, ShownPages pages) {
        browser.open(pages.address() + "/projects/checkout");
        String artifact = browser.evaluate("document.querySelector('a.row-link').getAttribute('href')");
        browser.open(pages.address() + "/findings?kind=SECRET");
        String secret = browser.evaluate("document.querySelector('a.row-link').getAttribute('href')");
        browser.open(pages.address() + "/freshness");
        String host = browser.evaluate("document.querySelector('main a.row-link').getAttribute('href')");
        var addresses = new LinkedHashMap<String, String>();
        addresses.put("portfolio", "/");
        addresses.put("portfolio-developer", "/?view=developer");
        addresses.put("portfolio-operations", "/?view=operations");
        addresses.put("portfolio-manager", "/?view=manager");
        addresses.put("projects", "/projects");
        addresses.put("project", "/projects/checkout");
        addresses.put("artifact", artifact);
        addresses.put("artifact-components", artifact + "?tab=components");
        addresses.put("artifact-deployments", artifact + "?tab=deployments");
        addresses.put("artifact-verdicts", artifact + "?tab=verdicts");
        addresses.put("findings", "/findings");
        addresses.put("finding", "/findings/1");
        addresses.put("secret", secret);
        addresses.put("zero-day", "/zero-day");
        addresses.put("zero-day-package", "/zero-day?q=pkg:npm/left-pad");
        addresses.put("advisory", "/zero-day?q=" + SeededEstate.VULNERABILITY);
        addresses.put("zero-day-mistake", "/zero-day?q=pkg:npm/left-pad@%3C%3C1");
        addresses.put("environments", "/environments");
        addresses.put("environment", "/environments/production");
        addresses.put("environment-running", "/environments/production?tab=running");
        addresses.put("freshness", "/freshness");
        addresses.put("freshness-images", "/freshness?thing=instance&measure=image");
        addresses.put("host", host);
        addresses.put("service-levels", "/service-levels");
        addresses.put("policy", "/policy");
        addresses.put("audit", "/audit");
        addresses.put("search", "/search?q=che");
        addresses.put("search-nothing", "/search?q=nothing-like-it");
        addresses.put("settings", "/settings");
        addresses.put("login", "/doors/login");
        addresses.put("login-refused", "/doors/refused");
        addresses.put("setup", "/doors/setup");
        addresses.put("message", "/doors/message");
        addresses.put("problem", "/findings/123456789");
        return addresses;
    }
}
