// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.mark;

import dev.pomona.model.finding.AllowMark;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the scanned tree itself says that it allows. Immutable.
public final class Allowances {

    /// The ignore files that are read, if they are at the root.
    public static final List<String> FILES = List.of(".betterleaksignore", ".gitleaksignore", ".secrets.baseline");

    private final List<FingerprintList> fingerprints = new ArrayList<>();
    private final List<Baseline> baselines = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final String digest;

    private Allowances(Map<String, byte[]> files) {
        MessageDigest sha256 = sha256();
        new TreeMap<>(files).forEach((path, content) -> {
            if (!FILES.contains(path)) return;
            sha256.update(path.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) 0);
            sha256.update(sha256().digest(content));
            if (path.equals(".secrets.baseline")) baselines.add(Baseline.read(path, content, problems));
            else fingerprints.add(FingerprintList.read(path, content, problems));
        });
        digest = HexFormat.of().formatHex(sha256.digest());
    }

    /// Only inline marks.
    public static Allowances none() {
        return of(Map.of());
    }

    /// @param filesAtRoot contents by name; names that are not in [#FILES] are left alone
    public static Allowances of(Map<String, byte[]> filesAtRoot) {
        return new Allowances(filesAtRoot);
    }

    /// The mark that is about a finding, the most telling first: ours, other scanners' comments, ignore files.
    ///
    /// @param path of the file with the finding
    /// @param line on which the secret begins, counted from 1
    /// @param ruleId with or without `secret-` in front
    /// @param text the whole file, of which [start, end) is the secret
    public Optional<AllowMark> covers(String path, int line, String ruleId, byte[] text, int start, int end) {
        return covers(null, path, line, ruleId, text, start, end);
    }

    /// The same for a finding in a history.
    ///
    /// @param commit in which the finding is, in full; entries of ignore files that name a commit hold only for it.
    ///     `null` when files are scanned
    public Optional<AllowMark> covers(
            @Nullable String commit, String path, int line, String ruleId, byte[] text, int start, int end) {
        Optional<AllowMark> inline = InlineMarks.covering(path, line, ruleId, text, start, end);
        if (inline.isPresent()) return inline;
        for (FingerprintList list : fingerprints) {
            Optional<AllowMark> mark = list.covering(commit, path, line);
            if (mark.isPresent()) return mark;
        }
        for (Baseline baseline : baselines) {
            Optional<AllowMark> mark = baseline.covering(path, text, start, end);
            if (mark.isPresent()) return mark;
        }
        return Optional.empty();
    }

    /// What is wrong with a mark of ours beside a finding, which is therefore left out of account: a date that is none,
    /// a field that is unknown. Empty when there is no such mark.
    public Optional<String> problem(byte[] text, int start, int end) {
        return InlineMarks.problem(text, start, end);
    }

    /// What could not be understood in the ignore files, each with file and line.
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /// Changes when an ignore file does; in hexadecimal. Inline marks are part of the files that they stand in.
    public String digest() {
        return digest;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
