// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import java.util.Map;
import java.util.TreeMap;

/// A Maven repository in memory, written down shortly: `publish("g:a:1", "<dependencies>…")`.
final class Repository {

    final Map<String, String> files = new TreeMap<>();

    Repository publish(String coordinates, String... body) {
        String[] parts = coordinates.split(":", -1);
        var at = new Coordinates(parts[0], parts[1], parts[2]);
        files.put(at.path("pom"), """
                <project><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s</project>""".formatted(parts[0], parts[1], parts[2], String.join("", body)));
        return this;
    }

    static String needs(String... dependencies) {
        return "<dependencies>" + String.join("", dependencies) + "</dependencies>";
    }

    static String manages(String... dependencies) {
        return "<dependencyManagement>" + needs(dependencies) + "</dependencyManagement>";
    }

    /// `group:artifact[:version[:scope]]`, and more elements as they are.
    static String dependency(String coordinates, String... more) {
        String[] parts = coordinates.split(":", -1);
        var xml = new StringBuilder("<dependency>");
        String[] names = {"groupId", "artifactId", "version", "scope"};
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].isEmpty()) {
                xml.append("<%s>%s</%s>".formatted(names[i], parts[i], names[i]));
            }
        }
        for (String element : more) xml.append(element);
        return xml.append("</dependency>").toString();
    }

    static String exclusion(String groupId, String artifactId) {
        return "<exclusions><exclusion><groupId>%s</groupId><artifactId>%s</artifactId></exclusion></exclusions>"
                .formatted(groupId, artifactId);
    }

    static String project(String... body) {
        return "<project><groupId>p</groupId><artifactId>root</artifactId><version>1</version>" + String.join("", body)
                + "</project>";
    }
}
