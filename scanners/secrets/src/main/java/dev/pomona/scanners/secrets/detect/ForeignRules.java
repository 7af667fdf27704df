// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.scanners.secrets.gitleaks.Allowlist;
import dev.pomona.scanners.secrets.gitleaks.AllowlistMatcher;
import dev.pomona.scanners.secrets.gitleaks.ForeignRule;
import dev.pomona.scanners.secrets.gitleaks.GitleaksRules;
import dev.pomona.scanners.secrets.gitleaks.PatternCompiler;
import dev.pomona.scanners.secrets.regex.Regex;
import dev.pomona.scanners.secrets.regex.RegexException;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What rules of other scanners ask for, and let pass, beyond what ours can say. Safe for several threads.
public final class ForeignRules {

    private static final ForeignRules NONE = new ForeignRules(List.of(), List.of(), "");

    private final Map<String, ForeignRule> rules = new HashMap<>();
    private final Map<String, Regex> paths = new HashMap<>();
    private final List<ForeignRule> wholeFile = new ArrayList<>();
    private final List<Allowlist> shared;
    private final String digest;
    private final Map<String, AllowlistMatcher> allowlists = new ConcurrentHashMap<>();

    private ForeignRules(List<ForeignRule> foreign, List<Allowlist> shared, String digest) {
        this.shared = shared;
        this.digest = digest;
        for (ForeignRule rule : foreign) {
            String path = rule.path();
            if (path != null) paths.put(rule.rule().id(), Regex.compile(path));
            rules.put(rule.rule().id(), rule);
            if (rule.wholeFile()) wholeFile.add(rule);
        }
    }

    public static ForeignRules none() {
        return NONE;
    }

    /// @param read with [#compiler]
    public static ForeignRules of(GitleaksRules read) {
        return new ForeignRules(read.rules(), read.allowlists(), sha256(read.toString()));
    }

    /// What the patterns of foreign files are read with. What it compiles may be used by several threads.
    public static PatternCompiler compiler() {
        return pattern -> {
            try {
                Regex regex = Regex.compile(pattern);
                return new PatternCompiler.Finder() {
                    @Override
                    public boolean find(byte[] text, int start, int end) {
                        return regex.matcher().find(text, start, end, end);
                    }

                    @Override
                    public int groupCount() {
                        return regex.groupCount();
                    }
                };
            } catch (RegexException e) {
                throw new PatternCompiler.BadPatternException(String.valueOf(e.getMessage()), e.offset());
            }
        };
    }

    /// Those that look at texts, for a pack of rules.
    public List<SecretRule> textRules() {
        return rules.values().stream()
                .filter(rule -> !rule.wholeFile())
                .map(ForeignRule::rule)
                .toList();
    }

    /// Whether some of the rules find files by their paths alone.
    public boolean hasWholeFiles() {
        return !wholeFile.isEmpty();
    }

    boolean isForeign(String ruleId) {
        return rules.containsKey(ruleId);
    }

    /// Whether the rule looks into the file; true for rules that nothing is said of.
    boolean looksInto(String ruleId, Origin origin) {
        Regex wanted = paths.get(ruleId);
        if (wanted != null && !isIn(wanted, origin.path())) return false;
        if (this == NONE) return true;
        return allowlist(ruleId).allowsFile(origin.path(), origin.commit()).isEmpty();
    }

    private static boolean isIn(Regex wanted, String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        return wanted.matcher().find(bytes, 0, bytes.length, bytes.length);
    }

    /// Why what the rule found is let pass.
    Optional<String> allows(String ruleId, AllowlistMatcher.Found found) {
        return this == NONE ? Optional.empty() : allowlist(ruleId).allows(found);
    }

    /// The rules for which the file itself is the finding.
    List<ForeignRule> about(Origin origin) {
        return wholeFile.stream()
                .filter(rule -> looksInto(rule.rule().id(), origin))
                .toList();
    }

    /// The group that a foreign rule names as its secret; 0 when it leaves the choice to the match.
    int secretGroup(String ruleId) {
        ForeignRule rule = rules.get(ruleId);
        return rule == null ? 0 : rule.secretGroup();
    }

    private AllowlistMatcher allowlist(String ruleId) {
        return allowlists.computeIfAbsent(ruleId, id -> {
            @Nullable ForeignRule rule = rules.get(id);
            String source = rule == null ? id : rule.sourceId();
            var all = new ArrayList<>(rule == null ? List.of() : rule.allowlists());
            for (Allowlist list : shared) {
                if (list.targetRules().isEmpty() || list.targetRules().contains(source)) all.add(list);
            }
            return AllowlistMatcher.of(all, compiler());
        });
    }

    /// Changes with anything in the files; empty for none.
    String digest() {
        return digest;
    }

    private static String sha256(String text) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
