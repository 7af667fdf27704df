// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.store.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Takes pictures of all pages, on a desk and on a phone, light and dark: `PicturesOfPages FOLDER`.
final class PicturesOfPages {

    private PicturesOfPages() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        String only = arguments.length > 1 ? arguments[1] : "";
        boolean isHostile = arguments.length > 2 && arguments[2].equals("hostile");
        var database = TestDatabase.fresh();
        var tenant = SeededEstate.make(database, isHostile ? HostileText.first() : UnaryOperator.identity());
        Path program = Chromium.find().orElseThrow();
        try (var pages = new ShownPages(database, tenant, ShownPages.everyRole(), 0);
                var browser = Chromium.start(program, Files.createTempDirectory("pomona-chromium"))) {
            for (var page : addresses(browser, pages).entrySet()) {
                if (!page.getKey().contains(only)) continue;
                for (String look : new String[] {"desk-light", "desk-dark", "phone-light", "phone-dark"}) {
                    boolean isPhone = look.startsWith("phone");
                    browser.become(isPhone ? 390 : 1360, isPhone ? 844 : 900, look.endsWith("dark"));
                    browser.open(pages.address() + page.getValue());
                    Files.write(folder.resolve(page.getKey() + "-" + look + ".png"), browser.picture());
                }
            }
        }
        System.exit(0);
    }

    /// Pages by name: one of each kind.
    static Map<String, String> addresses(Chromium browser, ShownPages pages) {
        browser.open(pages.address() + "/projects/checkout");
        String artifact = browser.evaluate("document.querySelector('a.row-link').getAttribute('href')");
        browser.open(pages.address() + "/findings?kind=SECRET");
        String secret = browser.evaluate("document.querySelector('a.row-link').getAttribute('href')");
        browser.open(pages.address() + "/freshness");
        String host = browser.evaluate("document.querySelector('#next ~ .scroll a.row-link').getAttribute('href')");
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
        addresses.put("zero-day", "/zero-day?q=pkg:npm/left-pad");
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
        addresses.put("problem", "/findings/123456789");
        return addresses;
    }
}
