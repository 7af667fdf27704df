// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.nuget;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scanners.packages.locked.ResolvedGraph;
import dev.pomona.scanners.packages.locked.Source;
import java.util.Locale;

/// Reads `paket.lock`: groups of packages, each with what it needs indented below it. Only packages from NuGet are
/// components; which of them a project asks for is not in this file.
final class PaketLock {

    private final Source source;
    private final ResolvedGraph graph = new ResolvedGraph();
    private String group = "";
    private boolean nuget;
    private boolean understood;
    private String parent = "";

    private PaketLock(Source source) {
        this.source = source;
    }

    static void report(Source source) {
        new PaketLock(source).read();
    }

    private void read() {
        int number = 0;
        for (String line : source.file().text().lines().toList()) {
            number++;
            if (!line.isBlank()) line(line, number);
        }
        boolean blank = source.file().text().isBlank();
        if (!understood && !blank) source.malformed("no section that Paket writes");
        else graph.report(source, "paket-lock", null);
    }

    private void line(String line, int number) {
        int indent = indent(line);
        String text = line.strip();
        switch (indent) {
            case 0 -> section(text);
            case 4 -> entry(text, number);
            case 6 -> {
                if (nuget && !parent.isEmpty()) graph.connect(parent, key(word(text)));
            }
            default -> {} // "  remote: …" and settings
        }
    }

    private void section(String text) {
        parent = "";
        nuget = text.equals("NUGET");
        if (text.startsWith("GROUP ")) group = text.substring("GROUP ".length()).strip();
        understood |= nuget
                || text.startsWith("GROUP ")
                || text.startsWith("RESTRICTION:")
                || text.equals("HTTP")
                || text.equals("GITHUB")
                || text.equals("GIT")
                || text.startsWith("STORAGE:");
    }

    private void entry(String text, int number) {
        parent = "";
        if (!nuget) return;
        int open = text.indexOf('(');
        int close = text.indexOf(')', open + 1);
        Location at = Location.at(source.path(), number, 5);
        if (open <= 0 || close < 0) {
            source.malformed("line %d: a package is 'name (version)'".formatted(number));
            return;
        }
        Purl purl = source.purl("nuget", null, word(text), text.substring(open + 1, close), at);
        if (purl == null) return;
        parent = key(word(text));
        graph.add(parent, Component.of(purl, Scope.RUNTIME, Relation.UNKNOWN, at));
    }

    private String key(String id) {
        return group + " " + id.toLowerCase(Locale.ROOT);
    }

    private static String word(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') indent++;
        return indent;
    }
}
