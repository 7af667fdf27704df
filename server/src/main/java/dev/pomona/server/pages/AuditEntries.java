// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.pages.view.AuditView;
import dev.pomona.server.pages.view.Links;
import dev.pomona.server.pages.view.Show;
import dev.pomona.store.audit.AuditStore;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import dev.pomona.syntax.Sequence;
import dev.pomona.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Entries of the audit trail as people read them.
final class AuditEntries {

    private static final int MOST = 20;

    private AuditEntries() {}

    static AuditView.Entry of(AuditStore.Entry entry) {
        return new AuditView.Entry(
                entry.seq(),
                entry.at(),
                Show.person(entry.actor()),
                entry.action().replace('-', ' '),
                entry.subject(),
                link(entry.subject()),
                detail(entry.detail()),
                entry.hash());
    }

    /// Where what it was done to has a page; `null` where it has none.
    private static @Nullable String link(String subject) {
        int blank = subject.indexOf(' ');
        if (blank < 0) return null;
        String name = subject.substring(blank + 1);
        return switch (subject.substring(0, blank)) {
            case "finding" -> name.matches("[0-9]{1,18}") ? Links.finding(Long.parseLong(name)) : null;
            case "project" -> Links.project(name);
            case "environment" -> Links.environment(name);
            case "host" -> Links.host(name);
            default -> null;
        };
    }

    /// Name and value of each member; what is no object is shown as it is.
    private static List<AuditView.Detail> detail(String json) {
        Node node;
        try {
            node = Json.read(json);
        } catch (SyntaxException _) {
            return List.of(new AuditView.Detail("", json));
        }
        if (!(node instanceof Mapping)) return List.of(new AuditView.Detail("", json));
        var details = new ArrayList<AuditView.Detail>();
        for (Mapping.Entry entry : node.entries()) {
            String value = words(entry.value());
            if (!value.isEmpty() && details.size() < MOST) {
                details.add(new AuditView.Detail(spaced(entry.key()), value));
            }
        }
        return details;
    }

    private static String words(Node node) {
        return switch (node) {
            case Scalar scalar -> scalar.text() == null ? "" : scalar.raw();
            case Sequence sequence ->
                list(sequence.items().stream().map(AuditEntries::words).toList(), ", ");
            case Mapping mapping ->
                list(
                        mapping.entries().stream()
                                .map(entry -> spaced(entry.key()) + " " + words(entry.value()))
                                .toList(),
                        " ");
        };
    }

    private static String list(List<String> words, String between) {
        return words.stream().limit(MOST).collect(Collectors.joining(between)) + (words.size() > MOST ? " …" : "");
    }

    /// `maxImageAge` as `max image age`.
    private static String spaced(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
