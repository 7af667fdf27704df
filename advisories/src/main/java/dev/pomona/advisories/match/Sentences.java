// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import dev.pomona.model.advisory.Epss;
import dev.pomona.model.advisory.Kev;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Says in one sentence what is wrong and why it matters here.
final class Sentences {

    /// From this probability on a score is worth mentioning; 95 of 100 vulnerabilities lie below.
    private static final double LIKELY = 0.1;

    private Sentences() {}

    static String of(Component component, Vulnerability vulnerability, List<Purl> path) {
        var sentence = new StringBuilder(display(component.purl()));
        if (vulnerability.malware()) {
            sentence.append(" is a malicious package (")
                    .append(vulnerability.id())
                    .append(')');
        } else {
            sentence.append(" is affected by ").append(vulnerability.id());
            if (!vulnerability.summary().isEmpty()) {
                sentence.append(" (").append(vulnerability.summary()).append(')');
            }
            sentence.append(exploitation(vulnerability.kev(), vulnerability.epss()));
        }
        return sentence.append("; ").append(way(component, path)).append('.').toString();
    }

    private static String exploitation(@Nullable Kev kev, @Nullable Epss epss) {
        if (kev != null) {
            return kev.knownRansomware()
                    ? ", which ransomware is known to exploit"
                    : ", which is known to be exploited";
        }
        if (epss == null || epss.probability() < LIKELY) return "";
        return String.format(
                Locale.ROOT, ", likely to be exploited within 30 days (%.0f %%)", epss.probability() * 100);
    }

    private static String way(Component component, List<Purl> path) {
        String way;
        if (component.relation() == Relation.DIRECT) way = "the project itself asks for it";
        else if (path.size() > 2) way = "it comes with " + display(path.get(1));
        else way = "it is among the components";
        return switch (component.scope()) {
            case RUNTIME -> way;
            case PROVIDED -> way + ", provided where it runs";
            case OPTIONAL -> way + ", optionally";
            case DEVELOPMENT -> way + ", for development only";
            case TEST -> way + ", for tests only";
            case BUILD -> way + ", for the build only";
        };
    }

    private static String display(Purl purl) {
        String separator = purl.type().equals("maven") ? ":" : "/";
        String name = purl.namespace() == null ? purl.name() : purl.namespace() + separator + purl.name();
        return purl.version() == null ? name : name + " " + purl.version();
    }
}
