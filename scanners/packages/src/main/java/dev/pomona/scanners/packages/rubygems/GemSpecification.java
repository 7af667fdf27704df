// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rubygems;

import dev.pomona.model.component.Location;
import dev.pomona.model.component.Scope;
import dev.pomona.scanners.packages.locked.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a `*.gemspec` says literally.
///
/// @param name `null` when it is computed
/// @param version `null` when it is computed, as it is in most sources
/// @param platform `null` for `ruby`
/// @param open lines whose requirement is computed
record GemSpecification(
        Source source,
        @Nullable String name,
        @Nullable String version,
        @Nullable String platform,
        List<String> licenses,
        List<Requirement> requirements,
        List<Integer> open) {

    private static final Map<String, Scope> CALLS = Map.of(
            "add_dependency", Scope.RUNTIME,
            "add_runtime_dependency", Scope.RUNTIME,
            "add_development_dependency", Scope.DEVELOPMENT);

    GemSpecification {
        licenses = List.copyOf(licenses);
        requirements = List.copyOf(requirements);
        open = List.copyOf(open);
    }

    /// `null` when nothing in the text looks like a gem specification.
    static @Nullable GemSpecification read(Source source) {
        String text = source.file().text();
        var reader = new Reader(source);
        for (List<Token> statement : RubyLexer.statements(text)) reader.statement(statement);
        boolean isOne = reader.name != null
                || reader.version != null
                || !reader.requirements.isEmpty()
                || text.contains("Gem::Specification");
        return isOne
                ? new GemSpecification(
                        source,
                        reader.name,
                        reader.version,
                        reader.platform,
                        reader.licenses,
                        reader.requirements,
                        reader.open)
                : null;
    }

    private static final class Reader {

        private final Source source;
        private @Nullable String name;
        private @Nullable String version;
        private @Nullable String platform;
        private final List<String> licenses = new ArrayList<>();
        private final List<Requirement> requirements = new ArrayList<>();
        private final List<Integer> open = new ArrayList<>();

        Reader(Source source) {
            this.source = source;
        }

        void statement(List<Token> statement) {
            if (isAssignment(statement)) {
                assignment(statement.get(2).text(), statement.subList(4, statement.size()));
                return;
            }
            Call call = Call.of(statement);
            Scope scope = call == null || call.receiver() == null
                    ? null
                    : CALLS.get(call.name().text());
            if (call == null || scope == null) return;
            if (call.arguments().isEmpty()) {
                open.add(call.name().line());
                return;
            }
            List<String> versions = call.arguments().subList(1, call.arguments().size());
            requirements.add(new Requirement(
                    call.arguments().getFirst(),
                    versions.isEmpty() ? ">= 0" : String.join(", ", versions),
                    scope,
                    false,
                    Location.at(source.path(), call.name().line(), call.name().column())));
        }

        /// `spec.name = …`
        private static boolean isAssignment(List<Token> statement) {
            return statement.size() > 4
                    && statement.getFirst().kind() == Token.Kind.WORD
                    && statement.get(1).isPunctuation('.')
                    && statement.get(2).kind() == Token.Kind.WORD
                    && statement.get(3).isPunctuation('=');
        }

        private void assignment(String property, List<Token> value) {
            List<String> strings = value.stream()
                    .filter(token -> token.kind() == Token.Kind.STRING)
                    .map(Token::text)
                    .toList();
            boolean literal = value.getFirst().kind() == Token.Kind.STRING;
            switch (property) {
                case "name" -> name = literal ? strings.getFirst() : name;
                case "version" -> version = literal || isVersionObject(value) ? strings.getFirst() : version;
                case "platform" -> platform = literal ? strings.getFirst() : platform;
                case "license", "licenses" -> licenses.addAll(strings);
                default -> {}
            }
        }

        /// `Gem::Version.new("1.2.3".freeze)`
        private static boolean isVersionObject(List<Token> value) {
            return value.getFirst().isWord("Gem")
                    && value.stream().anyMatch(token -> token.kind() == Token.Kind.STRING);
        }
    }
}
