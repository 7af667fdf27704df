// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.verify;

import dev.pomona.advisories.feed.Sleeper;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.secrets.SecretSettings;
import dev.pomona.cli.settings.GlobalSettings;
import dev.pomona.cli.settings.Settings;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.finding.Verification;
import dev.pomona.scanners.secrets.SecretVerifier;
import dev.pomona.scanners.secrets.detect.Found;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Collects secrets while a scan finds them, and afterwards asks their issuers about each once: one question after the
/// other, in turns among the hosts, with a pause between two to the same one.
public final class SecretQuestions implements SecretVerifier {

    private final boolean isAsking;
    private final Duration interval;
    private final int most;
    private final Supplier<Issuers> issuers;
    private final Sleeper sleeper;
    private final InstantSource clock;
    private final Map<Question, Fingerprint> collected = new ConcurrentHashMap<>();
    private final Map<Fingerprint, Question> byFingerprint = new ConcurrentHashMap<>();
    private final Map<Question, Verification> answers = new HashMap<>();

    /// What is to be asked: the same for the same secret wherever it is.
    private record Question(String rule, String secret, Map<String, String> groups) {

        static Question of(Found found) {
            return new Question(found.rule().id(), found.value(), found.groups());
        }

        /// Nothing of the secret.
        @Override
        public String toString() {
            return "Question[%s]".formatted(rule);
        }
    }

    private final Map<String, Found> rules = new ConcurrentHashMap<>();

    SecretQuestions(
            boolean isAsking,
            Duration interval,
            int most,
            Supplier<Issuers> issuers,
            Sleeper sleeper,
            InstantSource clock) {
        this.isAsking = isAsking;
        this.interval = interval;
        this.most = most;
        this.issuers = issuers;
        this.sleeper = sleeper;
        this.clock = clock;
    }

    /// As the settings say: without `--verify` nothing is collected and nobody is asked.
    ///
    /// @throws UsageException when issuers are to be asked without using the network
    public static SecretQuestions of(Invocation invocation) {
        Settings settings = invocation.settings();
        boolean isAsking = settings.isOn(SecretSettings.VERIFY);
        if (isAsking && settings.isOn(GlobalSettings.OFFLINE)) {
            throw new UsageException(
                    "--verify asks the issuers of secrets over the network, and --offline allows none");
        }
        Duration interval = settings.duration(SecretSettings.VERIFY_INTERVAL).orElse(Duration.ofSeconds(1));
        int most = settings.count(SecretSettings.VERIFY_LIMIT).orElse(100);
        return new SecretQuestions(isAsking, interval, most, Issuers::online, Sleeper.ofThread(), invocation.clock());
    }

    /// Whether anybody is asked.
    public boolean isAsking() {
        return isAsking;
    }

    @Override
    public void take(Found found) {
        if (!isAsking || found.rule().verify() == null) return;
        var question = Question.of(found);
        Fingerprint fingerprint = found.finding().fingerprint();
        byFingerprint.put(fingerprint, question);
        collected.merge(question, fingerprint, (one, other) -> one.compareTo(other) <= 0 ? one : other);
        rules.putIfAbsent(found.rule().id(), found);
    }

    /// Asks about everything that was taken and not asked yet.
    ///
    /// @throws UsageException when the thread is interrupted
    public void ask() {
        Map<String, List<Question>> byHost = questions();
        if (byHost.isEmpty()) return;
        try (Issuers opened = issuers.get()) {
            Map<String, Instant> next = new HashMap<>();
            for (int turn = 0; !byHost.isEmpty(); turn++) {
                int at = turn;
                byHost.values().removeIf(questions -> questions.size() <= at);
                for (Map.Entry<String, List<Question>> host : byHost.entrySet()) {
                    Question question = host.getValue().get(turn);
                    answers.put(question, turn < most ? answer(question, host.getKey(), next, opened) : tooMany(host));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("the scan was interrupted; nothing was written", e);
        }
    }

    private static Verification tooMany(Map.Entry<String, ?> host) {
        return new Verification(
                Verification.Status.UNKNOWN, "%s was asked often enough in one run".formatted(host.getKey()));
    }

    /// By host, each in an order that depends on nothing but what was found.
    private Map<String, List<Question>> questions() {
        Map<String, List<Question>> byHost = new TreeMap<>();
        collected.entrySet().stream()
                .filter(entry -> !answers.containsKey(entry.getKey()))
                .sorted(Map.Entry.<Question, Fingerprint>comparingByValue()
                        .thenComparing(entry -> entry.getKey().rule()))
                .forEach(entry -> byHost.computeIfAbsent(host(entry.getKey()), _ -> new ArrayList<>())
                        .add(entry.getKey()));
        return byHost;
    }

    private String host(Question question) {
        return RequestTemplate.host(verify(question));
    }

    private dev.pomona.scanners.secrets.rule.Verify verify(Question question) {
        Found example = rules.get(question.rule());
        var verify = example == null ? null : example.rule().verify();
        if (verify == null) throw new IllegalStateException("the rule %s can't be asked".formatted(question.rule()));
        return verify;
    }

    private Verification answer(Question question, String host, Map<String, Instant> next, Issuers opened)
            throws InterruptedException {
        Instant now = clock.instant();
        Duration wait = Duration.between(now, next.getOrDefault(host, now));
        if (wait.isPositive()) sleeper.sleep(wait);
        Verification answer = opened.ask(verify(question), question.secret(), question.groups());
        next.put(host, clock.instant().plus(interval));
        return answer;
    }

    /// What was answered about a secret; empty when nobody was asked.
    public Optional<Verification> answer(Found found) {
        return Optional.ofNullable(answers.get(Question.of(found)));
    }

    /// The findings with what was answered about them.
    public List<Finding> answered(List<Finding> findings) {
        return findings.stream()
                .map(finding -> {
                    Question question = byFingerprint.get(finding.fingerprint());
                    Verification answer = question == null ? null : answers.get(question);
                    return answer == null ? finding : with(finding, answer);
                })
                .toList();
    }

    /// The finding with an answer.
    public static Finding with(Finding finding, Verification answer) {
        if (!(finding.detail() instanceof Detail.Secret secret)) return finding;
        return finding.with(new Detail.Secret(
                secret.title(),
                secret.proof(),
                secret.proofReason(),
                secret.redacted(),
                secret.digest(),
                secret.name(),
                secret.layers(),
                secret.remedy(),
                answer,
                secret.history()));
    }

    /// How many secrets are to be asked about and how many were, and nothing of them.
    @Override
    public String toString() {
        return "SecretQuestions[%d of %d answered]".formatted(answers.size(), collected.size());
    }
}
