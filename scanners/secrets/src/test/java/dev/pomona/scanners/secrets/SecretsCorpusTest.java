// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Region;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.RuleId;
import dev.pomona.scanners.secrets.detect.Detection;
import dev.pomona.scanners.secrets.detect.DigestKey;
import dev.pomona.scanners.secrets.detect.Origin;
import dev.pomona.scanners.secrets.detect.SecretDetector;
import dev.pomona.scanners.secrets.detect.SecretOptions;
import dev.pomona.scanners.secrets.rule.RulePack;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The public secrets corpora, scored by one rule: a positive row is found when any secret is found in it, a
/// negative one is a false alarm when a secret of its kind is: one by a rule of ours that finds a secret in a
/// positive row of that kind. Prints recall, false alarms and Youden's J; the floors are what the last
/// release reached, so that nothing gets worse unseen.
///
/// Two things are counted apart, and both figures are printed:
///
/// - Positive rows about what is no credential, which no rule of ours claims ([#UNCLAIMED]): names of buckets and other
///   resources, identifiers of accounts, keys, clients and shops, names of users, public keys, and hashes of passwords
///   without their account.
/// - Negative rows whose secret is labelled a secret in a positive row: the corpora have a rule for each way
///   of quoting a password, and each is silent about the others' examples.
///
/// Run it alone with `-Dtest=SecretsCorpusTest`; `-Dcorpus.misses=true` prints every row that is not as labelled.
class SecretsCorpusTest {

    /// Kinds whose rows are about something that is no credential: not held against anybody as a miss or false
    /// alarm.
    private static final List<String> HYGIENE = List.of("no-dotenv", "no-homedir", "no-k8s-kind-secret");

    /// Kinds of noseyparker's that are about something that is no credential.
    private static final Set<String> UNCLAIMED = Set.of(
            "np.age.1",
            "np.arn.1",
            "np.aws.3",
            "np.gcs.1",
            "np.gcs.2",
            "np.google.1",
            "np.linkedin.1",
            "np.pwhash.1",
            "np.pwhash.2",
            "np.pwhash.3",
            "np.pwhash.4",
            "np.pwhash.5",
            "np.reactapp.1",
            "np.s3.1",
            "np.s3.2",
            "np.shopify.1",
            "np.twitter.1");

    /// Of no kind of the corpora, although they find something in rows of one: a key store is a finding whoever made
    /// it.
    private static final Set<RuleId> ANYBODYS = Set.of(new RuleId("secret-pkcs12-file"));

    /// With a key of its own each secret has a digest, by which it is known again.
    private final SecretDetector detector = new SecretDetector(
            RulePack.builtIn(),
            SecretOptions.DEFAULT.withDigestKey(
                    DigestKey.own("corpora".repeat(8).getBytes(StandardCharsets.US_ASCII))));

    /// One row of a corpus.
    ///
    /// @param kind what the corpus calls the rule
    /// @param lines the first and last line where a secret is; empty for the whole file, and for negative rows
    @SuppressWarnings("ArrayRecordComponent")
    private record Row(String kind, String file, byte[] content, boolean isPositive, List<int[]> lines) {}

    /// What came out for one kind.
    private static final class Score {
        private int found;
        private int missed;
        private int alarms;
        private int silent;

        double recall() {
            return found + missed == 0 ? 0 : (double) found / (found + missed);
        }

        double falseRate() {
            return alarms + silent == 0 ? 0 : (double) alarms / (alarms + silent);
        }

        boolean hasBoth() {
            return found + missed > 0 && alarms + silent > 0;
        }

        double youden() {
            return recall() - falseRate();
        }

        void add(Score other) {
            found += other.found;
            missed += other.missed;
            alarms += other.alarms;
            silent += other.silent;
        }
    }

    @Test
    void findsWhatNoseyParkersExamplesHold() throws IOException {
        var rows = new ArrayList<Row>();
        for (Node row : lines("noseyparker/examples.jsonl")) {
            String kind = String.valueOf(row.text("rule"));
            rows.add(new Row(kind, "input.txt", content(row), row.isTrue("positive"), List.of()));
        }
        Score pooled = score("noseyparker", rows);
        if (rows.isEmpty()) return;
        assertThat(pooled.recall()).as("recall").isGreaterThanOrEqualTo(0.745);
        assertThat(pooled.falseRate()).as("false alarms").isLessThanOrEqualTo(0.04);
    }

    @Test
    void findsWhatSecretlintsSnapshotsHold() throws IOException {
        var rows = new ArrayList<Row>();
        for (Node row : lines("secretlint/snapshots.jsonl")) {
            String kind = String.valueOf(row.text("rule"));
            if (row.isTrue("own_config") || HYGIENE.contains(kind)) continue;
            String file = String.valueOf(row.text("file"));
            if (!row.isTrue("positive")) {
                rows.add(new Row(kind, file, content(row), false, List.of()));
                continue;
            }
            for (Node range : row.items("ranges")) {
                var numbers = range.items().stream().map(Node::text).toList();
                int[] lines = {Integer.parseInt(numbers.get(2)), Integer.parseInt(numbers.get(3))};
                rows.add(new Row(kind, file, content(row), true, List.of(lines)));
            }
        }
        Score pooled = score("secretlint", rows);
        if (rows.isEmpty()) return;
        assertThat(pooled.recall()).as("recall").isGreaterThanOrEqualTo(0.83);
        assertThat(pooled.falseRate()).as("false alarms").isLessThanOrEqualTo(0.03);
    }

    private Score score(String corpus, List<Row> rows) {
        Map<String, Set<RuleId>> ours = new HashMap<>();
        for (Row row : rows) {
            if (!row.isPositive()) continue;
            var rules = ours.computeIfAbsent(row.kind(), _ -> new HashSet<>());
            detect(row).findings().forEach(finding -> rules.add(finding.rule()));
            rules.removeAll(ANYBODYS);
        }
        var byKind = new TreeMap<String, Score>();
        Set<String> labelled = new HashSet<>();
        rows.stream()
                .filter(Row::isPositive)
                .forEach(row -> detect(row).findings().forEach(finding -> labelled.add(digest(finding))));
        var claimed = new Score();
        int strict = 0;
        for (Row row : rows) {
            Detection detection = detect(row);
            List<Finding> findings = detection.findings();
            var score = byKind.computeIfAbsent(row.kind(), _ -> new Score());
            if (row.isPositive()) {
                boolean isFound = findings.stream().anyMatch(finding -> isIn(finding, row));
                if (isFound) score.found++;
                else score.missed++;
                if (isFound && !UNCLAIMED.contains(row.kind())) claimed.found++;
                if (!isFound && !UNCLAIMED.contains(row.kind())) claimed.missed++;
                if (!isFound) tell("missed", row, detection);
            } else {
                List<Finding> ofKind = findings.stream()
                        .filter(finding ->
                                ours.getOrDefault(row.kind(), Set.of()).contains(finding.rule()))
                        .toList();
                if (!ofKind.isEmpty()) strict++;
                boolean isAlarm = ofKind.stream().anyMatch(finding -> !labelled.contains(digest(finding)));
                if (isAlarm) score.alarms++;
                else score.silent++;
                if (isAlarm) tell("false alarm", row, detection);
            }
        }
        var pooled = new Score();
        byKind.values().forEach(pooled::add);
        double mean = byKind.values().stream()
                .filter(Score::hasBoth)
                .mapToDouble(Score::youden)
                .average()
                .orElse(0);
        if (!rows.isEmpty()) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d of %d positives found (recall %.3f; of the kinds claimed %.3f), %d of %d negatives alarmed"
                            + " (%.3f; with those that are labelled secrets elsewhere %.3f); J pooled %.3f, mean over kinds"
                            + " with both %.3f%n",
                    corpus,
                    pooled.found,
                    pooled.found + pooled.missed,
                    pooled.recall(),
                    claimed.recall(),
                    pooled.alarms,
                    pooled.alarms + pooled.silent,
                    pooled.falseRate(),
                    (double) strict / (pooled.alarms + pooled.silent),
                    pooled.youden(),
                    mean);
        }
        return pooled;
    }

    private Detection detect(Row row) {
        return detector.detect(row.content(), Origin.of(row.file()), () -> {});
    }

    private static boolean isIn(Finding finding, Row row) {
        if (row.lines().isEmpty()) return true;
        return finding.locations().stream().anyMatch(location -> {
            Region region = location.region();
            return region == null
                    || row.lines().stream()
                            .anyMatch(lines -> region.startLine() <= lines[1] && region.endLine() >= lines[0]);
        });
    }

    private static void tell(String what, Row row, Detection detection) {
        if (!Boolean.getBoolean("corpus.misses")) return;
        System.out.printf(
                "  %s %s: found %s, suppressed %s in%n%s%n",
                what,
                row.kind(),
                detection.findings().stream().map(Finding::rule).toList(),
                detection.suppressions().stream()
                        .map(one -> one.rule() + ": " + one.reason())
                        .toList(),
                new String(row.content(), StandardCharsets.UTF_8).indent(6));
    }

    private static String digest(Finding finding) {
        return finding.detail() instanceof Detail.Secret secret ? String.valueOf(secret.digest()) : "";
    }

    private static byte[] content(Node row) {
        return Base64.getDecoder().decode(String.valueOf(row.text("text_base64")));
    }

    /// Looks beside the working directory and each folder above it; prints plainly when it is not there.
    private static List<Node> lines(String file) throws IOException {
        Optional<Path> corpora = Optional.empty();
        for (Path at = Path.of("").toAbsolutePath(); at != null && corpora.isEmpty(); at = at.getParent()) {
            Path candidate = at.resolve("shared/corpora/secrets").resolve(file);
            if (Files.isRegularFile(candidate)) corpora = Optional.of(candidate);
        }
        if (corpora.isEmpty()) {
            System.out.printf("the corpus %s is not there: nothing to check against%n", file);
            return List.of();
        }
        return Files.readAllLines(corpora.get()).stream()
                .filter(line -> !line.isBlank())
                .map(Json::read)
                .map(Node.class::cast)
                .toList();
    }
}
