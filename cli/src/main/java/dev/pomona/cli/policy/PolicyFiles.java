// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.policy;

import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.Settings;
import dev.pomona.cli.settings.TextFile;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.model.component.Digest;
import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Waiver;
import dev.pomona.policy.DefaultPolicy;
import dev.pomona.policy.Policy;
import dev.pomona.policy.document.Issue;
import dev.pomona.policy.document.PolicyDocument;
import dev.pomona.policy.document.PolicyReader;
import dev.pomona.policy.document.WaiverDocument;
import dev.pomona.policy.document.WaiverReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds and reads the policy and the waivers that hold for a folder.
public final class PolicyFiles {

    private static final int LARGEST = 4 << 20;

    private final Path folder;
    private final Settings settings;
    private final Map<Setting, String> names;

    /// @param folder the scanned one, where `.pomona/` is looked for
    public PolicyFiles(Path folder, Settings settings) {
        this(folder, settings, Map.of());
    }

    private PolicyFiles(Path folder, Settings settings, Map<Setting, String> names) {
        this.folder = folder;
        this.settings = settings;
        this.names = names;
    }

    /// The same files under the names that an earlier decision calls them by, wherever they lie now.
    public PolicyFiles namedAs(Decision decision) {
        var called = new HashMap<Setting, String>();
        called.put(PolicySettings.POLICY, decision.policy());
        for (AppliedWaiver applied : decision.waivers()) {
            String origin = applied.waiver().origin();
            if (origin.lastIndexOf(':') > 0) {
                called.put(PolicySettings.WAIVERS, origin.substring(0, origin.lastIndexOf(':')));
            }
        }
        return new PolicyFiles(folder, settings, called);
    }

    /// A file as it was read.
    ///
    /// @param name for messages and reports: relative to the scanned folder where it lies in it
    public record Source(String name, String text) {}

    /// The policy's source; empty when the built-in one holds.
    public Optional<Source> policySource() {
        return source(PolicySettings.POLICY, ".pomona/policy.yaml");
    }

    /// The waivers' source; empty when there are none.
    public Optional<Source> waiverSource() {
        return source(PolicySettings.WAIVERS, ".pomona/waivers.yaml");
    }

    /// @throws UsageException listing every mistake
    public Policy policy() {
        Optional<Source> source = policySource();
        if (source.isEmpty()) return DefaultPolicy.policy();
        PolicyDocument document =
                PolicyReader.read(source.get().name(), source.get().text());
        refuse(document.issues(), source.get());
        return document.policy();
    }

    /// @throws UsageException listing every mistake
    public List<Waiver> waivers() {
        Optional<Source> source = waiverSource();
        if (source.isEmpty()) return List.of();
        WaiverDocument document =
                WaiverReader.read(source.get().name(), source.get().text());
        refuse(document.issues(), source.get());
        return document.waivers();
    }

    /// Over the texts of policy and waivers; of the built-in policy's text when there is no other.
    public Digest digest() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(policySource()
                    .map(Source::text)
                    .orElseGet(DefaultPolicy::document)
                    .getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(waiverSource().map(Source::text).orElse("").getBytes(StandardCharsets.UTF_8));
            return Digest.of(Digest.Algorithm.SHA256, digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void refuse(List<Issue> issues, Source source) {
        if (issues.isEmpty()) return;
        throw new UsageException(String.join(
                "\n", issues.stream().map(issue -> issue.render(source.text())).toList()));
    }

    private Optional<Source> source(Setting setting, String usual) {
        Optional<String> chosen = settings.text(setting);
        if (chosen.isEmpty()) {
            return TextFile.ofRepository(folder, usual, LARGEST)
                    .map(text -> new Source(names.getOrDefault(setting, usual), text));
        }
        String text = TextFile.ofUser(Path.of(chosen.get()), LARGEST)
                .orElseThrow(() -> new UsageException("there is no file " + chosen.get()));
        return Optional.of(new Source(names.getOrDefault(setting, chosen.get()), text));
    }
}
