// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.store.sql.TestDatabase;
import java.util.function.UnaryOperator;

/// Shows the pages of a made-up organisation on a port, for people who work on them: `LookAtPages 8090`.
final class LookAtPages {

    private LookAtPages() {}

    public static void main(String[] arguments) throws InterruptedException {
        var database = TestDatabase.fresh();
        var tenant = SeededEstate.make(database, UnaryOperator.identity());
        var pages = new ShownPages(database, tenant, ShownPages.everyRole(), Integer.parseInt(arguments[0]));
        System.out.println(pages.address());
        Thread.currentThread().join();
    }
}
