// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.rule;

import dev.pomona.scanners.secrets.keyword.KeywordIndex;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Rules in the form in which a scan needs them: one index over all their keywords, and each rule as bytes that are
/// read
/// when one of its keywords is met. Pomona's own are packed when it is built, so that a scan opens one resource and
/// parses nothing, patterns included. Examples are not in it.
///
/// Immutable, safe for several threads.
public final class RulePack {

    /// Beside this class.
    private static final String BUILT_IN = "/dev/pomona/scanners/secrets/rules.pack";

    private static final int MAGIC = 0x504f5352;
    private static final int FORMAT = 2;

    private final String digest;
    private final KeywordIndex index;
    private final int[] keywordRuleStarts;
    private final int[] keywordRules;
    private final int[] keywordless;
    private final int[] withFiles;
    private final int[] recordStarts;
    private final byte[] records;
    private final int[] patternStarts;
    private final byte[] patterns;
    private final AtomicReferenceArray<RuleRecord> rules;

    private RulePack(
            String digest,
            KeywordIndex index,
            int[] keywordRuleStarts,
            int[] keywordRules,
            int[] keywordless,
            int[] withFiles,
            int[] recordStarts,
            byte[] records,
            int[] patternStarts,
            byte[] patterns) {
        this.digest = digest;
        this.index = index;
        this.keywordRuleStarts = keywordRuleStarts;
        this.keywordRules = keywordRules;
        this.keywordless = keywordless;
        this.withFiles = withFiles;
        this.recordStarts = recordStarts;
        this.records = records;
        this.patternStarts = patternStarts;
        this.patterns = patterns;
        this.rules = new AtomicReferenceArray<>(recordStarts.length - 1);
    }

    /// Pomona's own rules.
    public static RulePack builtIn() {
        try (InputStream in = RulePack.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) throw new IllegalStateException("the program was built without " + BUILT_IN);
            return read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Packs rules that have been checked. Their order does not matter: they are sorted by id. Their patterns are
    /// compiled when they are needed.
    ///
    /// @throws IllegalArgumentException when two have the same id
    public static RulePack of(List<SecretRule> rules) {
        try {
            return read(pack(rules, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The bytes of a pack with these rules and their compiled patterns, the same for the same rules.
    public static byte[] pack(List<SecretRule> rules) throws IOException {
        return pack(rules, true);
    }

    private static byte[] pack(List<SecretRule> rules, boolean isCompiled) throws IOException {
        List<SecretRule> sorted =
                rules.stream().sorted(Comparator.comparing(SecretRule::id)).toList();
        SortedMap<String, List<Integer>> byKeyword = new TreeMap<>();
        var keywordless = new ArrayList<Integer>();
        var withFiles = new ArrayList<Integer>();
        var records = new ByteArrayOutputStream();
        int[] recordStarts = new int[sorted.size() + 1];
        var patterns = new ByteArrayOutputStream();
        int[] patternStarts = new int[sorted.size() + 1];
        for (int i = 0; i < sorted.size(); i++) {
            SecretRule rule = sorted.get(i);
            if (i > 0 && rule.id().equals(sorted.get(i - 1).id())) {
                throw new IllegalArgumentException("two rules are called '%s'".formatted(rule.id()));
            }
            for (String keyword : rule.keywords()) {
                byKeyword.computeIfAbsent(keyword, _ -> new ArrayList<>()).add(i);
            }
            if (rule.keywords().isEmpty()) keywordless.add(i);
            if (!rule.files().isEmpty()) withFiles.add(i);
            records.writeBytes(RuleRecord.write(rule));
            recordStarts[i + 1] = records.size();
            if (isCompiled) patterns.writeBytes(RulePatterns.of(rule).toBytes());
            patternStarts[i + 1] = patterns.size();
        }
        var body = new ByteArrayOutputStream();
        var out = new DataOutputStream(body);
        KeywordIndex.of(List.copyOf(byKeyword.keySet())).write(out);
        int total = 0;
        var starts = new ArrayList<Integer>();
        for (List<Integer> owners : byKeyword.values()) {
            starts.add(total);
            total += owners.size();
        }
        starts.add(total);
        RuleRecord.writeNumbers(out, starts);
        RuleRecord.writeNumbers(
                out, byKeyword.values().stream().flatMap(List::stream).toList());
        RuleRecord.writeNumbers(out, keywordless);
        RuleRecord.writeNumbers(out, withFiles);
        writeParts(out, recordStarts, records);
        writeParts(out, patternStarts, patterns);
        var pack = new ByteArrayOutputStream();
        var head = new DataOutputStream(pack);
        head.writeInt(MAGIC);
        head.writeInt(FORMAT);
        head.write(sha256(body.toByteArray()));
        body.writeTo(head);
        return pack.toByteArray();
    }

    private static void writeParts(DataOutputStream out, int[] starts, ByteArrayOutputStream parts) throws IOException {
        RuleRecord.writeNumbers(out, Arrays.stream(starts).boxed().toList());
        out.writeInt(parts.size());
        parts.writeTo(out);
    }

    private static byte[] readParts(DataInputStream in) throws IOException {
        byte[] parts = new byte[in.readInt()];
        in.readFully(parts);
        return parts;
    }

    private static RulePack read(byte[] pack) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(pack));
        if (in.readInt() != MAGIC || in.readInt() != FORMAT) throw new IOException("not a pack of rules");
        byte[] digest = in.readNBytes(32);
        KeywordIndex index = KeywordIndex.read(in);
        int[] keywordRuleStarts = RuleRecord.readNumbers(in);
        int[] keywordRules = RuleRecord.readNumbers(in);
        int[] keywordless = RuleRecord.readNumbers(in);
        int[] withFiles = RuleRecord.readNumbers(in);
        int[] recordStarts = RuleRecord.readNumbers(in);
        byte[] records = readParts(in);
        int[] patternStarts = RuleRecord.readNumbers(in);
        byte[] patterns = readParts(in);
        return new RulePack(
                HexFormat.of().formatHex(digest),
                index,
                keywordRuleStarts,
                keywordRules,
                keywordless,
                withFiles,
                recordStarts,
                records,
                patternStarts,
                patterns);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Over everything in it: the same digest, the same findings.
    public String digest() {
        return digest;
    }

    public int size() {
        return rules.length();
    }

    /// The rules are numbered in the order of their ids. Without examples.
    public SecretRule rule(int number) {
        return packed(number).rule();
    }

    private RuleRecord packed(int number) {
        RuleRecord known = rules.get(number);
        if (known != null) return known;
        RuleRecord read = RuleRecord.read(records, recordStarts[number], recordStarts[number + 1]);
        rules.set(number, read); // several threads may do it; all of them read the same
        return read;
    }

    public List<SecretRule> rules() {
        var all = new ArrayList<SecretRule>();
        for (int i = 0; i < size(); i++) all.add(rule(i));
        return Collections.unmodifiableList(all);
    }

    public KeywordIndex keywords() {
        return index;
    }

    /// How many rules have a keyword.
    public int ruleCount(int keyword) {
        return keywordRuleStarts[keyword + 1] - keywordRuleStarts[keyword];
    }

    /// The numbers of the rules that have a keyword, ascending.
    public int ruleOf(int keyword, int which) {
        return keywordRules[keywordRuleStarts[keyword] + which];
    }

    /// The numbers of the rules that have no keyword at all, and look through every file that their globs allow.
    public int[] keywordless() {
        return keywordless.clone();
    }

    /// The numbers of the rules that look into some files only.
    public int[] withFiles() {
        return withFiles.clone();
    }

    /// The rule's patterns: read when they were compiled before, else compiled.
    public RulePatterns patterns(int number) {
        int start = patternStarts[number];
        int end = patternStarts[number + 1];
        return start == end ? RulePatterns.of(rule(number)) : RulePatterns.read(patterns, start, end);
    }

    /// The fixed text with which the rule's secrets start; empty when they have none.
    public String prefix(int number) {
        return packed(number).prefix();
    }

    /// How many bytes of a match stand before its first keyword, at most; -1 when any number may, or no keyword need be
    /// in it. 0 for assigned values.
    public int maxBefore(int number) {
        return packed(number).maxBefore();
    }
}
