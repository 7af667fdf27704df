// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.git.history.BlobTrace;
import dev.pomona.git.object.Commit;
import dev.pomona.git.object.Person;
import dev.pomona.model.component.Location;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.finding.History;
import dev.pomona.scanners.secrets.detect.Found;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes one finding of a secret that many versions of a file have: it came with the first of them and was last seen in
/// the last. Not for several threads.
final class Versions {

    private static final long LAST_SECOND = 253_402_300_799L; // of the year 9999

    /// The oldest first, by the committer's time; ids only make the order whole.
    private static final Comparator<Commit> AGE = Comparator.<Commit>comparingLong(
                    commit -> commit.committer().seconds())
            .thenComparing(Commit::id);

    private static final Comparator<@Nullable Commit> FIRST = Comparator.nullsLast(AGE);
    private static final Comparator<@Nullable Commit> LAST = Comparator.nullsFirst(AGE);

    private final Map<Key, List<Version>> groups = new LinkedHashMap<>();

    /// The same secret in the same file.
    private record Key(String path, String rule, String secret) {

        /// Nothing of the secret.
        @Override
        public String toString() {
            return "Key[%s, %s]".formatted(path, rule);
        }
    }

    /// One content in which it is.
    ///
    /// @param found one for each path of the content, the leading one first
    private record Version(BlobTrace trace, boolean isPresent, List<Found> found) {}

    /// A finding and the secret that it is about.
    record Entry(Finding finding, Found found) {}

    /// Takes what was found in one content.
    ///
    /// @param present the paths that it has in what is checked out, sorted
    /// @param byPath what was found at each of its paths
    void add(BlobTrace trace, List<String> present, Map<String, List<Found>> byPath) {
        Map<Key, List<Found>> same = new LinkedHashMap<>();
        var paths = new LinkedHashSet<>(present);
        paths.addAll(new TreeMap<>(byPath).keySet());
        Map<String, String> leading = new LinkedHashMap<>();
        for (String path : paths) {
            for (Found found : byPath.getOrDefault(path, List.of())) {
                String secret = found.rule().id() + '\n' + place(found, path) + '\n' + found.value();
                String lead = leading.computeIfAbsent(
                        secret, _ -> found.finding().locations().getFirst().path());
                same.computeIfAbsent(new Key(lead, found.rule().id(), found.value()), _ -> new ArrayList<>())
                        .add(found);
            }
        }
        same.forEach((key, found) -> {
            boolean isPresent = present.stream().anyMatch(path -> isAt(path, found.getFirst()));
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Version(trace, isPresent, found));
        });
    }

    /// Where in the content it is, when that is an archive; empty in the content itself.
    private static String place(Found found, String path) {
        String whole = found.finding().locations().getFirst().path();
        return whole.startsWith(path) ? whole.substring(path.length()) : whole;
    }

    private static boolean isAt(String path, Found found) {
        String whole = found.finding().locations().getFirst().path();
        return whole.equals(path) || whole.startsWith(path + "!/");
    }

    /// All findings, in the order of reports.
    List<Entry> entries() {
        var entries = new ArrayList<Entry>();
        Set<Fingerprint> taken = new HashSet<>();
        for (List<Version> versions : groups.values()) entries.add(entry(versions, taken));
        entries.sort(Comparator.comparing(Entry::finding, Finding.ORDER));
        return entries;
    }

    private static Entry entry(List<Version> versions, Set<Fingerprint> taken) {
        Version shown = versions.stream().max(telling()).orElseThrow();
        Version oldest = versions.stream()
                .min(Comparator.comparing((Version version) -> version.trace().first(), FIRST)
                        .thenComparing(version -> version.trace().blob()))
                .orElseThrow();
        Commit last = versions.stream()
                .max(Comparator.comparing((Version version) -> version.trace().last(), LAST))
                .map(version -> version.trace().last())
                .orElse(null);
        boolean isPresent = versions.stream().anyMatch(Version::isPresent);
        boolean isReachable =
                versions.stream().anyMatch(version -> version.trace().isReachable());
        var history = new History(
                oldest.trace().blob().toString(), commit(oldest.trace().first()), commit(last), isReachable, isPresent);
        // where a mark allows it at one place and none does at another, it is not allowed
        List<Found> order = shown.found().stream()
                .sorted(Comparator.comparing(one -> !one.finding().marks().isEmpty()))
                .toList();
        Found found = order.getFirst();
        Finding finding = with(order, history, fingerprint(found, oldest, isPresent, taken));
        return new Entry(finding, found);
    }

    /// What is checked out tells most, then what came last.
    private static Comparator<Version> telling() {
        return Comparator.comparing(Version::isPresent)
                .thenComparing((Version version) -> version.trace().last(), LAST)
                .thenComparing(version -> version.trace().blob());
    }

    /// That of a scan of files for what is checked out. A guessable secret has no digest in it, so that those of old
    /// versions, which may be others, are told apart by the content that brought them.
    private static Fingerprint fingerprint(Found found, Version oldest, boolean isPresent, Set<Fingerprint> taken) {
        Fingerprint plain = found.finding().fingerprint();
        boolean isTold = found.finding().detail() instanceof Detail.Secret secret && secret.digest() != null;
        if ((isPresent || isTold) && taken.add(plain)) return plain;
        var apart = Fingerprint.of(
                List.of(plain.hex(), oldest.trace().blob().toString(), oldest.isPresent() ? "present" : "past"));
        for (int i = 2; !taken.add(apart); i++) apart = Fingerprint.of(List.of(apart.hex(), Integer.toString(i)));
        return apart;
    }

    private static Finding with(List<Found> found, History history, Fingerprint fingerprint) {
        Finding first = found.getFirst().finding();
        var locations = new LinkedHashSet<Location>();
        found.forEach(one -> locations.addAll(one.finding().locations()));
        return with(first, fingerprint, List.copyOf(locations), history);
    }

    /// The finding as one of a history.
    static Finding with(Finding finding, Fingerprint fingerprint, List<Location> locations, @Nullable History history) {
        if (!(finding.detail() instanceof Detail.Secret secret)) return finding;
        var detail = new Detail.Secret(
                secret.title(),
                secret.proof(),
                secret.proofReason(),
                secret.redacted(),
                secret.digest(),
                secret.name(),
                secret.layers(),
                secret.remedy(),
                secret.verification(),
                history);
        return new Finding(
                finding.rule(),
                fingerprint,
                finding.severity(),
                finding.confidence(),
                finding.message(),
                locations,
                detail,
                finding.marks());
    }

    static History.@Nullable Commit commit(@Nullable Commit commit) {
        if (commit == null) return null;
        Person author = commit.author();
        String name = author.email().isEmpty() ? author.name() : "%s <%s>".formatted(author.name(), author.email());
        long seconds = Math.clamp(author.seconds(), -LAST_SECOND, LAST_SECOND);
        return new History.Commit(commit.id().toString(), name.strip(), Instant.ofEpochSecond(seconds));
    }
}
