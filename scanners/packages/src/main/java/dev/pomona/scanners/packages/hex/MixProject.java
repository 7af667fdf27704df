// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.hex;

import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Scope;
import dev.pomona.scanners.packages.hex.Term.Kind;
import dev.pomona.scanners.packages.locked.Source;
import dev.pomona.syntax.SyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a `mix.exs` says literally: the project's name, and the list in its function `deps`.
///
/// @param root `null` when the name is computed
record MixProject(Source source, @Nullable Purl root, List<Requirement> requirements) {

    /// @param constraint `null` where only a place is given
    /// @param local whether it is taken from a path or the umbrella
    record Requirement(String name, @Nullable String constraint, boolean local, Scope scope, Location location) {}

    /// `null`, after a gap, when the file can't be understood.
    static @Nullable MixProject read(Source source) {
        List<Term> terms;
        try {
            terms = TermReader.elixir(source.file().text());
        } catch (SyntaxException e) {
            source.malformed(e.describe());
            return null;
        }
        String name = null;
        String version = null;
        var requirements = new ArrayList<Requirement>();
        Deque<List<Term>> open = new ArrayDeque<>(List.of(terms));
        while (!open.isEmpty()) {
            List<Term> siblings = open.remove();
            boolean inDeps = false;
            for (int i = 0; i < siblings.size(); i++) {
                Term term = siblings.get(i);
                Term next = i + 1 < siblings.size() ? siblings.get(i + 1) : null;
                if (term.kind() == Kind.LABEL && next != null) {
                    if (term.text().equals("app") && next.kind() == Kind.ATOM && name == null) name = next.text();
                    if (term.text().equals("version") && next.kind() == Kind.TEXT && version == null) {
                        version = next.text();
                    }
                    if (term.text().equals("deps") && next.kind() == Kind.LIST) collect(source, next, requirements);
                }
                if (term.isAtom("def") || term.isAtom("defp")) {
                    inDeps = next != null && next.isAtom("deps");
                }
                if (inDeps && term.kind() == Kind.LIST) collect(source, term, requirements);
                if (!term.items().isEmpty()) open.add(term.items());
            }
        }
        Purl root = name == null || name.isEmpty() ? null : Source.root("hex", name, version);
        return new MixProject(source, root, requirements);
    }

    private static void collect(Source source, Term list, List<Requirement> requirements) {
        for (Term tuple : list.items()) {
            String name = tuple.kind() == Kind.TUPLE ? tuple.text(0, Kind.ATOM) : null;
            if (name == null || name.isEmpty()) continue;
            Term second = tuple.item(1);
            Term options =
                    tuple.items().getLast().kind() == Kind.LIST ? tuple.items().getLast() : tuple;
            boolean local = options.option("path") != null || options.option("in_umbrella") != null;
            String constraint = second != null && second.kind() == Kind.TEXT ? second.text() : null;
            requirements.add(new Requirement(
                    name,
                    constraint,
                    local,
                    scope(options.option("only")),
                    Location.at(source.path(), tuple.line(), tuple.column())));
        }
    }

    /// `only: :test`, `only: [:dev, :test]`
    private static Scope scope(@Nullable Term only) {
        if (only == null) return Scope.RUNTIME;
        Scope scope = null;
        for (Term environment : only.kind() == Kind.LIST ? only.items() : List.of(only)) {
            Scope one = switch (environment.text()) {
                case "dev" -> Scope.DEVELOPMENT;
                case "test" -> Scope.TEST;
                default -> Scope.RUNTIME;
            };
            scope = scope == null ? one : scope.mostExposed(one);
        }
        return scope == null ? Scope.RUNTIME : scope;
    }
}
