// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.report;

import dev.pomona.cli.terminal.Escape;
import dev.pomona.cli.terminal.Style;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Purl;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The findings of one file: secrets, then vulnerabilities, those of one component together.
final class FindingTable {

    private static final int SEVERITY_WIDTH = 8;
    private static final int ID_WIDTH = 19;

    private final Terminal terminal;
    private final PrintStream out;

    FindingTable(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.out();
    }

    void print(List<Finding> findings) {
        Map<Component, List<Detail.VulnerableComponent>> byComponent = new LinkedHashMap<>();
        for (Finding finding : findings) {
            switch (finding.detail()) {
                case Detail.VulnerableComponent detail ->
                    byComponent
                            .computeIfAbsent(detail.component(), _ -> new ArrayList<>())
                            .add(detail);
                case Detail.Secret secret -> new SecretLines(terminal).print(finding, secret);
            }
        }
        byComponent.forEach(this::component);
        out.println();
    }

    private void component(Component component, List<Detail.VulnerableComponent> details) {
        Detail.VulnerableComponent first = details.getFirst();
        out.printf(
                "  %s%s%s%n",
                terminal.styled(Style.BOLD, name(component.purl())),
                remedy(first.upgrade().clean(), details.size()),
                terminal.styled(Style.DIM, place(component)));
        if (first.path().size() > 1) {
            String path = String.join(
                    " › ", first.path().stream().map(FindingTable::name).toList());
            out.println(terminal.styled(Style.DIM, "    via " + path));
        }
        details.forEach(this::vulnerability);
    }

    private String remedy(@Nullable String clean, int count) {
        if (clean == null) return "";
        String what = count == 1 ? "" : " removes all %d".formatted(count);
        return terminal.styled(Style.GREEN, "  → " + Escape.line(clean)) + terminal.styled(Style.DIM, what);
    }

    private static String place(Component component) {
        int line = component.locations().getFirst().line();
        String relation = switch (component.relation()) {
            case DIRECT -> "  direct";
            case TRANSITIVE -> "  transitive";
            case UNKNOWN -> "";
        };
        String scope = switch (component.scope()) {
            case RUNTIME -> "";
            case PROVIDED, OPTIONAL, DEVELOPMENT, TEST, BUILD ->
                " " + component.scope().name().toLowerCase(Locale.ROOT);
        };
        return relation + scope + (line == 0 ? "" : ", line %d".formatted(line));
    }

    private void vulnerability(Detail.VulnerableComponent detail) {
        Vulnerability vulnerability = detail.vulnerability();
        String severity =
                vulnerability.malware() ? "MALWARE" : vulnerability.severity().name();
        var facts = new ArrayList<String>();
        if (vulnerability.score() != null) facts.add(String.format(Locale.ROOT, "%.1f", vulnerability.score()));
        if (vulnerability.kev() != null) facts.add("exploited");
        if (vulnerability.epss() != null) {
            facts.add(String.format(
                    Locale.ROOT,
                    "EPSS %.1f%%",
                    Math.min(99.9, vulnerability.epss().probability() * 100)));
        }
        facts.add(
                detail.upgrade().fixed() == null
                        ? "no fix known"
                        : "fixed in " + Escape.line(detail.upgrade().fixed()));
        String head = "    %s  %s  %s"
                .formatted(
                        terminal.styled(
                                vulnerability.malware() ? Style.BRIGHT_RED : Style.of(vulnerability.severity()),
                                Lines.padded(severity, SEVERITY_WIDTH)),
                        Lines.padded(Escape.line(vulnerability.id()), ID_WIDTH),
                        String.join(", ", facts));
        out.println(head);
        if (!vulnerability.summary().isEmpty()) {
            int indent = 4 + SEVERITY_WIDTH + 2;
            String summary = Lines.shortened(Escape.line(vulnerability.summary()), terminal.width() - indent);
            out.println(" ".repeat(indent) + terminal.styled(Style.DIM, summary));
        }
    }

    /// Name and version as the ecosystem's people write them.
    private static String name(Purl purl) {
        String separator = purl.type().equals("maven") ? ":" : "/";
        String name = purl.namespace() == null ? purl.name() : purl.namespace() + separator + purl.name();
        return Escape.line(purl.version() == null ? name : name + " " + purl.version());
    }
}
