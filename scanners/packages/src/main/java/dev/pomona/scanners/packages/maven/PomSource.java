// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import dev.pomona.scan.api.PackageSource;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.syntax.Element;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Xml;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Models by coordinates: those of the scanned files first, then published ones, each read once.
final class PomSource {

    private static final int MAX_PUBLISHED = 20_000;
    private static final long MAX_BYTES = 8L << 20;

    private final ScanContext context;
    private final PackageSource published;
    private final Map<String, Pom> byPath = new TreeMap<>();
    private final Map<String, Pom> byName = new HashMap<>();
    private final Map<Coordinates, Answer> answers = new HashMap<>();
    private final Map<String, List<String>> versions = new HashMap<>();

    /// Either a model or the reason why there is none.
    sealed interface Answer {
        record Found(Pom pom) implements Answer {}

        record Missing(String reason) implements Answer {}
    }

    PomSource(ScanContext context) {
        this.context = context;
        this.published = context.packageSource(ScanContext.Ecosystem.MAVEN);
    }

    void add(String path, Pom pom) {
        byPath.put(path, pom);
    }

    @Nullable
    Pom at(String path) {
        return byPath.get(path);
    }

    /// Makes a scanned model known by its effective coordinates; the first of two with the same stays.
    void name(Coordinates coordinates, Pom pom) {
        byName.putIfAbsent(coordinates.toString(), pom);
    }

    /// The scanned model with these coordinates; `null` when there is none.
    @Nullable
    Pom scanned(Coordinates coordinates) {
        return byName.get(coordinates.toString());
    }

    Answer find(Coordinates coordinates) {
        Pom scanned = scanned(coordinates);
        if (scanned != null) return new Answer.Found(scanned);
        Answer known = answers.get(coordinates);
        if (known != null) return known;
        context.checkTime();
        Answer answer = answers.size() >= MAX_PUBLISHED
                ? new Answer.Missing("beyond the limit of %d models".formatted(MAX_PUBLISHED))
                : read(coordinates);
        answers.put(coordinates, answer);
        return answer;
    }

    private Answer read(Coordinates coordinates) {
        if (!coordinates.isPublishable()) return new Answer.Missing("not publishable under this name");
        return switch (published.read(coordinates.path("pom"))) {
            case PackageSource.Lookup.Absent _ -> new Answer.Missing("not found");
            case PackageSource.Lookup.Unavailable unavailable -> new Answer.Missing(unavailable.reason());
            case PackageSource.Lookup.Found found -> {
                byte[] text = bytes(found.content());
                if (text.length == 0) yield new Answer.Missing("empty or too large");
                try {
                    yield new Answer.Found(PomReader.read(text, null));
                } catch (SyntaxException e) {
                    yield new Answer.Missing("malformed");
                }
            }
        };
    }

    /// The published versions that a repository lists; empty when none does.
    List<String> versions(String groupId, String artifactId) {
        if (!Coordinates.isName(groupId) || !Coordinates.isName(artifactId)) return List.of();
        String path = groupId.replace('.', '/') + "/" + artifactId + "/maven-metadata.xml";
        List<String> known = versions.get(path);
        if (known == null) {
            known = readVersions(path);
            versions.put(path, known);
        }
        return known;
    }

    private List<String> readVersions(String path) {
        if (!(published.read(path) instanceof PackageSource.Lookup.Found found)) return List.of();
        byte[] text = bytes(found.content());
        if (text.length == 0) return List.of();
        try {
            Element versioning = Xml.read(text).child("versioning");
            if (versioning == null) return List.of();
            return versioning.children("versions", "version").stream()
                    .map(Element::text)
                    .filter(Coordinates::isVersion)
                    .toList();
        } catch (SyntaxException e) {
            return List.of();
        }
    }

    private static byte[] bytes(MemorySegment content) {
        return content.byteSize() > MAX_BYTES ? new byte[0] : content.toArray(ValueLayout.JAVA_BYTE);
    }
}
