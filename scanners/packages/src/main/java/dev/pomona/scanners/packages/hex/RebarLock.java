// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.hex;

import static dev.pomona.model.component.Digest.Algorithm.SHA256;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scanners.packages.hex.Term.Kind;
import dev.pomona.scanners.packages.locked.Source;
import dev.pomona.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `rebar.lock`: Erlang terms, each package with its depth below the project: 0 is direct.
final class RebarLock {

    private RebarLock() {}

    static void report(Source source) {
        List<Term> terms;
        try {
            terms = TermReader.erlang(source.file().text());
        } catch (SyntaxException e) {
            source.malformed(e.describe());
            return;
        }
        Term list = terms.isEmpty() ? null : packages(terms.getFirst());
        if (list == null) {
            if (!source.file().text().isBlank()) source.malformed("no list of packages");
            return;
        }
        Map<String, Digest> digests = digests(terms);
        var components = new ArrayList<Component>();
        for (Term entry : list.items()) {
            Component component = component(source, entry, digests);
            if (component != null) components.add(component);
        }
        source.reporter().manifest(new Manifest(source.path(), "rebar-lock", null, components, List.of()));
    }

    /// The list alone, or `{"1.2.0", […]}`.
    private static @Nullable Term packages(Term first) {
        if (first.kind() == Kind.LIST) return first;
        Term second = first.kind() == Kind.TUPLE ? first.item(1) : null;
        return second != null && second.kind() == Kind.LIST ? second : null;
    }

    /// `{pkg_hash_ext, [{<<"name">>, <<"SHA-256 of the archive">>}]}`
    private static Map<String, Digest> digests(List<Term> terms) {
        Map<String, Digest> digests = new HashMap<>();
        for (Term section : terms.size() < 2 ? List.<Term>of() : terms.get(1).items()) {
            Term entries = section.item(1);
            if (!"pkg_hash_ext".equals(section.text(0, Kind.ATOM)) || entries == null) continue;
            for (Term entry : entries.items()) {
                String name = entry.text(0, Kind.TEXT);
                Digest digest = Source.hex(SHA256, entry.text(1, Kind.TEXT));
                if (name != null && digest != null) digests.put(name, digest);
            }
        }
        return digests;
    }

    /// `{<<"name">>, {pkg, <<"package">>, <<"1.2.3">>}, 0}` or `{<<"name">>, {git, "https://…", {ref, "commit"}}, 0}`
    private static @Nullable Component component(Source source, Term entry, Map<String, Digest> digests) {
        Location at = Location.at(source.path(), entry.line(), entry.column());
        String name = entry.text(0, Kind.TEXT);
        Term from = entry.item(1);
        String kind = from == null ? null : from.text(0, Kind.ATOM);
        Relation relation = "0".equals(entry.text(2, Kind.ATOM)) ? Relation.DIRECT : Relation.TRANSITIVE;
        if (name == null || from == null || kind == null) {
            source.unsupported("line %d: an entry that is not known".formatted(entry.line()));
            return null;
        }
        if (kind.equals("pkg")) {
            Purl purl = source.purl("hex", null, from.text(1, Kind.TEXT), from.text(2, Kind.TEXT), at);
            if (purl == null) return null;
            Digest digest = digests.get(name);
            return Component.of(purl, Scope.RUNTIME, relation, at)
                    .withDigests(digest == null ? List.of() : List.of(digest));
        }
        Term reference = from.item(2);
        String commit = reference == null ? null : reference.text(1, Kind.TEXT);
        String address = from.text(1, Kind.TEXT);
        Purl purl = source.coordinates("hex", null, name, at);
        if (purl == null || address == null) {
            source.unsupported("line %d: an entry that is not known".formatted(entry.line()));
            return null;
        }
        String place = address + (commit == null ? "" : "@" + commit);
        Purl located = Source.qualified(purl, Map.of("vcs_url", kind.startsWith("git") ? "git+" + place : place));
        source.unversioned(name, at);
        return Component.unresolved(located, place, Scope.RUNTIME, relation, at);
    }
}
