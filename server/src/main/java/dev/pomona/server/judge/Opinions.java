// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.model.component.InvalidPurlException;
import dev.pomona.model.component.Purl;
import dev.pomona.model.decision.Waiver;
import dev.pomona.policy.vex.LastWords;
import dev.pomona.policy.vex.LastWords.Effect;
import dev.pomona.policy.vex.LastWords.Said;
import dev.pomona.policy.vex.LastWords.Stance;
import dev.pomona.policy.vex.LastWords.Word;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.judgement.VexStore;
import dev.pomona.store.judgement.VexStore.Flaw;
import dev.pomona.store.judgement.VexStore.Received;
import dev.pomona.store.judgement.VexStore.Statement;
import dev.pomona.store.judgement.VexStore.Status;
import dev.pomona.store.sql.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What others state about the flaws that are open in an artifact (VEX), and what follows from it.
///
/// Of several that differ [LastWords] decides.
public final class Opinions {

    private Opinions() {}

    /// What is stated about one finding, and what follows.
    public static LastWords<Received> about(Tx tx, long finding, Artifact artifact) {
        var store = new VexStore(tx);
        return of(
                        store.flawsOf(finding),
                        store.about(List.of(artifact.id())).getOrDefault(artifact.id(), List.of()),
                        artifact)
                .getOrDefault(finding, LastWords.none());
    }

    /// What follows for each flaw of an artifact, by the finding's id; a flaw of which nobody speaks is left out.
    public static Map<Long, LastWords<Received>> of(List<Flaw> flaws, List<Received> statements, Artifact artifact) {
        // too many to be heard fairly: then nobody is
        if (statements.size() > VexStore.MOST_ABOUT) return Map.of();
        var byName = new HashMap<String, List<Received>>();
        for (Received received : statements) {
            for (String name : received.statement().vulnerabilities()) {
                byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(received);
            }
        }
        var byFinding = new TreeMap<Long, LastWords<Received>>();
        for (Flaw flaw : flaws) {
            List<Received> about = flaw.names().stream()
                    .flatMap(name -> byName.getOrDefault(name, List.of()).stream())
                    .distinct()
                    .filter(received -> isAbout(received.statement(), flaw.purl(), artifact))
                    .sorted(Comparator.comparingLong(Received::id))
                    .toList();
            byFinding.merge(flaw.finding(), lastWords(about), Opinions::together);
        }
        byFinding.values().removeIf(opinion -> opinion.counting().isEmpty());
        return byFinding;
    }

    private static LastWords<Received> lastWords(List<Received> about) {
        return LastWords.of(
                about.stream().map(one -> new Said<>(one, word(one))).toList());
    }

    private static Word word(Received received) {
        Statement said = received.statement();
        Purl part = said.part().isEmpty() ? null : Purl.parse(said.part());
        Stance stance = clears(said) ? Stance.CLEARS : said.status() == Status.AFFECTED ? Stance.HARMS : Stance.OPEN;
        return new Word(said.author(), received.at(), LastWords.exactness(Purl.parse(said.product()), part), stance);
    }

    private static boolean clears(Statement statement) {
        return statement.status() == Status.NOT_AFFECTED || statement.status() == Status.FIXED;
    }

    /// A finding about several versions is cleared when each of them is.
    private static LastWords<Received> together(LastWords<Received> one, LastWords<Received> other) {
        Effect effect = one.effect() == other.effect()
                ? one.effect()
                : one.effect() == Effect.CONTESTED || other.effect() == Effect.CONTESTED
                        ? Effect.CONTESTED
                        : Effect.NONE;
        return new LastWords<>(
                effect, joined(one.counting(), other.counting()), joined(one.superseded(), other.superseded()));
    }

    private static List<Received> joined(List<Received> some, List<Received> more) {
        var all = new TreeSet<Received>(Comparator.comparingLong(Received::id));
        all.addAll(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    private static boolean isAbout(Statement statement, String component, Artifact artifact) {
        try {
            Purl product = Purl.parse(statement.product());
            Purl found = Purl.parse(component);
            if (statement.part().isEmpty()) return product.covers(found) || isArtifact(product, artifact);
            return isArtifact(product, artifact) && Purl.parse(statement.part()).covers(found);
        } catch (InvalidPurlException e) {
            return false;
        }
    }

    /// By its digest, or by its name and version.
    private static boolean isArtifact(Purl product, Artifact artifact) {
        if (artifact.digest().equals(product.version())) return true;
        String checksum = product.qualifiers().get("checksum");
        if (checksum != null) return checksum.equals(artifact.digest());
        return product.name().equals(artifact.name())
                && (product.version() == null || product.version().equals(artifact.version()));
    }

    /// What is cleared, as waivers whose owner is the statement's author.
    static List<Waiver> waivers(List<Flaw> flaws, List<Received> statements, Artifact artifact) {
        if (statements.isEmpty()) return List.of();
        var fingerprints = new HashMap<Long, String>();
        flaws.forEach(flaw -> fingerprints.put(flaw.finding(), flaw.fingerprint()));
        var waivers = new ArrayList<Waiver>();
        of(flaws, statements, artifact).forEach((finding, opinion) -> {
            if (opinion.effect() == Effect.CLEARED)
                waivers.add(waiver(Objects.requireNonNull(fingerprints.get(finding)), opinion));
        });
        return waivers;
    }

    private static Waiver waiver(String fingerprint, LastWords<Received> opinion) {
        List<Received> clearing = opinion.counting().stream()
                .filter(one -> clears(one.statement()))
                .toList();
        String authors = clearing.stream()
                .map(one -> one.statement().author())
                .filter(author -> !author.isBlank())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String ids = clearing.stream().map(one -> Long.toString(one.id())).collect(Collectors.joining(", "));
        return new Waiver(
                List.of(),
                List.of(fingerprint),
                List.of(),
                List.of(),
                authors.isEmpty() ? "an author without a name" : authors,
                reason(clearing.getFirst().statement()),
                null,
                "VEX statement " + ids);
    }

    private static String reason(Statement statement) {
        String why = statement.remark().isEmpty() ? statement.justification() : statement.remark();
        return statement.status().name() + (why.isEmpty() ? "" : ": " + why);
    }
}
