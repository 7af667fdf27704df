// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import java.io.IOException;
import java.util.regex.Pattern;

/// Ids of advisories as links to where they can be read.
final class Ids {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:._-]{0,99}");

    private Ids() {}

    static void write(String id, Page page) throws IOException {
        if (PLAIN.matcher(id).matches()) page.link(home(id), id);
        else page.text(id);
    }

    private static String home(String id) {
        if (id.startsWith("CVE-")) return "https://nvd.nist.gov/vuln/detail/" + id;
        if (id.startsWith("GHSA-")) return "https://github.com/advisories/" + id;
        return "https://osv.dev/vulnerability/" + id;
    }
}
