// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.gradle;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scanners.packages.gradle.ScriptTokens.Kind;
import dev.pomona.scanners.packages.gradle.ScriptTokens.Token;
import dev.pomona.scanners.packages.maven.Coordinates;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a build script states literally in its `dependencies` and `plugins` blocks. It is never evaluated:
/// variables stay open, and what is put together by code is not seen.
final class BuildScript {

    private static final Set<String> TRANSPARENT = Set.of("if", "else");
    private static final Set<String> LOCAL =
            Set.of("project", "files", "fileTree", "projects", "gradleApi", "localGroovy", "gradleTestKit");
    private static final Set<String> MANAGEMENT =
            Set.of("constraints", "dependencyManagement", "components", "modules");
    private static final int MAX_BLOCKS = 200;

    private final String path;
    private final List<Component> components = new ArrayList<>();
    private final Deque<String> blocks = new ArrayDeque<>();
    private final List<Token> statement = new ArrayList<>();
    private int depth;
    private int open;
    private int unread;

    BuildScript(FileView file) {
        this.path = file.path();
        read(ScriptTokens.of(file.text()));
    }

    List<Component> components() {
        return components;
    }

    /// @param isLocked whether a lock file says what is in use
    void report(Reporter reporter, boolean isLocked) {
        List<Component> told = isLocked
                ? components.stream()
                        .filter(component -> component.scope() == Scope.BUILD)
                        .toList()
                : components;
        reporter.manifest(new Manifest(path, "gradle-script", null, told, List.of()));
        boolean isPartial = open + unread > 0 || told.stream().anyMatch(part -> part.scope() != Scope.BUILD);
        if (isLocked || !isPartial) return;
        reporter.gap(new Gap(
                Gap.Kind.UNRESOLVED,
                path,
                "there is no gradle.lockfile: %d versions stay open, %d dependencies are not stated literally, and what the others need is unknown"
                        .formatted(open, unread)));
    }

    private void read(List<Token> tokens) {
        int parentheses = 0;
        for (Token token : tokens) {
            if (token.isSign("(") || token.isSign("[")) parentheses++;
            if (token.isSign(")") || token.isSign("]")) parentheses = Math.max(0, parentheses - 1);
            if (token.isSign("{")) {
                String name = statement.isEmpty() ? "" : statement.getFirst().text();
                end();
                depth++;
                if (depth <= MAX_BLOCKS) blocks.push(name);
                parentheses = 0;
            } else if (token.isSign("}")) {
                end();
                if (depth <= MAX_BLOCKS && !blocks.isEmpty()) blocks.pop();
                depth = Math.max(0, depth - 1);
                parentheses = 0;
            } else if (token.isSign(";") || (token.kind() == Kind.LINE_END && parentheses == 0 && !continues())) {
                end();
            } else if (token.kind() != Kind.LINE_END) {
                statement.add(token);
            }
        }
        end();
    }

    private boolean continues() {
        return !statement.isEmpty() && statement.getLast().isSign(",");
    }

    private void end() {
        if (statement.size() > 1 && depth <= MAX_BLOCKS && blocks.stream().noneMatch(MANAGEMENT::contains)) {
            String block = blocks.stream()
                    .filter(name -> !TRANSPARENT.contains(name))
                    .findFirst()
                    .orElse("");
            if (block.equals("dependencies")) dependency();
            else if (block.equals("plugins")) plugin();
        }
        statement.clear();
    }

    private void dependency() {
        Token head = statement.getFirst();
        if (head.isSign("}")
                || head.kind() == Kind.SIGN
                || Set.of("def", "val", "var").contains(head.text())) return;
        List<Token> rest = statement.subList(1, statement.size());
        String configuration = head.text();
        if (configuration.equals("add") || configuration.endsWith(".add")) {
            List<Token> texts =
                    rest.stream().filter(token -> token.kind() == Kind.TEXT).toList();
            if (texts.size() < 2) return;
            configuration = texts.getFirst().text();
        }
        if (MANAGEMENT.contains(configuration) || configuration.contains(".exclude")) return;
        boolean isBuild = blocks.contains("buildscript");
        Scope scope = isBuild ? Scope.BUILD : Configurations.scope(configuration);
        Map<String, Token> named = named(rest);
        if (named.containsKey("group") && named.containsKey("name")) {
            Token version = named.get("version");
            Token group = named.get("group");
            add(
                    group,
                    new Notation(
                            group.text(),
                            named.get("name").text(),
                            version == null ? null : version.text(),
                            null,
                            "jar"),
                    scope);
            return;
        }
        readNotations(rest, scope);
    }

    private void readNotations(List<Token> rest, Scope scope) {
        boolean isPlatform = rest.stream().anyMatch(BuildScript::isPlatform);
        boolean isLocal =
                rest.stream().anyMatch(token -> token.kind() == Kind.WORD && LOCAL.contains(firstName(token)));
        boolean isFound = false;
        for (Token token : rest) {
            if (token.kind() != Kind.TEXT || token.text().indexOf(':') < 1 || isLocal) continue;
            Notation notation = Notation.parse(token.text());
            if (notation == null) continue;
            isFound = true;
            add(token, isPlatform ? platform(notation) : notation, scope);
        }
        boolean isReference = rest.stream().anyMatch(token -> token.kind() == Kind.WORD || token.kind() == Kind.TEXT);
        if (!isFound && !isLocal && isReference) unread++;
    }

    private static Notation platform(Notation notation) {
        return new Notation(notation.group(), notation.name(), notation.version(), null, "pom");
    }

    private static boolean isPlatform(Token token) {
        return token.kind() == Kind.WORD
                && (token.text().equals("platform") || token.text().equals("enforcedPlatform"));
    }

    private static String firstName(Token word) {
        int dot = word.text().indexOf('.');
        return dot < 0 ? word.text() : word.text().substring(0, dot);
    }

    /// Texts with a name before them: `group: 'g'` and `group = "g"`.
    private static Map<String, Token> named(List<Token> tokens) {
        var named = new HashMap<String, Token>();
        for (int i = 0; i + 2 < tokens.size(); i++) {
            boolean isNamed = tokens.get(i + 1).isSign(":") || tokens.get(i + 1).isSign("=");
            if (isNamed
                    && tokens.get(i).kind() == Kind.WORD
                    && tokens.get(i + 2).kind() != Kind.SIGN) {
                named.putIfAbsent(tokens.get(i).text(), tokens.get(i + 2));
            }
        }
        return named;
    }

    /// `id("a.b") version "1"`, `id 'a.b' version '1'`, `kotlin("jvm") version "2"`. Plug-ins without version come
    /// with Gradle or from elsewhere in the build.
    private void plugin() {
        String id = null;
        String version = null;
        Token place = statement.getFirst();
        for (int i = 0; i + 1 < statement.size(); i++) {
            Token word = statement.get(i);
            Token text = statement.get(i + 1).isSign("(") && i + 2 < statement.size()
                    ? statement.get(i + 2)
                    : statement.get(i + 1);
            if (word.kind() != Kind.WORD || text.isSign(")")) continue;
            switch (word.text()) {
                case "id" -> id = text.text();
                case "kotlin" -> id = "org.jetbrains.kotlin." + text.text();
                case "version" -> version = text.kind() == Kind.TEXT ? text.text() : "${" + text.text() + "}";
                default -> {}
            }
        }
        if (id == null || version == null || !Coordinates.isName(id)) return;
        add(place, new Notation(id, id + ".gradle.plugin", version, null, "jar"), Scope.BUILD);
    }

    private void add(Token place, Notation notation, Scope scope) {
        if (!Coordinates.isName(notation.group()) || !Coordinates.isName(notation.name())) {
            unread++;
            return;
        }
        Purl purl = notation.purl();
        var component = Component.of(purl, scope, Relation.DIRECT, Location.at(path, place.line(), place.column()));
        if (purl.version() == null) open++;
        @Nullable String requirement = purl.version() == null ? notation.version() : null;
        components.add(component.withRequirement(requirement));
    }
}
