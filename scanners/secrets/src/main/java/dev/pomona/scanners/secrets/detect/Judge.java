// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.model.finding.Proof;
import dev.pomona.scanners.secrets.assign.Assignment;
import dev.pomona.scanners.secrets.gitleaks.AllowlistMatcher;
import dev.pomona.scanners.secrets.noise.Candidate;
import dev.pomona.scanners.secrets.noise.Entropy;
import dev.pomona.scanners.secrets.noise.Noise;
import dev.pomona.scanners.secrets.noise.Strictness;
import dev.pomona.scanners.secrets.noise.TokenQuality;
import dev.pomona.scanners.secrets.proof.StructuralCheck;
import dev.pomona.scanners.secrets.proof.Value;
import dev.pomona.scanners.secrets.proof.Verdict;
import dev.pomona.scanners.secrets.proof.key.PublicKey;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides whether a match is a secret: first what the rule asks for, then what can be checked in its structure, and
/// unless that proves it, whether it looks like something that only looks like a secret.
final class Judge {

    private static final int NEAR = 200;
    private static final int LONGEST_START = 64;

    private final Origin origin;
    private final ForeignRules foreign;
    private final boolean isSuspecting;

    /// @param isSuspecting whether it is enough that a match may be a secret: then structures are looked into only
    /// where
    ///     the match looks like none
    Judge(Origin origin, ForeignRules foreign, boolean isSuspecting) {
        this.origin = origin;
        this.foreign = foreign;
        this.isSuspecting = isSuspecting;
    }

    /// @param assignment `null` when the value stands alone
    Judgement judge(
            CompiledRule rule,
            byte[] text,
            int matchStart,
            int matchEnd,
            int start,
            int end,
            Map<String, String> groups,
            String value,
            @Nullable Assignment assignment) {
        if (!isNear(rule, text, matchStart, matchEnd))
            return no("none of the texts stands near that the rule asks for");
        if (isBroken(text, start, end)) return new Judgement.NoSecret("a broken bar is in it", true);
        boolean isUneven = Entropy.bitsPerByte(text, start, end) < rule.rule().entropy();
        if (isUneven && !hasForm(rule, value)) return no("its characters repeat too much");
        if (rule.rule().quality() > 0
                && TokenQuality.of(text, start, end) < rule.rule().quality()) {
            return no("it looks like words");
        }
        if (isAllowed(rule, text, start, end)) {
            return new Judgement.NoSecret("it is a documented dummy", hasForm(rule, value));
        }
        Optional<String> passed = foreign.allows(
                rule.rule().id(),
                new AllowlistMatcher.Found(text, matchStart, matchEnd, start, end, origin.path(), origin.commit()));
        if (passed.isPresent()) return no(passed.get());
        if (isSuspecting && isQuiet(rule, text, start, end, assignment)) {
            return new Judgement.Secret(Proof.GENERIC, "it may be one", true);
        }
        boolean isGeneric = strictness(rule) == Strictness.GENERIC;
        String damage = null;
        PublicKey key = null;
        String reason = isGeneric
                ? "only what it is assigned to says so"
                : rule.isAssigned()
                        ? "its name and its form are those of such secrets"
                        : "it has the form of such secrets, which holds nothing that could be checked";
        for (StructuralCheck check : rule.checks()) {
            switch (check.check(new Value(value, groups, text, start, end))) {
                case Verdict.Proven proven -> {
                    if (!isUneven) return new Judgement.Secret(Proof.PROVEN, proven.reason(), false, proven.key());
                }
                case Verdict.Refuted refuted -> {
                    return new Judgement.NoSecret(refuted.reason(), true);
                }
                case Verdict.Damaged damaged -> damage = damaged.reason();
                case Verdict.Unknown unknown -> {
                    reason = unknown.reason();
                    key = unknown.key();
                }
            }
        }
        var candidate = new Candidate(text, start, end, origin.path(), strictness(rule), assignment);
        Optional<String> noise = Noise.reason(candidate);
        if (noise.isPresent()) return no(noise.get());
        if (damage != null) return new Judgement.Secret(Proof.GENERIC, "it is damaged: %s".formatted(damage), true);
        Optional<String> doubt = isUneven ? Optional.of("its characters repeat too much") : Noise.doubt(candidate);
        if (doubt.isPresent()) {
            return new Judgement.Secret(Proof.GENERIC, "it looks made up: %s".formatted(doubt.get()), true);
        }
        return new Judgement.Secret(isGeneric ? Proof.GENERIC : Proof.PLAUSIBLE, reason, false, key);
    }

    /// Whether the mark is in it, or at its ends, by which those who write about secrets break them.
    private static boolean isBroken(byte[] text, int start, int end) {
        for (int i = Math.max(1, start - 1); i <= end && i < text.length; i++) {
            if (text[i] == (byte) 0xa6 && text[i - 1] == (byte) 0xc2) return true;
        }
        return end + 1 < text.length && text[end] == (byte) 0xc2 && text[end + 1] == (byte) 0xa6;
    }

    /// Whether the value starts as its issuer lets all of them start, so that it is meant to be one, made up or not.
    private boolean hasForm(CompiledRule rule, String value) {
        if (rule.isAssigned() || foreign.isForeign(rule.rule().id())) return false;
        String start =
                value.substring(0, Math.min(value.length(), LONGEST_START)).toLowerCase(Locale.ROOT);
        return rule.rule().keywords().stream()
                .anyMatch(keyword -> keyword.length() < value.length() && start.startsWith(keyword));
    }

    private boolean isQuiet(CompiledRule rule, byte[] text, int start, int end, @Nullable Assignment assignment) {
        return Noise.reason(new Candidate(text, start, end, origin.path(), strictness(rule), assignment))
                .isEmpty();
    }

    private Strictness strictness(CompiledRule rule) {
        if (foreign.isForeign(rule.rule().id())) return Strictness.TOKEN;
        if (rule.rule().category().equals("generic")) return Strictness.GENERIC;
        return rule.isAssigned() ? Strictness.NAMED : Strictness.TOKEN;
    }

    private static boolean isAllowed(CompiledRule rule, byte[] text, int start, int end) {
        if (rule.allow().isEmpty()) return false;
        byte[] value = Arrays.copyOfRange(text, start, end); // `^` is its start
        return rule.allow().stream().anyMatch(allowed -> allowed.matcher().find(value, 0, value.length, value.length));
    }

    private static Judgement no(String reason) {
        return new Judgement.NoSecret(reason, false);
    }

    private static boolean isNear(CompiledRule rule, byte[] text, int start, int end) {
        if (rule.near().isEmpty()) return true;
        int from = Math.max(0, start - NEAR);
        int to = Math.min(text.length, end + NEAR);
        return rule.near().stream().anyMatch(near -> contains(text, from, to, near));
    }

    private static boolean contains(byte[] text, int from, int to, byte[] folded) {
        for (int at = from; at + folded.length <= to; at++) {
            int i = 0;
            while (i < folded.length && fold(text[at + i]) == folded[i]) i++;
            if (i == folded.length) return true;
        }
        return false;
    }

    private static byte fold(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }
}
