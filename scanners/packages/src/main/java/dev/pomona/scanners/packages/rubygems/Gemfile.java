// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rubygems;

import dev.pomona.model.component.Location;
import dev.pomona.model.component.Scope;
import dev.pomona.scanners.packages.locked.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a `Gemfile` (or `gems.rb`) says literally.
///
/// @param open lines that ask for gems in a way only Ruby can answer: computed names, `eval_gemfile`, `instance_eval`
record Gemfile(Source source, List<Requirement> requirements, List<Integer> open) {

    private static final Set<String> OPENING =
            Set.of("if", "unless", "case", "while", "until", "begin", "def", "class", "module", "for");

    /// Blocks that change where gems come from, and not whether they are asked for.
    private static final Set<String> PLAIN_BLOCKS = Set.of("source", "path", "git", "github", "with_options");

    Gemfile {
        requirements = List.copyOf(requirements);
        open = List.copyOf(open);
    }

    static Gemfile read(Source source) {
        var reader = new Reader(source);
        for (List<Token> statement : RubyLexer.statements(source.file().text())) reader.statement(statement);
        return new Gemfile(source, reader.requirements, reader.open);
    }

    private static final class Reader {

        private static final int DEEPEST = 200;

        private final Source source;
        private final List<Requirement> requirements = new ArrayList<>();
        private final List<Integer> open = new ArrayList<>();

        private final Deque<Block> blocks = new ArrayDeque<>();

        private record Block(Scope scope, boolean conditional) {}

        Reader(Source source) {
            this.source = source;
        }

        private Scope scope() {
            return blocks.isEmpty() ? Scope.RUNTIME : blocks.getFirst().scope();
        }

        private boolean isConditional() {
            return !blocks.isEmpty() && blocks.getFirst().conditional();
        }

        void statement(List<Token> statement) {
            Token first = statement.getFirst();
            if (first.isWord("end")) {
                if (!blocks.isEmpty()) blocks.pop();
                return;
            }
            Call call = Call.of(statement);
            if (first.kind() == Token.Kind.WORD && OPENING.contains(first.text())) {
                boolean oneLine = statement.getLast().isWord("end");
                if (!oneLine) push(scope(), true);
                return;
            }
            boolean block = statement.stream().anyMatch(token -> token.isWord("do"));
            if (call == null) {
                if (block) push(scope(), true);
                return;
            }
            switch (call.name().text()) {
                case "gem" -> gem(call, statement);
                case "eval_gemfile", "instance_eval", "eval" -> open.add(first.line());
                case "group" -> {
                    boolean optional =
                            call.options().getOrDefault("optional", List.of()).contains("true");
                    if (block) push(optional ? Scope.OPTIONAL : groups(call.arguments()), isConditional());
                    return;
                }
                default -> {}
            }
            if (block)
                push(
                        scope(),
                        isConditional() || !PLAIN_BLOCKS.contains(call.name().text()));
        }

        private static boolean isModifier(Token token) {
            return token.isWord("if") || token.isWord("unless");
        }

        private void push(Scope scope, boolean conditional) {
            if (blocks.size() < DEEPEST) blocks.push(new Block(scope, conditional));
        }

        private void gem(Call call, List<Token> statement) {
            Token name = call.name();
            if (call.arguments().isEmpty()) {
                open.add(name.line());
                return;
            }
            List<String> versions = call.arguments().subList(1, call.arguments().size());
            List<String> groups = new ArrayList<>(call.options().getOrDefault("group", List.of()));
            groups.addAll(call.options().getOrDefault("groups", List.of()));
            requirements.add(new Requirement(
                    call.arguments().getFirst(),
                    versions.isEmpty() ? ">= 0" : String.join(", ", versions),
                    groups.isEmpty() ? scope() : groups(groups),
                    isConditional()
                            || call.options().containsKey("platform")
                            || call.options().containsKey("platforms")
                            || call.options().containsKey("install_if")
                            || statement.stream().anyMatch(Reader::isModifier),
                    Location.at(source.path(), name.line(), name.column())));
        }
    }

    /// The scope of something in several groups at once. Bundler loads whatever is in the default group, or in one that
    /// is named for the place where the program runs.
    private static Scope groups(List<String> groups) {
        Scope scope = null;
        for (String group : groups)
            scope = mostExposed(
                    scope,
                    switch (group) {
                        case "development" -> Scope.DEVELOPMENT;
                        case "test" -> Scope.TEST;
                        default -> Scope.RUNTIME;
                    });
        return scope == null ? Scope.RUNTIME : scope;
    }

    private static Scope mostExposed(@Nullable Scope one, Scope other) {
        return one == null ? other : one.mostExposed(other);
    }
}
