// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.secrets;

import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Quantity;
import dev.pomona.cli.settings.Settings;
import dev.pomona.cli.settings.TextFile;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.scanners.secrets.UserRules;
import dev.pomona.scanners.secrets.detect.DigestKey;
import dev.pomona.scanners.secrets.detect.ForeignRules;
import dev.pomona.scanners.secrets.detect.SecretDetector;
import dev.pomona.scanners.secrets.detect.SecretOptions;
import dev.pomona.scanners.secrets.mark.Allowances;
import dev.pomona.scanners.secrets.rule.RulePack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The search for secrets as the settings want it.
public final class SecretSetup {

    private static final int LARGEST_RULES = 16 << 20;
    private static final int LARGEST_IGNORE_FILE = 16 << 20;
    private static final int DEEPEST = 16;

    private final RulePack pack;
    private final ForeignRules foreign;
    private final SecretOptions options;
    private final List<String> notes;

    private SecretSetup(RulePack pack, ForeignRules foreign, SecretOptions options, List<String> notes) {
        this.pack = pack;
        this.foreign = foreign;
        this.options = options;
        this.notes = List.copyOf(notes);
    }

    /// @throws UsageException when a setting makes no sense, or a rule file has mistakes: it shows all of them
    public static SecretSetup of(Invocation invocation) {
        Settings settings = invocation.settings();
        SecretOptions options = SecretOptions.DEFAULT.withDecodeDepth(decodeDepth(settings));
        Optional<String> key = settings.text(SecretSettings.SECRET_HASH_KEY);
        if (key.isPresent()) {
            options = options.withDigestKey(DigestKey.own(key.get().getBytes(StandardCharsets.UTF_8)));
        }
        List<String> files = settings.list(SecretSettings.RULES);
        if (files.isEmpty()) return new SecretSetup(RulePack.builtIn(), ForeignRules.none(), options, List.of());
        UserRules rules = read(files, invocation.folder());
        return new SecretSetup(rules.pack(), rules.foreign(), options, rules.notes());
    }

    private static int decodeDepth(Settings settings) {
        String text = settings.text(SecretSettings.SECRET_DECODE_DEPTH).orElse("3");
        int depth = Quantity.number("secret-decode-depth", text, 0);
        if (depth > DEEPEST) {
            throw new UsageException("secret-decode-depth is at most %d, but got %d".formatted(DEEPEST, depth));
        }
        return depth;
    }

    private static UserRules read(List<String> files, Path folder) {
        var sources = new ArrayList<UserRules.Source>();
        for (String file : files) {
            String text = TextFile.ofUser(folder.resolve(file), LARGEST_RULES)
                    .orElseThrow(() -> new UsageException("there is no file of rules '%s'".formatted(file)));
            sources.add(new UserRules.Source(file, text));
        }
        UserRules rules = UserRules.read(sources, other -> extended(other, files, folder));
        if (!rules.problems().isEmpty()) throw new UsageException(String.join("\n", rules.problems()));
        return rules;
    }

    /// As gitleaks has it, the path is that from the folder where the program runs; where nothing is there, from the
    /// folder
    /// of a file that extends.
    private static Optional<String> extended(String other, List<String> files, Path folder) {
        Optional<String> text = TextFile.ofUser(folder.resolve(other), LARGEST_RULES);
        for (String file : files) {
            if (text.isPresent()) return text;
            text = TextFile.ofUser(folder.resolve(file).resolveSibling(other), LARGEST_RULES);
        }
        return text;
    }

    /// All rules in effect.
    public RulePack rules() {
        return pack;
    }

    /// What of the rule files means nothing here, in sentences.
    public List<String> notes() {
        return notes;
    }

    /// Whether some rules find files by their paths alone.
    public boolean hasWholeFiles() {
        return foreign.hasWholeFiles();
    }

    /// @param allowances what the target itself allows
    public SecretDetector detector(Allowances allowances) {
        return new SecretDetector(pack, options, allowances, foreign);
    }

    /// What the ignore files at the root of a folder allow; nothing for a file.
    ///
    /// @throws UsageException when one of them leads out of the folder or can't be read
    public static Allowances allowances(Path target) {
        if (!Files.isDirectory(target)) return Allowances.none();
        Map<String, byte[]> files = new HashMap<>();
        for (String name : Allowances.FILES) {
            TextFile.ofRepository(target, name, LARGEST_IGNORE_FILE)
                    .ifPresent(text -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        }
        return Allowances.of(files);
    }
}
